"""The id of a request."""

from uuid import UUID

import pytest

from planroom.infra.http.request_ids import choose_request_id


@pytest.mark.parametrize("sent", ["a", "0192-abc_DEF.7:x", "x" * 128])
def test_a_sane_id_of_the_caller_is_kept(sent: str) -> None:
    assert choose_request_id([(b"accept", b"*/*"), (b"x-request-id", sent.encode())]) == sent


@pytest.mark.parametrize("sent", [b"", b"x" * 129, b"a b", b"a\nb", b"<script>", b"\xff"])
def test_any_other_is_replaced_by_a_new_one(sent: bytes) -> None:
    assert UUID(choose_request_id([(b"x-request-id", sent)])).version == 7


def test_without_one_each_request_gets_its_own() -> None:
    assert choose_request_id([]) != choose_request_id([])
