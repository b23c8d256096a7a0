"""What a file is, told from how it begins, and the name it gets."""

import io
import zipfile

import pytest
from tests.support.blueprints import blank_png

from planroom.features.uploads.media_types import UNKNOWN, is_drawing, safe_file_name, sniff


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("config.json", "{}")
    return out.getvalue()


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (blank_png(), "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"II*\x00\x08\x00\x00\x00", "image/tiff"),
        (b"MM\x00*\x00\x00\x00\x08", "image/tiff"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "image/heic"),
        (b"\x00\x00\x00\x18ftypqt  \x00\x00", "video/mp4"),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\r\n%PDF-1.4\n", "application/pdf"),
        (_zip(), "application/zip"),
        (b"AC1032\x00", "application/acad"),
        (b"  0\r\nSECTION\r\n  2\r\nHEADER\r\n", "application/dxf"),
        (b"999\ndrawn by hand\n0\nSECTION\n", "application/dxf"),
        (b"ISO-10303-21;\nHEADER;", "application/x-step"),
        (b"ASTM-E57\x01\x00", "model/e57"),
        (b"ply\nformat ascii 1.0\n", "application/ply"),
        (b'\xef\xbb\xbf  {"plan": 1}', "application/json"),
        (b"<!doctype html><script>", UNKNOWN),
        (b"", UNKNOWN),
        (b"a letter that mentions %PDF-1.7", UNKNOWN),
    ],
)
def test_a_file_is_what_its_content_says(head: bytes, media_type: str) -> None:
    assert sniff(head) == media_type


@pytest.mark.parametrize(
    ("given", "media_type", "name"),
    [
        ("ground floor.PNG", "image/png", "ground-floor.PNG"),
        ("photo.heic", "image/jpeg", "photo.jpg"),
        ("photo", "image/jpeg", "photo.jpg"),
        ("../../etc/passwd", "application/pdf", "passwd.pdf"),
        ("C:\\plans\\EG.pdf", "application/pdf", "EG.pdf"),
        ("room.usdz", "application/zip", "room.usdz"),
        ("notes.txt", UNKNOWN, "notes.txt"),
        (".htaccess", UNKNOWN, "htaccess"),
        ("Grundriß Küche.pdf", "application/pdf", "Grundri-K-che.pdf"),
        ("间.png", "image/png", "file.png"),
        ("", "image/png", "file.png"),
        ("a" * 300 + ".png", "image/png", "a" * 80 + ".png"),
        ('"; rm -rf', UNKNOWN, "rm--rf"),
    ],
)
def test_a_file_gets_a_plain_name_with_its_true_extension(given: str, media_type: str, name: str) -> None:
    assert safe_file_name(given, media_type) == name


def test_drawings_are_what_reading_can_be_tried_on() -> None:
    assert [kind for kind in ("image/png", "application/pdf", "application/zip", UNKNOWN) if is_drawing(kind)] == [
        "image/png",
        "application/pdf",
    ]
