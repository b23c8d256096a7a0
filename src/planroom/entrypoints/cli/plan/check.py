"""``planroom plan check``."""

from pathlib import Path

import click

from planroom.entrypoints.cli.output import answer, as_json_option, say
from planroom.entrypoints.cli.plan.files import load_plan, plan_argument, show_findings


@click.command("check")
@plan_argument
@as_json_option
def command(plan_file: Path, *, as_json: bool) -> None:
    """Tell what is doubtful or wrong with a plan.

    Findings are data, not failure: the exit status is 0 when the plan could be checked, and 1 when it could not be
    read. With --json: findings, and worst (info, warning, error or null).
    """
    from planroom.floorplan.checks.run import check_plan

    findings = check_plan(load_plan(plan_file))
    worst = max((finding.severity for finding in findings), key=lambda severity: severity.rank, default=None)
    if as_json:
        answer({"findings": findings, "worst": worst})
        return
    show_findings(findings)
    say(f"{len(findings)} findings" if findings else "Nothing is wrong with this plan.")
