"""Several PDF documents as one."""

from io import BytesIO

from pypdf import PdfReader, PdfWriter

from planroom.floorplan.reports.joining import join_pdfs


def document(*widths: int) -> bytes:
    writer = PdfWriter()
    for width in widths:
        writer.add_blank_page(width, 100)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def widths_of(joined: bytes) -> list[int]:
    return [int(page.mediabox.width) for page in PdfReader(BytesIO(joined)).pages]


def test_all_pages_stand_in_the_order_of_the_documents() -> None:
    assert widths_of(join_pdfs([document(1, 2), document(3)])) == [1, 2, 3]


def test_a_document_that_cannot_be_read_is_passed_over() -> None:
    whole = document(1)
    assert widths_of(join_pdfs([whole, b"", b"no PDF", whole[: len(whole) // 2], document(2)])) == [1, 2]


def test_equal_documents_give_equal_bytes() -> None:
    assert join_pdfs([document(1), document(2)]) == join_pdfs([document(1), document(2)])
