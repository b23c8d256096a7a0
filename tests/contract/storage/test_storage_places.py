"""Where files are kept, and what happens when that place fails."""

import io
from pathlib import Path

import pytest
from obstore.store import S3Store

from planroom.infra.settings import BadSetting, Settings
from planroom.infra.storage.objects import ObjectStorage, open_storage


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files_are_kept_in_the_data_folder_by_default(tmp_path: Path) -> None:
    open_storage(Settings(data=tmp_path)).put("assets/ab/plan.png", b"plan")
    assert files_in(tmp_path) == {"files/assets/ab/plan.png": b"plan"}


def test_files_are_kept_in_the_folder_of_a_file_url(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "unused", storage_url=(tmp_path / "my files").as_uri())
    open_storage(settings).put("plan.png", b"plan")
    assert files_in(tmp_path) == {"my files/plan.png": b"plan"}


def test_no_half_written_file_and_no_probe_stays_behind(tmp_path: Path) -> None:
    storage = open_storage(Settings(data=tmp_path))
    storage.put("plan.png", b"old")
    storage.put("plan.png", b"new" * 1_000_000)
    storage.check()
    assert files_in(tmp_path) == {"files/plan.png": b"new" * 1_000_000}


class BrokenFile(io.BytesIO):
    """Ends with an error after a few parts."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell() > 6_000_000:
            message = "the disk is gone"
            raise OSError(message)
        return super().read(size)


def test_of_a_file_that_cannot_be_read_to_its_end_nothing_stays_behind(tmp_path: Path) -> None:
    storage = open_storage(Settings(data=tmp_path))
    with pytest.raises(OSError, match="the disk is gone"):
        storage.put_file("plan.png", BrokenFile(b"plan" * 5_000_000))
    assert files_in(tmp_path) == {}


def test_two_installations_of_one_folder_see_the_same_files(tmp_path: Path) -> None:
    open_storage(Settings(data=tmp_path)).put("plan.png", b"plan")
    assert open_storage(Settings(data=tmp_path)).get("plan.png") == b"plan"


@pytest.mark.parametrize("url", ["nonsense", "ftp://example.com/files", "s3://", "http//x", "file:///proc/no/where"])
def test_a_place_that_cannot_be_opened_is_told_with_what_to_set(url: str) -> None:
    with pytest.raises(BadSetting, match="PLANROOM_STORAGE_URL"):
        open_storage(Settings(storage_url=url))


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, not a folder")
    with pytest.raises(BadSetting, match="Files cannot be kept"):
        open_storage(Settings(data=tmp_path / "data"))


def test_a_folder_that_is_gone_fails_the_check(tmp_path: Path) -> None:
    storage = open_storage(Settings(data=tmp_path))
    (tmp_path / "files").rmdir()
    (tmp_path / "files").write_text("a file, not a folder")
    with pytest.raises(OSError, match="checking the storage failed"):
        storage.check()


def test_a_bucket_that_does_not_exist_fails_the_check(s3_address: str) -> None:
    storage = ObjectStorage(
        S3Store(
            "no-such-bucket",
            endpoint=s3_address,
            region="us-east-1",
            access_key_id="test",
            secret_access_key="test",
            client_options={"allow_http": True},
        )
    )
    with pytest.raises(OSError, match="checking the storage failed"):
        storage.check()
