"""docs/reference/settings.md."""

from pathlib import Path

from planroom.infra.settings import describe_settings
from tools.reference.page import page, table


def make() -> str:
    """List every setting."""
    rows = [(f"`{info.variable}`", _default(info.default), info.help) for info in describe_settings()]
    return page(
        "Settings",
        "Every setting is an environment variable. An empty one means the default; an unknown `PLANROOM_` variable is "
        "an error that names the nearest known one. `planroom settings show` prints the values in use and where they "
        "come from.",
        table(("variable", "default", "meaning"), rows),
    )


def _default(value: object) -> str:
    if value == "":
        return "*empty*"
    shown = value.as_posix() if isinstance(value, Path) else value
    return f"`{str(shown).lower() if isinstance(shown, bool) else shown}`"
