"""Prices and statements from the command line."""

import json
from pathlib import Path
from typing import Any

from tests.support.command_line import run_planroom


def _answer(variables: dict[str, str], *words: str) -> Any:  # noqa: ANN401 — JSON objects of several shapes
    ended = run_planroom(*words, "--json", variables=variables)
    assert ended.status == 0, ended.messages
    return ended.answer


def test_prices_are_shown_changed_and_set_again(tmp_path: Path) -> None:
    variables = {"PLANROOM_DATA": str(tmp_path / "data")}
    file = tmp_path / "prices.json"
    table = _answer(variables, "prices", "show")
    assert (table["currency"], list(table["price_lists"])) == ("USD", ["USD", "EUR", "AUD"])
    table["price_lists"]["EUR"]["packages"]["base"] = 1234
    file.write_text(json.dumps(table))

    _answer(variables, "prices", "set", str(file), "--currency", "EUR")

    assert _answer(variables, "prices", "show") == {**table, "currency": "EUR"}
    printed = run_planroom("prices", "show", variables=variables)
    assert "package               base             10.00  12.34  15.00" in printed.output
    made = _answer(variables, "company", "create", "--name", "Plans Ltd", "--email", "manager@example.com")
    of_company = ("--company", made["company_id"])
    own = {"packages": {"base": 900}, "extra_change_request": 0}
    file.write_text(json.dumps(own))
    _answer(variables, "prices", "set", str(file), "--currency", "USD", *of_company)
    shown = _answer(variables, "prices", "show", *of_company)
    assert (shown["currency"], shown["own_prices"]) == ("USD", own)
    assert (shown["prices"]["packages"]["base"], shown["prices"]["packages"]["plus"]) == (900, 1500)
    statement = _answer(variables, "statement", "show", *of_company)
    assert (statement["currency"], statement["volume"], statement["total_cents"]) == ("USD", 0, 0)
    as_csv = run_planroom("statement", "show", *of_company, "--csv", variables=variables)
    assert as_csv.output.startswith("charged_at,kind,item,")


def test_prices_that_do_not_fit_are_refused_with_the_reason(tmp_path: Path) -> None:
    variables = {"PLANROOM_DATA": str(tmp_path / "data")}
    made = _answer(variables, "company", "create", "--name", "Plans Ltd", "--email", "manager@example.com")
    of_company = ("--company", made["company_id"])
    file = tmp_path / "prices.json"
    refusals: list[tuple[Any, tuple[str, ...], str, str]] = [
        ({"price_lists": {"EUR": {"packages": {"base": 9.99}}}}, (), "prices_unreadable", "Expected `int`"),
        ({"prices": {}}, (), "prices_unreadable", "unknown field `prices`"),
        ({"currency": "SEK"}, (), "prices_incomplete", "There is no price list in SEK."),
        ({"packages": {"gold": 1}}, of_company, "prices_unreadable", "gold"),
        ({}, (*of_company, "--currency", "SEK"), "currency_unknown", "SEK"),
        ({}, ("--company", made["manager_id"]), "company_not_found", "Company not found."),
    ]
    for content, words, code, reason in refusals:
        file.write_text(json.dumps(content))
        ended = run_planroom("prices", "set", str(file), *words, "--json", variables=variables)
        assert (ended.status, ended.answer["code"]) == (1, code), ended.messages
        assert reason in ended.answer["message"]
    assert run_planroom("prices", "set", variables=variables).status == 2
    ended = run_planroom("statement", "show", *of_company, "--month", "1999-01", "--json", variables=variables)
    assert ended.answer["code"] == "statement_not_found"
