"""What runs in a child process: loaded once by the fork server, so its imports are the libraries.

A step takes messages and gives messages (``messages.py``); it opens no file, no socket and no database.
"""

from collections.abc import Callable, Iterator

import msgspec

from planroom.floorplan.checks.run import check_plan
from planroom.floorplan.drawing.render import DrawnFile, Variant
from planroom.floorplan.model.codec import plan_to_builtins, read_plan, write_plan
from planroom.floorplan.model.edits.apply import Edit, apply_edit
from planroom.floorplan.model.edits.refusals import EditRefused
from planroom.floorplan.model.plan import Plan
from planroom.floorplan.reading.blueprint import read_blueprint
from planroom.floorplan.reports.areas import AreaReport, measure_areas
from planroom.floorplan.reports.joining import join_pdfs
from planroom.production.artifacts import FileKind
from planroom.production.child import Send
from planroom.production.drawing import draw_plan
from planroom.production.messages import (
    AreaMeasured,
    EditRefusal,
    FileDrawn,
    PlanAnswer,
    StepBegun,
    pack,
    unpack_draft_request,
    unpack_draw_request,
)
from planroom.production.stacking import Sheet, stack_sheets

COMBINED_PDF_NAME = "combined.pdf"
PROPERTY_DATA_NAME = "property-data.json"
PROPERTY_DATA_FORMAT = "planroom-property-data-1"


def draft(parts: Iterator[bytes], send: Send) -> None:
    """Draft a plan from pictures, one storey each, and check it."""
    request = unpack_draft_request(next(parts))
    sheets = []
    for position, picture in enumerate(parts):
        reading = read_blueprint(
            picture, info=request.info, max_pixels=request.max_pixels, progress=_teller(send, position)
        )
        sheets.append(Sheet(reading.plan, reading.findings))
    plan, findings = stack_sheets(sheets)
    _teller(send, len(sheets) - 1)("checking the plan")
    findings = (*findings, *check_plan(plan))
    send(pack(PlanAnswer(plan=write_plan(plan), findings=msgspec.json.encode(findings))))


def revise(parts: Iterator[bytes], send: Send) -> None:
    """Carry out edits, given as JSON, on a plan and check the result; or tell every edit that is refused.

    One that is refused is passed over to find the others, so a later one may be refused because of it.
    """
    plan = read_plan(next(parts))
    refused = False
    for position, edit in enumerate(msgspec.json.decode(next(parts), type=list[Edit])):
        try:
            plan = apply_edit(plan, edit)
        except EditRefused as refusal:
            refused = True
            send(pack(EditRefusal(position=position, code=refusal.code, message=refusal.text)))
    if not refused:
        send(pack(PlanAnswer(plan=write_plan(plan), findings=msgspec.json.encode(check_plan(plan)))))


def draw(parts: Iterator[bytes], send: Send) -> None:
    """Draw the files of one variant of a plan, and with them, if asked for, its data and areas."""
    request = unpack_draw_request(next(parts))
    plan = read_plan(next(parts))
    tell = _teller(send, 0)
    for file in draw_plan(
        plan,
        request.presentation.drawn_style(),
        address=request.presentation.address,
        variants=[Variant.DIMENSIONS if request.dimensions else Variant.PLAIN],
        progress=lambda name, *_: tell(name),
    ):
        send(pack(_file_drawn(file)))
    if request.with_data:
        areas = measure_areas(plan)
        send(pack(_property_data(plan, areas, request.presentation.address)))
        # A plan without a scale has no size that could be told.
        send(pack(AreaMeasured(total_m2=areas.total.total_scanned_m2 or 0.0)))


def join(parts: Iterator[bytes], send: Send) -> None:
    """Put PDF documents into one, in their order."""
    joined = FileDrawn(
        kind=FileKind.COMBINED_PDF,
        name=COMBINED_PDF_NAME,
        media_type="application/pdf",
        dimensions=False,
        storey_index=None,
        content=join_pdfs(parts),
    )
    send(pack(joined))


def _file_drawn(file: DrawnFile) -> FileDrawn:
    return FileDrawn(
        kind=file.format,
        name=file.name,
        media_type=file.media_type,
        dimensions=file.dimensions,
        storey_index=file.storey_index,
        content=file.content,
    )


def _teller(send: Send, position: int) -> Callable[[str], None]:
    def tell(step: str) -> None:
        send(pack(StepBegun(step=step, position=position)))

    return tell


def _property_data(plan: Plan, areas: AreaReport, address: str) -> FileDrawn:
    """Write the plan for machines; docs/how-to/property-data.md says what each key means."""
    data = {
        "format": PROPERTY_DATA_FORMAT,
        "address": address,
        "units": {"area": "m2", "length": "mm", "angle": "deg"},
        "areas": areas,
        "plan": plan_to_builtins(plan),
    }
    return FileDrawn(
        kind=FileKind.PROPERTY_DATA,
        name=PROPERTY_DATA_NAME,
        media_type="application/json",
        dimensions=False,
        storey_index=None,
        content=msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n",
    )
