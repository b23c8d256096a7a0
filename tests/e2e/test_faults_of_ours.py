"""When the fault is ours, orders are not stuck: the customer is told, a person is called, and work goes on after."""

from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from tests.support.town import Town

from planroom.infra.storage.objects import MemoryStorage
from planroom.infra.storage.port import Storage


class FullDisk:
    """A storage that takes nothing more, and gives what it has."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def put(self, key: str, content: bytes) -> None:
        raise OSError(28, "No space left on device", f"{key} of {len(content)} bytes")

    def put_file(self, key: str, content: IO[bytes]) -> None:
        raise OSError(28, "No space left on device", f"{key} of {content.seek(0, 2)} bytes")

    def delete(self, key: str) -> None:
        self._storage.delete(key)

    def get(self, key: str) -> bytes:
        return self._storage.get(key)

    def size(self, key: str) -> int:
        return self._storage.size(key)

    def stream(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        return self._storage.stream(key, start, end)

    def check(self) -> None:
        raise OSError(28, "No space left on device")


def _work_with_full_disk(town: Town) -> set[str]:
    """Let the workers try until they give up, and tell which jobs failed."""
    usual = town.context
    town.context = replace(usual, storage=FullDisk(MemoryStorage()))
    failed = town.work(hurry=True, failures_allowed=True)
    town.context = usual
    return {name for name, _ in failed.failures}


def test_a_source_that_cannot_be_stored_is_told_and_looked_after(town: Town) -> None:
    order_id = town.place("/house.png")
    assert _work_with_full_disk(town) == {"plans.fetch"}
    [issue] = town.order(order_id)["issues"]
    assert (issue["code"], "fault on our side" in issue["message"]) == ("reading_failed", True)
    assert town.told(order_id) == [("New", "Pending"), ("Pending", "Pending")]
    [item] = town.desk.get("/queue").json()["items"]
    assert (item["reason"], item["order_id"]) == ("reading_failed", order_id)

    another = {"source": [f"{town.sources.url}/house.png"]}
    assert town.company.post(f"/orders/{order_id}/source", another).status_code == 200
    town.work()
    assert (town.status(order_id), town.order(order_id)["issues"]) == ("Ready", [])


def test_files_that_cannot_be_stored_are_told_and_drawn_again_by_the_desk(town: Town) -> None:
    order_id = town.place("/blank.png")
    town.work()
    good = town.place("/house.png")
    town.work()
    plan = town.desk.get(f"/orders/{good}/model").json()["plan"]
    town.desk.put(f"/orders/{order_id}/model", {"version": 1, "plan": plan})
    town.desk.post(f"/orders/{order_id}/deliver")
    assert _work_with_full_disk(town) == {"deliverables.render"}
    assert [issue["code"] for issue in town.order(order_id)["issues"]] == ["drawing_failed"]
    assert {item["reason"] for item in town.desk.get("/queue").json()["items"]} == {
        "draft_needs_person",
        "drawing_failed",
    }

    assert town.desk.post(f"/orders/{order_id}/deliver").json()["version"] == 2
    town.work()
    assert (town.status(order_id), town.order(order_id)["version"]) == ("Ready", 2)
    assert town.desk.get("/queue").json()["items"] == []
