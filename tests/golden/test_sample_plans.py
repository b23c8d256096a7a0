"""Sample plans are drawn as they were when somebody last looked at them. ``make accept`` takes what changed."""

from pathlib import Path

import pytest
from tests.support.goldens import FOLDER, golden_files, stored_files
from tests.support.sample_plans import all_samples

from planroom.floorplan.model.codec import read_plan


@pytest.fixture(scope="module")
def drawn_now() -> dict[Path, bytes]:
    return dict(golden_files())


@pytest.mark.parametrize("name", sorted(all_samples()))
def test_a_sample_is_drawn_as_accepted(name: str, drawn_now: dict[Path, bytes]) -> None:
    own = {path: content for path, content in drawn_now.items() if path.is_relative_to(FOLDER / name)}
    assert len(own) > 4
    changed = [str(path.relative_to(FOLDER)) for path, content in own.items() if path.read_bytes() != content]
    assert not changed, "look at the change with `make accept`"


def test_no_golden_file_is_left_over(drawn_now: dict[Path, bytes]) -> None:
    assert stored_files() == set(drawn_now)


@pytest.mark.parametrize("name", sorted(all_samples()))
def test_a_stored_sample_is_the_plan_it_was_written_from(name: str) -> None:
    assert read_plan((FOLDER / name / "plan.json").read_bytes()) == all_samples()[name]
