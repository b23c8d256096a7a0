"""Forms with files in them, as clients and browsers send them."""

from collections.abc import Mapping, Sequence

BOUNDARY = "----planroom-test"
CONTENT_TYPE = f"multipart/form-data; boundary={BOUNDARY}"


def file_part(content: bytes, name: str = "plan.png", field: str = "file") -> bytes:
    """One file of a form."""
    head = f'Content-Disposition: form-data; name="{field}"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'
    return head.encode() + content


def text_part(text: str, field: str) -> bytes:
    """One text field of a form."""
    return f'Content-Disposition: form-data; name="{field}"\r\n\r\n{text}'.encode()


def form(*parts: bytes) -> bytes:
    """A whole form."""
    line = f"--{BOUNDARY}".encode()
    return b"".join(line + b"\r\n" + part + b"\r\n" for part in parts) + line + b"--\r\n"


def form_of(files: Sequence[tuple[str, str, bytes]], texts: Mapping[str, str] | None = None) -> bytes:
    """A form of files, given as (field, name, content), and texts."""
    return form(
        *(text_part(text, field) for field, text in (texts or {}).items()),
        *(file_part(content, name, field) for field, name, content in files),
    )
