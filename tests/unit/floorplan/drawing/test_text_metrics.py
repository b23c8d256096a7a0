import pytest

from planroom.floorplan.drawing.scene import Weight
from planroom.floorplan.drawing.text import clean_text, fitted, font_files, font_folder, text_width_mm, wrapped


def test_all_weights_are_in_the_package_with_their_licence_and_source() -> None:
    names = {path.name for path in font_folder().iterdir()}
    assert {"LICENSE.txt", "SOURCE.md"} <= names
    assert len(font_files()) == len(Weight)
    assert sum(path.stat().st_size for path in font_folder().iterdir()) < 2_000_000


def test_width_grows_with_size_and_weight() -> None:
    assert text_width_mm("Bedroom", 200, Weight.REGULAR) == pytest.approx(
        2 * text_width_mm("Bedroom", 100, Weight.REGULAR)
    )
    assert text_width_mm("Bedroom", 100, Weight.BOLD) > text_width_mm("Bedroom", 100, Weight.REGULAR)


def test_a_letter_the_font_lacks_still_takes_room() -> None:
    assert text_width_mm("\u4e00", 100, Weight.REGULAR) == pytest.approx(100)


def test_drawn_text_is_one_line_without_what_cannot_be_printed() -> None:
    assert clean_text("  Living\n\troom\x00\x1b\u202e  ", 40) == "Living room"
    assert clean_text("cafe\u0301", 40) == "café"


def test_text_that_is_too_long_ends_with_an_ellipsis() -> None:
    assert clean_text("x" * 100, 10) == "x" * 9 + "…"
    short = fitted("A very long address that does not fit", 10, Weight.REGULAR, 60)
    assert short.endswith("…")
    assert text_width_mm(short, 10, Weight.REGULAR) <= 60


def test_lines_break_at_spaces_and_keep_every_word() -> None:
    words = "Measurements are approximate and for illustration only."
    lines = wrapped(words, 10, Weight.REGULAR, 120)
    assert len(lines) > 1
    assert " ".join(lines) == words
    assert all(text_width_mm(line, 10, Weight.REGULAR) <= 120 for line in lines)
