"""Every kind of storage, each behind the same port."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer
from obstore.store import S3Store
from tests.support.buckets import new_bucket

from planroom.infra.settings import Settings
from planroom.infra.storage.objects import MemoryStorage, ObjectStorage, open_storage
from planroom.infra.storage.port import Storage

KINDS = ("folder", "memory", "s3")


@pytest.fixture(scope="session")
def s3_address() -> Iterator[str]:
    """A real S3 server on a free port of the loopback, one per process of the test run."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def folder_storage(tmp_path: Path) -> Storage:
    """Files in a folder, with a blank in its name."""
    return open_storage(Settings(data=tmp_path / "my data"))


@pytest.fixture
def memory_storage() -> Storage:
    """Files in memory."""
    return MemoryStorage()


@pytest.fixture
def s3_storage(s3_address: str) -> Storage:
    """Files in a bucket of their own, below a folder in it."""
    return ObjectStorage(
        S3Store(
            new_bucket(s3_address),
            prefix="plan/room",
            endpoint=s3_address,
            region="us-east-1",
            access_key_id="test",
            secret_access_key="test",
            client_options={"allow_http": True},
        )
    )


@pytest.fixture(params=KINDS)
def storage(request: pytest.FixtureRequest) -> Storage:
    """An empty storage, once of each kind."""
    made: Storage = request.getfixturevalue(f"{request.param}_storage")
    return made
