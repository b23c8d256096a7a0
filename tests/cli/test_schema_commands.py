"""The database schema from the command line: who migrates by itself, and who is told to."""

from pathlib import Path

from tests.support.command_line import run_planroom


def test_postgresql_needs_db_upgrade_and_says_so(empty_postgresql_url: str, tmp_path: Path) -> None:
    variables = {"PLANROOM_DATABASE_URL": empty_postgresql_url, "PLANROOM_DATA": str(tmp_path)}
    for words in (("serve", "--port", "0"), ("worker",), ("operator", "create", "--email", "o@example.com")):
        refused = run_planroom(*words, variables=variables)
        assert (refused.status, refused.output) == (1, "")
        assert "Run `planroom db upgrade` first." in refused.messages
    assert run_planroom("db", "check", "--json", variables=variables).status == 1
    upgraded = run_planroom("db", "upgrade", "--json", variables=variables)
    assert (upgraded.status, upgraded.answer["current"]) == (0, True)
    checked = run_planroom("db", "check", "--json", variables=variables)
    assert (checked.status, checked.answer["missing"]) == (0, [])
    made = run_planroom("operator", "create", "--email", "o@example.com", variables=variables)
    assert made.status == 0


def test_the_embedded_database_is_checked_and_upgraded_on_demand(tmp_path: Path) -> None:
    variables = {"PLANROOM_DATA": str(tmp_path)}
    assert run_planroom("db", "check", variables=variables).status == 1
    assert run_planroom("db", "upgrade", variables=variables).status == 0
    assert run_planroom("db", "check", variables=variables).status == 0


def test_a_server_that_does_not_answer_is_a_refusal_with_the_reason(tmp_path: Path) -> None:
    variables = {"PLANROOM_DATABASE_URL": "postgresql://planroom:geheim@127.0.0.1:1/planroom"}
    ended = run_planroom("db", "check", "--json", variables=variables, folder=tmp_path)
    assert (ended.status, ended.answer["code"]) == (1, "database_error")
    assert "Connection refused" in ended.messages
    assert "geheim" not in ended.messages


def test_another_kind_of_database_is_refused_with_what_is_known(tmp_path: Path) -> None:
    ended = run_planroom("db", "check", variables={"PLANROOM_DATABASE_URL": "mysql://h/d"}, folder=tmp_path)
    assert ended.status == 1
    assert "postgresql://" in ended.messages
