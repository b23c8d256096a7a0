"""Several PDF documents as one."""

from collections.abc import Iterable
from io import BytesIO

from pypdf import PdfReader, PdfWriter


def join_pdfs(documents: Iterable[bytes]) -> bytes:
    """Put the pages of PDF documents into one document, in their order; equal documents give equal bytes.

    A document that cannot be read is passed over: it is somebody's file, and the others are worth having without it.
    """
    joined = PdfWriter()
    for document in documents:
        try:
            joined.append(PdfReader(BytesIO(document)), import_outline=False)
        except Exception:  # noqa: BLE001, S112 — a damaged file breaks the library in any way it likes
            continue
    written = BytesIO()
    joined.write(written)
    return written.getvalue()
