"""The ledger of one reading: its findings, bounded, and the ids that the plan uses."""

from collections import Counter

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.finding import Finding, FindingKind
from planroom.floorplan.model.limits import MAX_ID_LENGTH, fault_in_text
from planroom.floorplan.reading.import_kinds import ID_REPEATED, ID_UNUSABLE, MORE_OF_A_KIND

MOST_OF_A_KIND = 50
"""How many findings of one kind are listed; the rest is counted."""

_ROOM_FOR_NUMBER = 12


class Ledger:
    """Collects what is doubtful about a file, and gives every element an id of its own."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._findings: list[Finding] = []
        self._counts: Counter[str] = Counter()
        self._taken: set[str] = set()
        self._next: Counter[str] = Counter()

    def note(
        self,
        kind: FindingKind,
        message: str,
        *,
        element_ids: tuple[str, ...] = (),
        storey_id: str | None = None,
        place: Point | None = None,
    ) -> None:
        """Write a finding down; beyond MOST_OF_A_KIND it is only counted."""
        self._counts[kind.code] += 1
        if self._counts[kind.code] <= MOST_OF_A_KIND:
            found = kind.found(message, element_ids=element_ids, storey_id=storey_id, place=place)
            self._findings.append(found)

    def findings(self) -> tuple[Finding, ...]:
        """Give what was found, with one more finding for each kind that was found too often to list."""
        more = (
            MORE_OF_A_KIND.found(f"There are {count - MOST_OF_A_KIND} more findings {code}.")
            for code, count in self._counts.items()
            if count > MOST_OF_A_KIND
        )
        return (*self._findings, *more)

    def id_for(self, source_id: object, prefix: str) -> str:
        """Give the id of an element: that of the source where it is usable and free, else ``<prefix>-<number>``."""
        wanted = source_id if isinstance(source_id, str) else ""
        if isinstance(source_id, int) and not isinstance(source_id, bool) and abs(source_id) < 10**_ROOM_FOR_NUMBER:
            wanted = str(source_id)
        if not wanted or len(wanted) > MAX_ID_LENGTH - _ROOM_FOR_NUMBER or fault_in_text(wanted):
            if source_id is not None:
                self.note(ID_UNUSABLE, f"The id of a {prefix} is empty, too long or no plain text.")
            return self._numbered(prefix)
        if wanted in self._taken:
            given = self._numbered(wanted)
            self.note(ID_REPEATED, f"The id {wanted} is used again; this {prefix} is called {given}.")
            return given
        self._taken.add(wanted)
        return wanted

    def _numbered(self, prefix: str) -> str:
        while True:
            self._next[prefix] += 1
            name = f"{prefix}-{self._next[prefix]}"
            if name not in self._taken:
                self._taken.add(name)
                return name
