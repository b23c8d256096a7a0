"""What every storage promises."""

import io
from collections.abc import Callable

import pytest

from planroom.infra.database.unit_of_work import Database
from planroom.infra.storage.objects import PIECE_BYTES, MemoryStorage
from planroom.infra.storage.port import Storage, StoredFileMissing

KEY = "assets/ab/abcd-0123_x.tar.gz"
CONTENT = bytes(range(256)) * 16


def test_a_file_is_read_as_it_was_stored(storage: Storage) -> None:
    storage.put(KEY, CONTENT)
    assert storage.get(KEY) == CONTENT
    assert storage.size(KEY) == len(CONTENT)


@pytest.mark.parametrize("content", [b"", CONTENT, b"plan" * 3_000_000], ids=["empty", "small", "several parts"])
def test_a_file_that_is_handed_over_in_parts_is_stored_from_its_beginning(storage: Storage, content: bytes) -> None:
    handed = io.BytesIO(content)
    handed.seek(0, io.SEEK_END)
    storage.put_file(KEY, handed)
    assert storage.get(KEY) == content


def test_a_deleted_file_is_gone_and_can_be_deleted_again(storage: Storage) -> None:
    storage.put(KEY, CONTENT)
    storage.put("assets/other", CONTENT)
    storage.delete(KEY)
    storage.delete(KEY)
    with pytest.raises(StoredFileMissing):
        storage.size(KEY)
    assert storage.size("assets/other") == len(CONTENT)


def test_an_empty_file_is_a_file(storage: Storage) -> None:
    storage.put(KEY, b"")
    assert (storage.get(KEY), storage.size(KEY), list(storage.stream(KEY))) == (b"", 0, [])


def test_storing_the_same_again_changes_nothing(storage: Storage) -> None:
    storage.put(KEY, CONTENT)
    storage.put(KEY, CONTENT)
    assert storage.get(KEY) == CONTENT


def test_files_under_other_keys_are_other_files(storage: Storage) -> None:
    storage.put("a/b", b"1")
    storage.put("a/c", b"2")
    storage.put("b", b"3")
    assert [storage.get(key) for key in ("a/b", "a/c", "b")] == [b"1", b"2", b"3"]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, None, CONTENT),
        (0, 1, CONTENT[:1]),
        (10, 20, CONTENT[10:20]),
        (4000, None, CONTENT[4000:]),
        (4000, 1_000_000, CONTENT[4000:]),
        (5, 5, b""),
        (1_000_000, None, b""),
    ],
)
def test_a_part_of_a_file_is_streamed(storage: Storage, start: int, end: int | None, expected: bytes) -> None:
    storage.put(KEY, CONTENT)
    assert b"".join(storage.stream(KEY, start, end)) == expected


def test_a_large_file_arrives_in_pieces(storage: Storage) -> None:
    content = b"plan" * (PIECE_BYTES // 4 * 2 + 100)
    storage.put(KEY, content)
    pieces = list(storage.stream(KEY))
    assert [len(piece) for piece in pieces] == [PIECE_BYTES, PIECE_BYTES, 400]
    assert b"".join(pieces) == content


READINGS: dict[str, Callable[[Storage, str], object]] = {
    "get": lambda storage, key: storage.get(key),
    "size": lambda storage, key: storage.size(key),
    "stream": lambda storage, key: storage.stream(key),
}


@pytest.mark.parametrize("read", READINGS.values(), ids=READINGS)
def test_a_file_that_is_not_there_is_missed_at_once(storage: Storage, read: Callable[[Storage, str], object]) -> None:
    storage.put("assets/there", b"")
    for key in ("nowhere", "assets/nowhere", "assets"):
        with pytest.raises(StoredFileMissing):
            read(storage, key)


BAD_KEYS = [
    "",
    "/",
    "/etc/passwd",
    "a/",
    "a//b",
    "..",
    "../a",
    "a/../b",
    "a/..",
    ".",
    "./a",
    ".hidden",
    "a/.hidden",
    "a b",
    "a\\b",
    "a\x00b",
    "a\nb",
    "\xe9",
    "a#1",
    "a%2fb",
    "a:b",
    "a?b",
    "C:a",
    "-a",
    "a" * 600,
]


@pytest.mark.parametrize("key", BAD_KEYS)
def test_a_key_that_could_lead_elsewhere_is_refused(key: str) -> None:
    storage = MemoryStorage()
    with pytest.raises(ValueError, match="is no key"):
        storage.put(key, b"x")
    with pytest.raises(ValueError, match="is no key"):
        storage.delete(key)
    for read in READINGS.values():
        with pytest.raises(ValueError, match="is no key"):
            read(storage, key)


def test_a_working_storage_passes_its_own_check(storage: Storage) -> None:
    storage.check()


CALLS: dict[str, Callable[[Storage], object]] = {
    "put": lambda storage: storage.put(KEY, b"x"),
    "put_file": lambda storage: storage.put_file(KEY, io.BytesIO(b"x")),
    "delete": lambda storage: storage.delete(KEY),
    "check": lambda storage: storage.check(),
    "get": lambda storage: storage.get(KEY),
    "size": lambda storage: storage.size(KEY),
    "stream": lambda storage: storage.stream(KEY),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_no_file_is_touched_while_a_unit_of_work_is_open(
    database: Database, storage: Storage, call: Callable[[Storage], object]
) -> None:
    with database.read(), pytest.raises(RuntimeError, match="inside an open unit of work"):
        call(storage)
