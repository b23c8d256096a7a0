import pytest

from planroom.features.change_requests.rules import is_billable


@pytest.mark.parametrize(("made_before", "billable"), [(0, False), (2, False), (3, True), (10, True)])
def test_the_first_three_requests_of_an_order_are_free(made_before: int, *, billable: bool) -> None:
    assert is_billable(made_before) is billable
