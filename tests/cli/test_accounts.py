"""Companies, keys and operators from the command line."""

from pathlib import Path
from typing import Any
from uuid import UUID

from tests.support.command_line import run_planroom


def _answer(variables: dict[str, str], *words: str) -> Any:  # noqa: ANN401 — JSON objects of several shapes
    ended = run_planroom(*words, "--json", variables=variables)
    assert ended.status == 0, ended.messages
    return ended.answer


def _company(variables: dict[str, str], email: str = "manager@example.com") -> dict[str, str]:
    made: dict[str, str] = _answer(variables, "company", "create", "--name", "Plans Ltd", "--email", email)
    return made


def test_companies_keys_and_operators_live_on_both_databases(installation: dict[str, str]) -> None:
    made = _company(installation)
    assert list(made) == ["company_id", "manager_id", "api_key"]
    assert made["api_key"].startswith("pk_live_")
    assert UUID(made["company_id"]) != UUID(made["manager_id"])
    of_company = ("--company", made["company_id"])

    key = _answer(
        installation,
        *("key", "create", *of_company, "--name", "Website", "--scope", "orders", "--expires-in-days", "90"),
    )
    successor = _answer(installation, "key", "rotate", key["key_id"], *of_company)
    assert successor["api_key"] not in {key["api_key"], ""}
    _answer(installation, "key", "revoke", key["key_id"], *of_company)
    listed = {one["key_id"]: one for one in _answer(installation, "key", "list", *of_company)["keys"]}
    assert len(listed) == 3
    assert listed[key["key_id"]]["revoked_at"] is not None
    assert listed[successor["key_id"]]["revoked_at"] is None
    assert listed[successor["key_id"]]["name"] == "Website"
    assert listed[successor["key_id"]]["scope"] == "orders"
    assert listed[successor["key_id"]]["expires_at"] is not None
    assert listed[successor["key_id"]]["last_used_at"] is None
    assert successor["api_key"] not in str(listed)

    operator = _answer(installation, "operator", "create", "--email", "desk@example.com")
    assert operator["operator_key"].startswith("op_live_")


def test_a_fresh_data_folder_needs_no_other_step(tmp_path: Path) -> None:
    data = tmp_path / "new" / "data"
    _company({"PLANROOM_DATA": str(data)})
    assert (data / "planroom.db").exists()


def test_what_cannot_be_made_is_refused_and_leaves_nothing_behind(tmp_path: Path) -> None:
    variables = {"PLANROOM_DATA": str(tmp_path)}
    first, second = _company(variables), _company(variables, "other@example.com")
    foreign_key = _answer(variables, "key", "list", "--company", first["company_id"])["keys"][0]["key_id"]
    refusals = {
        ("company", "create", "--name", "Third", "--email", "MANAGER@example.com"): "user_exists",
        ("company", "create", "--name", "Fourth", "--email", "nobody"): "bad_email",
        ("key", "revoke", foreign_key, "--company", second["company_id"]): "api_key_not_found",
        ("key", "create", "--company", first["manager_id"]): "company_not_found",
    }
    for words, code in refusals.items():
        ended = run_planroom(*words, "--json", variables=variables)
        assert (ended.status, ended.answer["code"]) == (1, code)
    assert len(_answer(variables, "key", "list", "--company", second["company_id"])["keys"]) == 1
