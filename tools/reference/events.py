"""docs/reference/events.md."""

import inspect

from planroom.bootstrap import listeners
from planroom.features.companies.rules import Trigger
from tools.reference.page import all_modules, page, summary, table


def find_events() -> list[type]:
    """Find the class of every event, in the order of features."""
    events = []
    for module in all_modules():
        if module.__name__.startswith("planroom.features.") and module.__name__.endswith(".events"):
            classes = inspect.getmembers(module, inspect.isclass)
            events += [found for _, found in classes if found.__module__ == module.__name__]
    return events


def make() -> str:
    """List webhook triggers and inner events."""
    heard = listeners()
    rows = [
        (
            f"`{event.__name__}`",
            event.__module__.split(".")[2],
            ", ".join(f"`{_name(listener)}`" for listener in heard.get(event, ())) or "nobody yet",
            summary(event),
        )
        for event in find_events()
    ]
    return page(
        "Events",
        "Webhook triggers are what customers subscribe to. Inner events carry news from lower features to higher ones, "
        "in the transaction in which they come true; who listens is listed in `src/planroom/bootstrap.py`.",
        "## Webhook triggers",
        table(("trigger",), [(f"`{trigger}`",) for trigger in Trigger]),
        "## Inner events",
        table(("event", "feature", "heard by", "meaning"), rows),
    )


def _name(listener: object) -> str:
    module = getattr(listener, "__module__", "").removeprefix("planroom.features.").split(".")[0]
    return f"{module}.{getattr(listener, '__name__', '')}"
