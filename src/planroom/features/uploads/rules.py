"""Where uploads are served, and which URL names one."""

from urllib.parse import urlsplit

UPLOADS_PATH = "/uploads"


def upload_path(token: str, file_name: str) -> str:
    """Give the path at which an upload is served; whoever has it may read the file."""
    return f"{UPLOADS_PATH}/{token}/{file_name}"


def uploads_address(public_url: str) -> str:
    """Give what the URLs of this installation's uploads begin with."""
    return f"{public_url}{UPLOADS_PATH}/"


def find_token(url: str, address: str) -> str | None:
    """Find the token in the URL of an upload; None for a URL elsewhere, "" for one of ours that names no upload.

    ``address`` is what ``uploads_address`` gives; an empty one is no installation's.
    """
    if not address or not url.startswith(address):
        return None
    return urlsplit(url[len(address) :]).path.partition("/")[0]
