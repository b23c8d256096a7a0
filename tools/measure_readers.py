"""Read every plan file of a folder and print for each format how many files, rooms and findings there are.

    uv run python -m tools.measure_readers [FOLDER]

The folder is tests/data/plan_files unless another is given; files of no plan format are passed over. "Closed" counts
the files in which every room that the file names has closed walls around it.
"""

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from planroom.floorplan.model.rooms import room_faces
from planroom.floorplan.reading.errors import FileUnreadable
from planroom.floorplan.reading.formats import detect_format
from planroom.floorplan.reading.import_kinds import LABEL_OUTSIDE
from planroom.floorplan.reading.reading import Reading

DATA = Path(__file__).parent.parent / "tests" / "data" / "plan_files"


@dataclass(slots=True)
class Tally:
    """What came of the files of one format."""

    files: int = 0
    refused: int = 0
    storeys: int = 0
    rooms: int = 0
    shaped: int = 0
    closed: int = 0
    seconds: list[float] = field(default_factory=list)
    findings: Counter[str] = field(default_factory=Counter)

    def add(self, reading: Reading) -> None:
        """Count one reading."""
        plan = reading.plan
        self.files += 1
        self.storeys += len(plan.storeys)
        self.rooms += sum(len(storey.rooms) for storey in plan.storeys)
        self.shaped += sum(len(room_faces(storey, plan.tolerance_mm)) for storey in plan.storeys)
        codes = Counter(finding.code for finding in reading.findings)
        self.closed += LABEL_OUTSIDE.code not in codes
        self.findings += codes


def measure(folder: Path) -> dict[str, Tally]:
    """Read all files under a folder."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        try:
            known = detect_format(content, path.name)
        except FileUnreadable:
            continue
        tally = tallies[known.name]
        begun = time.perf_counter()
        try:
            reading = known.read(content)
        except FileUnreadable:
            tally.refused += 1
            continue
        tally.seconds.append(time.perf_counter() - begun)
        tally.add(reading)
    return dict(tallies)


def table(tallies: dict[str, Tally]) -> Iterator[str]:
    """Give the lines of the table."""
    yield "| format | files | refused | storeys | rooms | with a shape | files closed | slowest s | findings |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for name, tally in sorted(tallies.items()):
        found = ", ".join(f"{count} {code}" for code, count in sorted(tally.findings.items()))
        slowest = f"{max(tally.seconds, default=0.0):.2f}"
        yield (
            f"| {name} | {tally.files} | {tally.refused} | {tally.storeys} | {tally.rooms} | {tally.shaped} "
            f"| {tally.closed} | {slowest} | {found} |"
        )


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    sys.stdout.write("\n".join(table(measure(parser.parse_args().folder))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
