from itertools import product

import pytest

from planroom.features.change_requests.rules import (
    LIFE_CYCLE,
    ChangeRequestStatus,
    Move,
    Stage,
    find_stage,
    is_billable,
    stage_of,
    status_at,
)

FINISHED = {Stage.DONE, Stage.DECLINED, Stage.ACCEPTED, Stage.WITHDRAWN}
CUSTOMERS_MOVES = {Move.WITHDRAW, Move.ACCEPT, Move.REOPEN}


@pytest.mark.parametrize(("free_before", "billable"), [(0, False), (2, False), (3, True), (10, True)])
def test_the_first_three_requests_of_an_order_are_free(free_before: int, *, billable: bool) -> None:
    assert is_billable(free_before) is billable


@pytest.mark.parametrize(("stage", "move"), [*product(Stage, Move)])
def test_what_is_finished_is_left_by_the_customers_word_only(stage: Stage, move: Move) -> None:
    to = find_stage(stage, move)
    if stage in FINISHED and to is not None:
        assert move in CUSTOMERS_MOVES
    if move is Move.REOPEN:
        assert (to is Stage.OPEN) is (stage in {Stage.DONE, Stage.DECLINED})


@pytest.mark.parametrize("stage", [Stage.ACCEPTED, Stage.WITHDRAWN])
def test_nothing_happens_any_more_to_what_is_accepted_or_withdrawn(stage: Stage) -> None:
    assert [move for move in Move if find_stage(stage, move)] == []


def test_every_stage_is_reached_and_every_move_is_made() -> None:
    assert set(LIFE_CYCLE.values()) == set(Stage)
    assert {move for _, move in LIFE_CYCLE} == set(Move)


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.ACCEPTED])
def test_a_stage_is_told_from_what_is_stored_of_it(stage: Stage) -> None:
    status = status_at(stage, ChangeRequestStatus.OPEN)
    assert stage_of(status, is_being_drawn=stage is Stage.BEING_DRAWN, is_accepted=False) is stage


@pytest.mark.parametrize("answer", [ChangeRequestStatus.DONE, ChangeRequestStatus.DECLINED])
def test_an_accepted_request_keeps_the_status_of_its_answer(answer: ChangeRequestStatus) -> None:
    assert status_at(Stage.ACCEPTED, answer) is answer
    assert stage_of(answer, is_being_drawn=False, is_accepted=True) is Stage.ACCEPTED
