"""Which part of a file a Range header asks for."""

import pytest

from planroom.infra.http.ranges import ByteRange, RangeNotSatisfiable, find_range


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-0", ByteRange(0, 1)),
        ("bytes=0-99", ByteRange(0, 100)),
        ("bytes=0-100000", ByteRange(0, 100)),
        ("bytes=99-", ByteRange(99, 100)),
        ("bytes=-1", ByteRange(99, 100)),
        ("bytes=-100000", ByteRange(0, 100)),
        ("BYTES = 5 - 6", ByteRange(5, 7)),
    ],
)
def test_one_range_is_cut_to_the_file(header: str, expected: ByteRange) -> None:
    assert find_range(header, 100) == expected


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "lines=1-2",
        "bytes=5-3",
        "bytes=0-1,5-6",
        "bytes=1-2-3",
        "bytes=" + "9" * 400 + "-",
        "bytes=\u0661-\u0662",
    ],
)
def test_what_is_no_single_range_means_the_whole_file(header: str | None) -> None:
    assert find_range(header, 100) is None


@pytest.mark.parametrize(("header", "size"), [("bytes=100-", 100), ("bytes=-0", 100), ("bytes=0-0", 0)])
def test_a_range_behind_the_end_cannot_be_given(header: str, size: int) -> None:
    with pytest.raises(RangeNotSatisfiable):
        find_range(header, size)
