"""What production does for an order, all in child processes: draft a plan, revise it, draw its files."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from planroom.floorplan.model.codec import PlanUnreadable, read_plan, write_plan
from planroom.floorplan.model.edits.apply import Edit
from planroom.floorplan.model.finding import Finding
from planroom.floorplan.model.plan import Plan
from planroom.production import steps
from planroom.production.artifacts import Artifact, ArtifactSink, FileKind
from planroom.production.child import Step, run_in_child
from planroom.production.errors import Crashed, ProductionFailed, Refused
from planroom.production.limits import Limits
from planroom.production.messages import (
    Answer,
    AreaMeasured,
    DraftRequest,
    DrawRequest,
    EditRefusal,
    FileDrawn,
    PlanAnswer,
    StepBegun,
    pack,
    unpack_answer,
)
from planroom.production.presentation import Presentation

_DEFAULT = Presentation()

Tell = Callable[[str, int], None]
"""Hears that a step has begun on the picture or file at a position, counted from 0."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A drafted or revised plan and what is doubtful about it, from its reading and from the checks."""

    plan: Plan
    findings: tuple[Finding, ...]


class DraftFailed(ProductionFailed):
    """No plan could be drafted; ``position`` is the picture it stopped at, ``reason_code`` the stable reason."""

    code = "draft_failed"

    def __init__(self, reason: ProductionFailed, position: int) -> None:
        """Tell ``reason`` of the picture at ``position``, counted from 0."""
        super().__init__(reason.text)
        self.reason_code = reason.refusal_code if isinstance(reason, Refused) else reason.code
        self.position = position


class EditsRefused(ProductionFailed):
    """Edits do not fit the plan; ``refusals`` says which, in their order, and what to do."""

    code = "edits_refused"
    message = "Edits do not fit the plan."

    def __init__(self, refusals: Sequence[EditRefusal]) -> None:
        """Collect the refusals."""
        super().__init__()
        self.refusals = tuple(refusals)


class _Drawing(NamedTuple):
    """The files of one variant; the area comes with the variant that was asked for data."""

    artifacts: list[Artifact]
    total_m2: float


def _silently(_step: str, _position: int) -> None:
    """Tell nobody."""


def draft(pictures: Iterable[bytes], *, info: str, max_pixels: int, limits: Limits, tell: Tell = _silently) -> Drafted:
    """Draft one plan from pictures, one storey each, lowest first, and check it.

    ``info`` is the customer's text, in which a given size sets the scale. Raises DraftFailed, whatever is in the
    pictures and whatever happens to the child process that reads them.
    """
    position = 0
    drafted = None
    try:
        for answer in _answers(steps.draft, _draft_parts(pictures, info, max_pixels), limits):
            if isinstance(answer, StepBegun):
                position = answer.position
                tell(answer.step, answer.position)
            elif isinstance(answer, PlanAnswer):
                drafted = _drafted(answer)
    except ProductionFailed as reason:
        raise DraftFailed(reason, position) from reason
    if drafted is None:
        raise DraftFailed(Crashed(), position)
    return drafted


def revise(plan: Plan, edits: Sequence[Edit], *, limits: Limits) -> Drafted:
    """Carry out edits on a plan in order, and check the result; without edits the plan is only checked.

    Raises EditsRefused with every edit that does not fit, and ProductionFailed.
    """
    refusals: list[EditRefusal] = []
    revised = None
    for answer in _answers(steps.revise, [write_plan(plan), msgspec.json.encode(edits)], limits):
        if isinstance(answer, EditRefusal):
            refusals.append(answer)
        elif isinstance(answer, PlanAnswer):
            revised = _drafted(answer)
    if refusals:
        raise EditsRefused(refusals)
    if revised is None:
        raise Crashed
    return revised


def draw(
    plan: Plan, sink: ArtifactSink, *, limits: Limits, presentation: Presentation = _DEFAULT, tell: Tell = _silently
) -> float:
    """Draw a plan's files into ``sink`` and give its whole area in square metres, outer walls and porches included.

    The files without and with dimensions are drawn side by side, each in a child of its own with these limits. They
    come without dimensions first, lowest storey first, and equal plans give equal files. Nothing is put unless all of
    it could be drawn. Raises ProductionFailed.
    """
    written = write_plan(plan)
    requests = (
        DrawRequest(presentation=presentation, dimensions=False, with_data=False),
        DrawRequest(presentation=presentation, dimensions=True, with_data=True),
    )
    with ThreadPoolExecutor(len(requests), thread_name_prefix="draw") as threads:
        # Each in a copy of our context, so that what is logged there still says of which job it is.
        begun = [
            threads.submit(copy_context().run, _draw_variant, request, written, limits, tell) for request in requests
        ]
        drawings = [drawing.result() for drawing in begun]
    for artifact in (artifact for drawing in drawings for artifact in drawing.artifacts):
        sink.put(artifact)
    return sum(drawing.total_m2 for drawing in drawings)


def join(documents: Iterable[bytes], *, limits: Limits) -> Artifact:
    """Put PDF documents into one, in their order; one that cannot be read is passed over. Raises ProductionFailed."""
    for answer in _answers(steps.join, documents, limits):
        if isinstance(answer, FileDrawn):
            return _artifact(answer)
    raise Crashed


def _draw_variant(request: DrawRequest, plan: bytes, limits: Limits, tell: Tell) -> _Drawing:
    artifacts: list[Artifact] = []
    total_m2 = 0.0
    for answer in _answers(steps.draw, [pack(request), plan], limits):
        if isinstance(answer, StepBegun):
            tell(answer.step, answer.position)
        elif isinstance(answer, FileDrawn):
            artifacts.append(_artifact(answer))
        elif isinstance(answer, AreaMeasured):
            total_m2 = answer.total_m2
    return _Drawing(artifacts, total_m2)


def _draft_parts(pictures: Iterable[bytes], info: str, max_pixels: int) -> Iterator[bytes]:
    yield pack(DraftRequest(info=info, max_pixels=max_pixels))
    yield from pictures


def _answers(step: Step, parts: Iterable[bytes], limits: Limits) -> Iterator[Answer]:
    for message in run_in_child(step, parts, limits):
        try:
            yield unpack_answer(message)
        except msgspec.DecodeError as error:
            raise Crashed from error


def _drafted(answer: PlanAnswer) -> Drafted:
    """Read a plan as if a stranger had sent it: the child that wrote it has read a stranger's file."""
    try:
        return Drafted(read_plan(answer.plan), msgspec.json.decode(answer.findings, type=tuple[Finding, ...]))
    except (PlanUnreadable, msgspec.DecodeError) as error:
        raise Crashed(str(error)) from error


def _artifact(drawn: FileDrawn) -> Artifact:
    try:
        kind = FileKind(drawn.kind)
    except ValueError as error:
        raise Crashed from error
    return Artifact(kind, drawn.name, drawn.media_type, drawn.dimensions, drawn.storey_index, drawn.content)
