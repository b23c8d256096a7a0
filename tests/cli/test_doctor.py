"""``planroom doctor``: what is looked at, and what is said about it."""

from pathlib import Path

import pytest
from tests.support.command_line import run_planroom

from planroom.entrypoints.cli.doctor.diagnosis import Outcome
from planroom.entrypoints.cli.doctor.disk import examine_folder, examine_space
from planroom.entrypoints.cli.doctor.fonts import examine_fonts
from planroom.entrypoints.cli.doctor.sqlite import examine_sqlite


def test_a_fit_machine_gets_status_0_and_every_check_by_name(tmp_path: Path) -> None:
    ended = run_planroom("doctor", "--json", variables={"PLANROOM_DATA": str(tmp_path / "data")})
    checks = {check["name"]: check for check in ended.answer["checks"]}
    names = {"Python", "libraries", "outside programs", "SQLite", "data folder", "disk space", "fonts", "database"}
    assert set(checks) >= names
    assert (ended.status, ended.answer["ok"]) == (0, True)
    assert not (tmp_path / "data").exists()


def test_a_database_that_does_not_answer_is_status_1_with_what_to_do(tmp_path: Path) -> None:
    variables = {"PLANROOM_DATA": str(tmp_path), "PLANROOM_DATABASE_URL": "postgresql://p:geheim@127.0.0.1:1/p"}
    ended = run_planroom("doctor", variables=variables)
    assert ended.status == 1
    assert "PostgreSQL cannot be opened" in ended.output
    assert "PLANROOM_DATABASE_URL" in ended.output
    assert "geheim" not in ended.output


@pytest.mark.parametrize(
    ("version", "python", "outcome"),
    [
        ((3, 51, 3), (3, 13), Outcome.OK),
        ((3, 51, 2), (3, 13), Outcome.WARNING),
        ((3, 40, 1), (3, 11), Outcome.WARNING),
        ((3, 40, 1), (3, 12), Outcome.FAILURE),
        ((3, 42, 0), (3, 12), Outcome.WARNING),
    ],
)
def test_old_versions_of_sqlite_are_named_with_what_to_do(
    version: tuple[int, ...], python: tuple[int, ...], outcome: Outcome
) -> None:
    diagnosis = examine_sqlite(is_used=True, version=version, python=python)
    assert diagnosis.outcome is outcome
    assert bool(diagnosis.advice) is (outcome is not Outcome.OK)


def test_the_version_of_sqlite_does_not_matter_on_postgresql() -> None:
    assert examine_sqlite(is_used=False, version=(3, 7, 0)).outcome is Outcome.OK


def test_a_folder_that_cannot_be_written_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert examine_folder(tmp_path / "file").outcome is Outcome.FAILURE
    assert examine_folder(tmp_path / "new" / "data").outcome is Outcome.OK


@pytest.mark.parametrize(
    ("free_bytes", "outcome"),
    [(100 * 1024**2, Outcome.FAILURE), (1024**3, Outcome.WARNING), (3 * 1024**3, Outcome.OK)],
)
def test_little_room_on_the_disk_is_told_before_it_is_none(free_bytes: int, outcome: Outcome, tmp_path: Path) -> None:
    assert examine_space(tmp_path, free_bytes).outcome is outcome


def test_the_fonts_of_the_package_are_whole() -> None:
    assert examine_fonts().outcome is Outcome.OK
