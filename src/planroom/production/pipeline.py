"""The two things production does for an order: draft a plan from pictures, draw a plan's files. Both in a child."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import msgspec

from planroom.floorplan.model.codec import PlanUnreadable, read_plan, write_plan
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
    DraftAnswer,
    DraftRequest,
    DrawRequest,
    FileDrawn,
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
    """A draft: the plan and what is doubtful about it, from its reading and from the checks."""

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
            elif isinstance(answer, DraftAnswer):
                findings = msgspec.json.decode(answer.findings, type=tuple[Finding, ...])
                drafted = Drafted(read_plan(answer.plan), findings)
    except ProductionFailed as reason:
        raise DraftFailed(reason, position) from reason
    except (PlanUnreadable, msgspec.DecodeError) as error:
        raise DraftFailed(Crashed(str(error)), position) from error
    if drafted is None:
        raise DraftFailed(Crashed(), position)
    return drafted


def draw(
    plan: Plan, sink: ArtifactSink, *, limits: Limits, presentation: Presentation = _DEFAULT, tell: Tell = _silently
) -> float:
    """Draw a plan's files into ``sink`` and give its whole area in square metres, outer walls and porches included.

    The files of one storey come lowest storey first, and equal plans give equal files. Nothing is put unless all of
    it could be drawn. Raises ProductionFailed.
    """
    drawn: list[Artifact] = []
    total_m2 = 0.0
    for answer in _answers(steps.draw, [pack(DrawRequest(presentation=presentation)), write_plan(plan)], limits):
        if isinstance(answer, StepBegun):
            tell(answer.step, answer.position)
        elif isinstance(answer, FileDrawn):
            drawn.append(_artifact(answer))
        elif isinstance(answer, AreaMeasured):
            total_m2 = answer.total_m2
    for artifact in drawn:
        sink.put(artifact)
    return total_m2


def _draft_parts(pictures: Iterable[bytes], info: str, max_pixels: int) -> Iterator[bytes]:
    yield pack(DraftRequest(info=info, max_pixels=max_pixels))
    yield from pictures


def _answers(step: Step, parts: Iterable[bytes], limits: Limits) -> Iterator[Answer]:
    for message in run_in_child(step, parts, limits):
        try:
            yield unpack_answer(message)
        except msgspec.DecodeError as error:
            raise Crashed from error


def _artifact(drawn: FileDrawn) -> Artifact:
    try:
        kind = FileKind(drawn.kind)
    except ValueError as error:
        raise Crashed from error
    return Artifact(kind, drawn.name, drawn.media_type, drawn.dimensions, drawn.storey_index, drawn.content)
