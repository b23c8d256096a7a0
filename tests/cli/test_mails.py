"""The operator of an installation without a mail server finds what it wrote."""

from pathlib import Path

from tests.support.command_line import run_planroom

from planroom.bootstrap import build
from planroom.features.mails.service import send_mail
from planroom.infra.settings import Settings
from planroom.kit.ids import new_id
from planroom.migrations.run import upgrade_schema


def test_mails_are_listed_without_and_shown_with_their_text(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    upgrade_schema(settings.resolved_database_url)
    planroom = build(settings)
    with planroom.database.write() as uow:
        for number in range(3):
            send_mail(
                uow,
                company_id=None,
                to=f"person{number}@example.com",
                kind="user.invitation",
                subject=f"Invitation {number}",
                text=f"Link: https://plans.example.com/secret{number}",
            )
    planroom.close()
    variables = {"PLANROOM_DATA": str(tmp_path)}

    listed = run_planroom("mail", "list", "--limit", "2", "--json", variables=variables).answer["mails"]
    assert [mail["subject"] for mail in listed] == ["Invitation 2", "Invitation 1"]
    table = run_planroom("mail", "list", "--to", "PERSON0@example.com", variables=variables).output
    assert table.splitlines()[1].endswith("waiting  person0@example.com  user.invitation  Invitation 0")
    assert "secret" not in str(listed) + table

    shown = run_planroom("mail", "show", listed[0]["mail_id"], variables=variables).output
    assert shown.endswith("Link: https://plans.example.com/secret2\n")
    as_json = run_planroom("mail", "show", listed[0]["mail_id"], "--json", variables=variables).answer
    assert as_json == {**listed[0], "text": "Link: https://plans.example.com/secret2", "html": None}

    missing = run_planroom("mail", "show", str(new_id()), "--json", variables=variables)
    assert (missing.status, missing.answer["code"]) == (1, "mail_not_found")
