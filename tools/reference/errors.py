"""docs/reference/errors.md."""

from collections.abc import Iterator

from planroom.kit.errors import AppError
from tools.reference.page import all_modules, page, summary, table


def find_errors() -> list[type[AppError]]:
    """Find every kind of error that has a code of its own, by that code; what a test defines is none of ours."""
    list(all_modules())
    ours = (error for error in _below(AppError) if error.__module__.startswith("planroom."))
    errors = {error for error in ours if "code" in vars(error)}
    return sorted(errors, key=lambda error: (error.code, error.__qualname__))


def make() -> str:
    """List every error."""
    rows = [(f"`{error.code}`", error.kind, error.message, summary(error)) for error in find_errors()]
    return page(
        "Errors",
        "The `code` of a reply is stable; the message is for people and may say more than the one shown here. "
        "How a kind becomes an HTTP status is in `src/planroom/infra/http/error_replies.py`; on the command line every "
        "refusal is exit status 1.",
        table(("code", "kind", "message", "when"), rows),
    )


def _below(kind: type[AppError]) -> Iterator[type[AppError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)
