"""What holds for every command: exit status, help, what goes to which stream, and no tracebacks."""

from pathlib import Path

import click
import pytest
from tests.support.command_line import run_planroom

from planroom.entrypoints.cli.command import root

COMMANDS = {
    "serve",
    "worker",
    "company create",
    "key create",
    "key list",
    "key rotate",
    "key revoke",
    "operator create",
    "db upgrade",
    "db check",
    "settings show",
    "doctor",
    "demo",
    "plan draft",
    "plan check",
    "plan draw",
    "plan areas",
    "plan diff",
    "plan read",
    "mail list",
    "mail show",
    "prices show",
    "prices set",
    "statement show",
}


def _leaves(group: click.Group, before: str = "") -> set[str]:
    context = click.Context(group)
    found: set[str] = set()
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        found |= _leaves(command, f"{before}{name} ") if isinstance(command, click.Group) else {before + name}
    return found


def test_the_commands_are_exactly_the_promised_ones() -> None:
    assert _leaves(root) == COMMANDS


@pytest.mark.parametrize("words", [["--help"], ["plan", "--help"], ["serve", "--help"]])
def test_help_goes_to_standard_output_and_is_no_failure(words: list[str]) -> None:
    ended = run_planroom(*words)
    assert (ended.status, ended.messages) == (0, "")
    assert "Usage: planroom" in ended.output


def test_help_imports_neither_database_nor_server_nor_pictures() -> None:
    ended = run_planroom("--help", variables={"PYTHONPROFILEIMPORTTIME": "1"})
    heavy = {"sqlalchemy", "litestar", "dbos", "granian", "cv2", "shapely", "httpx"}
    imported = {line.rpartition("|")[2].strip() for line in ended.messages.splitlines() if "import time:" in line}
    assert "click" in imported
    assert not heavy & imported


@pytest.mark.parametrize(
    "words",
    [
        ["nothing"],
        ["company"],
        ["company", "create"],
        ["company", "create", "--name", "A"],
        ["serve", "--port", "99999"],
        ["serve", "--colour", "red"],
        ["key", "revoke", "not-an-id", "--company", "also-none"],
        ["plan", "draw", "plan.json"],
    ],
)
def test_wrong_usage_is_status_2_and_says_what_is_wrong(words: list[str], tmp_path: Path) -> None:
    ended = run_planroom(*words, folder=tmp_path)
    assert (ended.status, ended.output) == (2, "")
    assert "Usage: planroom" in ended.messages
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_variable_is_refused_and_the_nearest_known_one_named(tmp_path: Path) -> None:
    ended = run_planroom("settings", "show", variables={"PLANROOM_DATABASEURL": "x"}, folder=tmp_path)
    assert (ended.status, ended.output) == (1, "")
    assert "PLANROOM_DATABASEURL is not a setting; did you mean PLANROOM_DATABASE_URL?" in ended.messages


def test_a_refusal_is_one_json_object_when_json_is_asked_for(tmp_path: Path) -> None:
    ended = run_planroom("settings", "show", "--json", variables={"PLANROOM_PORT": "none"}, folder=tmp_path)
    assert ended.status == 1
    assert ended.answer == {
        "code": "bad_setting",
        "message": "PLANROOM_PORT='none' cannot be read; give a number like 8000.",
    }


def test_a_data_folder_that_cannot_be_made_is_refused_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    where = {"PLANROOM_DATA": str(tmp_path / "file" / "data")}
    ended = run_planroom("operator", "create", "--email", "o@example.com", variables=where)
    assert (ended.status, ended.output) == (1, "")
    assert ended.messages.startswith("Error: ")
    assert "Traceback" not in ended.messages


def test_settings_show_prints_values_with_their_source_and_hides_secrets(tmp_path: Path) -> None:
    variables = {"PLANROOM_PORT": "9000", "PLANROOM_DATABASE_URL": "postgresql://u:geheim@h/d"}
    ended = run_planroom("settings", "show", "--json", variables=variables, folder=tmp_path)
    shown = ended.answer
    assert shown["PLANROOM_PORT"] == {"value": 9000, "source": "environment"}
    assert shown["PLANROOM_HOST"] == {"value": "127.0.0.1", "source": "default"}
    assert shown["PLANROOM_DATABASE_URL"]["source"] == "environment"
    assert "geheim" not in ended.output + run_planroom("settings", "show", variables=variables).output
