"""Runs: walls with the gaps they bridge, from one end to the other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from planroom.floorplan.reading.blueprint_steps.gaps import GLAZED_LOOKS, Gap, is_bridged, look_at_gap
from planroom.floorplan.reading.blueprint_steps.sheet import Grey
from planroom.floorplan.reading.blueprint_steps.tracks import Piece, Track

_BESIDE = 0.5  # in wall thicknesses: how far a crossing wall may be off and still carry an end
_DOUBLED = 2.2  # in wall thicknesses: a gap is no opening where another wall runs as near as this beside it,
_DOUBLED_SHARE = 0.5  # along this share of it
_SAME = 0.9  # in wall thicknesses: a run this near beside another one, for most of its length, is the same wall
_SAME_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Run:
    """A wall in sheet pixels: its faces, its ends, its solid stretches and the gaps that openings fill.

    ``closes`` marks a wall that was put between two loose ends and has no ink of its own.
    """

    level: bool
    near: float
    far: float
    start: float
    end: float
    solids: tuple[tuple[float, float], ...]
    gaps: tuple[Gap, ...] = ()
    closes: bool = False

    @property
    def axis(self) -> float:
        """Where the middle of the wall lies, across it."""
        return (self.near + self.far) / 2

    @property
    def thickness(self) -> float:
        """Distance of the faces."""
        return self.far - self.near

    @property
    def solid_length(self) -> float:
        """Length over which the wall is drawn solid."""
        return sum(end - start for start, end in self.solids)


def follow_tracks(tracks: tuple[Track, ...], grey: Grey, wall_px: float) -> tuple[Run, ...]:
    """Walk along every track, bridge the gaps where the wall goes on, and end it where it does not."""
    turned = np.ascontiguousarray(grey.T)
    runs: list[Run] = []
    for track in tracks:
        across = [other for other in tracks if other.level != track.level]
        runs.extend(_runs_of(track, across, grey if track.level else turned, wall_px))
    return undoubled(runs, wall_px)


def _runs_of(track: Track, across: Sequence[Track], image: Grey, wall_px: float) -> list[Run]:
    pieces = _without_strays(track, across, image, wall_px)
    gaps = gaps_between(track, pieces, image)
    runs: list[Run] = []
    first = 0
    for index in range(len(pieces)):
        last = index == len(pieces) - 1
        if last or not _goes_on(pieces[index], gaps[index], pieces[index + 1], wall_px):
            run = _run_of_chain(track, pieces[first : index + 1], gaps[first:index], across, wall_px)
            runs.extend([run] if run else [])
            first = index + 1
    return runs


def _goes_on(before: Piece, gap: Gap, after: Piece, wall_px: float) -> bool:
    """Tell whether the wall goes on over a gap. A plain gap needs a jamb: a piece of this wall on one side of it.

    From one crossing wall to the next there is nothing but the room between them.
    """
    has_jamb = before.drawn or before.block or after.drawn or after.block
    return is_bridged(gap, wall_px) and (has_jamb or gap.look in GLAZED_LOOKS)


def gaps_between(track: Track, pieces: Sequence[Piece], image: Grey) -> list[Gap]:
    """Look at the gaps between the pieces. ``image`` is transposed for an upright track."""
    return [look_at_gap(image, track.near, track.far, one.end, other.start) for one, other in pairwise(pieces)]


def _without_strays(track: Track, across: Sequence[Track], image: Grey, wall_px: float) -> list[Piece]:
    """Drop solid pieces that are no wall: those that no bar, no crossing wall, no glazing and no clean edges vouch for.

    Posts between windows are short and stand alone, so they count where face lines run to them. Anything else short
    and black on the line of a wall is lettering or a fixture.
    """
    pieces = list(track.pieces)
    gaps = gaps_between(track, pieces, image)
    glazed = [gap.look in GLAZED_LOOKS and is_bridged(gap, wall_px) for gap in gaps]
    bridged = [is_bridged(gap, wall_px) for gap in gaps]
    kept = []
    for index, piece in enumerate(pieces):
        sides = [side for side in (index - 1, index) if 0 <= side < len(glazed) and bridged[side]]
        is_post = piece.block or (bool(sides) and all(glazed[side] for side in sides))
        if piece.drawn or is_post or _is_crossed(track, piece, across, wall_px, drawn_only=True):
            kept.append(piece)
    return kept


def _run_of_chain(
    track: Track, chain: Sequence[Piece], gaps: Sequence[Gap], across: Sequence[Track], wall_px: float
) -> Run | None:
    """Make a run of a chain of pieces. It ends at a drawn piece, a block, a glazing post, or a crossing wall."""
    if not any(piece.drawn for piece in chain):
        return None
    glazed = [gap.look in GLAZED_LOOKS for gap in gaps]
    beside = [any(glazed[max(0, index - 1) : index + 1]) for index in range(len(chain))]
    carried = [
        piece.drawn or piece.block or beside[index] or _is_crossed(track, piece, across, wall_px, drawn_only=False)
        for index, piece in enumerate(chain)
    ]
    first = carried.index(True)
    last = len(carried) - 1 - carried[::-1].index(True)
    solids = tuple((piece.start, piece.end) for piece in chain[first : last + 1])
    return Run(track.level, track.near, track.far, solids[0][0], solids[-1][1], solids, tuple(gaps[first:last]))


def _is_crossed(track: Track, piece: Piece, across: Sequence[Track], wall_px: float, *, drawn_only: bool) -> bool:
    """Tell whether a wall of the other direction stands where the piece is."""
    reach = _BESIDE * wall_px
    return any(
        end.start - reach <= track.far and end.end + reach >= track.near
        for other in across
        if other.far >= piece.start - reach / 2 and other.near <= piece.end + reach / 2
        for end in other.pieces
        if end.drawn or not drawn_only
    )


def undoubled(runs: Sequence[Run], wall_px: float) -> tuple[Run, ...]:
    """Cut runs at gaps beside which another, more solid run lies, and drop runs found twice: there is one wall."""
    kept: list[Run] = []
    for run in sorted(runs, key=lambda run: -run.solid_length):
        beside = [other for other in kept if is_beside(other, run, wall_px)]
        doubled = [gap for gap in run.gaps if is_doubled(gap, beside)]
        same = [other for other in beside if abs(other.axis - run.axis) < _SAME * wall_px]
        for part in cut_at(run, doubled):
            is_known = any(_overlap(part, other) >= _SAME_SHARE for other in same)
            if part.solid_length >= wall_px and not is_known:
                kept.append(part)
    return tuple(sorted(kept, key=lambda run: (run.level, run.near, run.start)))


def is_beside(other: Run, run: Run, wall_px: float) -> bool:
    """Tell whether the other one is a parallel run too near to leave room between the two."""
    return other is not run and other.level == run.level and abs(other.axis - run.axis) < _DOUBLED * wall_px


def is_doubled(gap: Gap, beside: Sequence[Run]) -> bool:
    """Tell whether one of the runs beside goes along the gap: then the gap is no opening."""
    return any(_overlap(gap, other) >= _DOUBLED_SHARE for other in beside)


def _overlap(one: Gap | Run, other: Run) -> float:
    """Give the share of the first one beside which the other one runs."""
    return (min(one.end, other.end) - max(one.start, other.start)) / max(one.end - one.start, 1.0)


def cut_at(run: Run, gaps: Sequence[Gap]) -> list[Run]:
    """Cut a run at some of its gaps, which vanish."""
    parts = []
    stops = [*sorted(gaps), None]
    start = run.start
    for gap in stops:
        end = gap.start if gap else run.end
        solids = tuple(solid for solid in run.solids if start <= solid[0] and solid[1] <= end)
        inner = tuple(other for other in run.gaps if start <= other.start and other.end <= end and other is not gap)
        parts.append(replace(run, start=start, end=end, solids=solids, gaps=inner))
        start = gap.end if gap else run.end
    return parts
