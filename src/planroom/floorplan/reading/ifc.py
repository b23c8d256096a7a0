"""Read an IFC file, version 2x3, 4 or 4x3: walls with their doors and windows, spaces, stairs (formats, IFC).

The plan of a storey is what a cut 1.2 m above its floor meets. The steps are in ``ifc_steps``.
"""

import hashlib

import numpy as np

from planroom.floorplan.model.plan import Plan, Scale, ScaleSource, Source
from planroom.floorplan.reading.ifc_steps.building import read_building
from planroom.floorplan.reading.ifc_steps.opening import looks_like_ifc, open_ifc, units_of
from planroom.floorplan.reading.import_kinds import UNIT_ASSUMED
from planroom.floorplan.reading.importing.finishing import TOLERANCE_MM
from planroom.floorplan.reading.importing.ledger import Ledger
from planroom.floorplan.reading.reading import Reading, gravest_first

__all__ = ["looks_like_ifc", "read_ifc"]


def read_ifc(content: bytes) -> Reading:
    """Read the plan out of an IFC file.

    Raises NotThisFormat or FileTooLarge when the file cannot be opened; everything else is a finding. A file that
    does not tell its unit of length is read as metres, with a finding.
    """
    opened = open_ifc(content)
    ledger = Ledger()
    units, is_told = units_of(opened)
    if not is_told:
        ledger.note(UNIT_ASSUMED, "The file does not tell its unit of length; metres were taken.")
    with np.errstate(all="ignore"):  # every point is checked to be finite after it was moved
        building = read_building(opened, units, ledger)
    plan = Plan(
        name=building.name,
        storeys=building.storeys,
        scale=Scale(source=ScaleSource.MODEL, mm_per_unit=units.mm),
        source=Source(format=opened.schema, sha256=hashlib.sha256(content).hexdigest()),
        tolerance_mm=TOLERANCE_MM,
        north_deg=building.north_deg,
    )
    return Reading(plan, gravest_first(ledger.findings()))
