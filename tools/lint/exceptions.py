"""The list of reasoned exceptions: what it lets pass, and which of its entries are not needed any more."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.lint.source import Problem

LIST = Path(__file__).with_name("exceptions.toml")


@dataclass(frozen=True, slots=True)
class Exemption:
    """One place that may break one rule, up to ``size`` where the rule measures."""

    rule: str
    path: str
    reason: str
    subject: str = ""
    size: int = 0

    def covers(self, problem: Problem) -> bool:
        """Whether this is the place, and it did not grow past what was agreed."""
        same_place = (self.rule, self.path, self.subject) == (problem.rule, problem.path, problem.subject)
        return same_place and problem.size <= self.size


def read_exemptions(path: Path = LIST) -> tuple[Exemption, ...]:
    """Read the list; a missing reason or an unknown key raises TypeError. ``subjects`` share one reason."""
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("exception", ())
    return tuple(
        Exemption(**{**entry, "subject": subject})
        for entry in entries
        for subject in entry.pop("subjects", None) or [entry.get("subject", "")]
    )


def sift(problems: Iterable[Problem], exemptions: Iterable[Exemption]) -> list[Problem]:
    """Drop what is exempt, and add a problem for every entry that exempts nothing."""
    kept: list[Problem] = []
    unused = set(exemptions)
    listed = frozenset(unused)
    for problem in problems:
        covering = {exemption for exemption in listed if exemption.covers(problem)}
        unused -= covering
        if not covering:
            kept.append(problem)
    for exemption in unused:
        message = f"the exception for {exemption.rule} {exemption.subject} is not needed any more; remove it"
        kept.append(Problem(exemption.path, 1, "exceptions", message))
    return sorted(kept)
