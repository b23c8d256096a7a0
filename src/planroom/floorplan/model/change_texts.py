"""What changed between two versions of a plan, in sentences that a customer can read."""

from collections.abc import Iterator

from planroom.floorplan.model.changes import AreaChange, ElementChanges, PlanChanges, TextChange


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
    yield from _counted("wall", changes.walls)
    yield from _counted("door or window", changes.openings, "doors or windows")
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
