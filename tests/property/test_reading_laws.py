"""Laws of readers: a file that was tampered with is read as far as it goes, or refused; nothing else happens."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planroom.floorplan.model.codec import read_plan, write_plan
from planroom.floorplan.reading.errors import FileUnreadable
from planroom.floorplan.reading.formats import FORMATS, PlanFormat, detect_format

SAMPLES = Path(__file__).parents[1] / "data" / "plan_files"
_NUMBERS = (b"NaN", b"1e999", b"-1e308", b"1e7", b"0", b"-0.0", b"9" * 400)
_NASTY = (*_NUMBERS, b"null", b"true", b'""', b"[]", b"{}", b'"\\ud800"')
_LARGEST = 60_000

_OF_FORMAT = {
    known.name: [
        path.read_bytes()
        for path in sorted((SAMPLES / known.name).glob("*"))
        if path.suffix in known.suffixes and path.stat().st_size <= _LARGEST
    ]
    for known in FORMATS
}


@st.composite
def _tampered(draw: st.DrawFn, samples: list[bytes]) -> bytes:
    """Replace some words of a real file by others of it, or by nasty ones, or cut a piece out."""
    content = draw(st.sampled_from(samples))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, max(0, len(content) - 1)))
        end = start + draw(st.integers(0, 12))
        other = draw(st.integers(0, max(0, len(content) - 1)))
        piece = draw(st.sampled_from((*_NASTY, content[other : other + 12], b"")))
        content = content[:start] + piece + content[end:]
    return content


@pytest.mark.parametrize("known", [known for known in FORMATS if _OF_FORMAT[known.name]], ids=lambda known: known.name)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_tampered_file_is_read_or_refused(known: PlanFormat, data: st.DataObject) -> None:
    content = data.draw(_tampered(_OF_FORMAT[known.name]))
    try:
        reading = known.read(content)
    except FileUnreadable:
        return
    assert read_plan(write_plan(reading.plan)) == reading.plan
    assert [finding.severity.rank for finding in reading.findings] == sorted(
        (finding.severity.rank for finding in reading.findings), reverse=True
    )


@given(content=st.binary(max_size=300))
def test_noise_is_of_no_format(content: bytes) -> None:
    with pytest.raises(FileUnreadable):
        detect_format(content).read(content)


@pytest.mark.parametrize("name", list(_OF_FORMAT))
def test_real_files_are_told_by_their_content(name: str) -> None:
    assert {detect_format(content).name for content in _OF_FORMAT[name]} <= {name}
