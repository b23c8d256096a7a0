"""What changed between two versions of a plan, in sentences that a customer can read."""

from collections.abc import Iterator

from planroom.floorplan.geometry.units import MM_PER_METRE
from planroom.floorplan.model.changes import AreaChange, ElementChanges, PlanChanges, TextChange
from planroom.floorplan.model.element_changes import ChangeKind, ElementChange

MAX_NAMED = 12
"""How many walls or openings are told of one by one; where more changed, they are counted."""

_VOWELS = "aeiou"


def describe_changes(changes: PlanChanges) -> tuple[str, ...]:
    """Put the changes into English sentences, the ones that matter most first; none when nothing changed."""
    return tuple(_sentences(changes))


def _sentences(changes: PlanChanges) -> Iterator[str]:
    for change in changes.storeys_renamed:
        yield _renamed("floor", change)
    for change in changes.rooms_renamed:
        yield _renamed("room", change)
    for change in changes.rooms_retyped:
        yield f"The type of {change.name} is now {_words(change.after)}, not {_words(change.before)}."
    for area in changes.room_areas:
        yield _area(area)
    for area in changes.storey_areas:
        if area.before_m2 != area.after_m2:
            yield f"Net area of {_area(area)}"
    if changes.is_rescaled:
        yield "The scale of the plan was set anew."
    yield from _counted("floor", changes.storeys)
    yield from _named_or_counted("wall", changes.walls, changes.wall_changes, "walls")
    yield from _named_or_counted("door or window", changes.openings, changes.opening_changes, "doors or windows")
    yield from _counted("fixture", changes.fixtures)
    if changes.rooms.altered:
        yield from _counted("room", ElementChanges(altered=changes.rooms.altered))


def _renamed(what: str, change: TextChange) -> str:
    if not change.before:
        return f"A {what} is now called {change.after}."
    return (
        f"The {what} {change.before} is now called {change.after}."
        if change.after
        else (f"The {what} {change.before} has no name any more.")
    )


def _area(change: AreaChange) -> str:
    if change.before_m2 is None:
        return f"{change.name}: new, {change.after_m2:.2f} m²."
    if change.after_m2 is None:
        return f"{change.name}: gone, it had {change.before_m2:.2f} m²."
    return f"{change.name}: {change.after_m2:.2f} m² instead of {change.before_m2:.2f} m²."


def _named_or_counted(one: str, changes: ElementChanges, named: tuple[ElementChange, ...], many: str) -> Iterator[str]:
    if len(named) > MAX_NAMED:
        yield from _counted(one, changes, many)
        return
    for change in named:
        yield from _element(change)
    yield from _counted(one, ElementChanges(altered=changes.altered), many)


def _element(change: ElementChange) -> Iterator[str]:
    match change.change:
        case ChangeKind.ADDED:
            yield f"{'An' if change.name[0] in _VOWELS else 'A'} {change.name} was added."
        case ChangeKind.REMOVED:
            yield f"The {change.name} was removed."
        case ChangeKind.MOVED:
            yield from _moved(change)


def _moved(change: ElementChange) -> Iterator[str]:
    if round(change.by_mm, -1) or not round(change.longer_by_mm, -1):
        yield f"The {change.name} moved by {_metres(change.by_mm)}."
    if round(change.longer_by_mm, -1):
        how = "longer" if change.longer_by_mm > 0 else "shorter"
        yield f"The {change.name} is {_metres(abs(change.longer_by_mm))} {how}."


def _metres(length_mm: float) -> str:
    return f"{length_mm / MM_PER_METRE:.2f} m"


def _counted(one: str, changes: ElementChanges, many: str | None = None) -> Iterator[str]:
    for ids, done in (
        (changes.added, "added"),
        (changes.removed, "removed"),
        (changes.moved, "moved"),
        (changes.altered, "changed"),
    ):
        if ids:
            what = one if len(ids) == 1 else many or f"{one}s"
            yield f"{len(ids)} {what} {done}."


def _words(kind: str) -> str:
    return kind.replace("_", " ")
