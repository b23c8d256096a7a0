"""docs/reference/findings.md."""

from planroom.floorplan.model.finding import FindingKind
from tools.reference.page import all_modules, page, table


def find_kinds() -> list[FindingKind]:
    """Find the definition of every finding, by its code; ValueError when two have the same code."""
    kinds: dict[str, FindingKind] = {}
    for module in all_modules():
        for value in vars(module).values():
            if isinstance(value, FindingKind) and kinds.setdefault(value.code, value) != value:
                message = f"the finding code {value.code} is used twice"
                raise ValueError(message)
    return [kinds[code] for code in sorted(kinds)]


def make() -> str:
    """List every finding."""
    rows = [(f"`{kind.code}`", kind.name, kind.severity, kind.advice) for kind in find_kinds()]
    return page(
        "Findings",
        "What is doubtful or wrong with a drawing or a plan is told as a finding, not as an error. A code is never "
        "reused. The severity is the usual one; a reader or check may say another.",
        table(("code", "name", "severity", "what to do"), rows),
    )
