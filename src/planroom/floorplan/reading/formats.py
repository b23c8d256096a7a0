"""The plan formats that can be read: how each is told apart, and its reader."""

from collections.abc import Callable
from typing import NamedTuple

from planroom.floorplan.reading.blueprint3d import looks_like_blueprint3d, read_blueprint3d
from planroom.floorplan.reading.errors import NotThisFormat
from planroom.floorplan.reading.floorspace import looks_like_floorspace, read_floorspace
from planroom.floorplan.reading.ifc import looks_like_ifc, read_ifc
from planroom.floorplan.reading.r2v import looks_like_r2v, read_r2v
from planroom.floorplan.reading.react_planner import looks_like_react_planner, read_react_planner
from planroom.floorplan.reading.reading import Reading
from planroom.floorplan.reading.resplan import looks_like_resplan, read_resplan
from planroom.floorplan.reading.roomplan import looks_like_roomplan, read_roomplan
from planroom.floorplan.reading.sweet_home import looks_like_sweet_home, read_sweet_home


class PlanFormat(NamedTuple):
    """A format: its short name, what people call it, the usual ends of file names, and what can be done with it.

    ``looks_like`` is quick and never raises; ``read`` raises FileUnreadable when the content is not of the format.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    looks_like: Callable[[bytes], bool]
    read: Callable[[bytes], Reading]


FORMATS: tuple[PlanFormat, ...] = (
    PlanFormat("ifc", "IFC", (".ifc",), looks_like_ifc, read_ifc),
    PlanFormat("sweethome3d", "Sweet Home 3D", (".sh3d",), looks_like_sweet_home, read_sweet_home),
    PlanFormat("resplan", "ResPlan", (".json",), looks_like_resplan, read_resplan),
    PlanFormat("floorspacejs", "FloorspaceJS", (".json",), looks_like_floorspace, read_floorspace),
    PlanFormat("react_planner", "react-planner", (".json",), looks_like_react_planner, read_react_planner),
    PlanFormat("blueprint3d", "blueprint3d", (".json",), looks_like_blueprint3d, read_blueprint3d),
    PlanFormat("roomplan", "RoomPlan", (".json",), looks_like_roomplan, read_roomplan),
    PlanFormat("r2v", "R2V annotation", (".txt",), looks_like_r2v, read_r2v),
)
"""Every format, the most particular signs first."""


def detect_format(content: bytes, name: str = "") -> PlanFormat:
    """Tell which format a file has, by its content; among formats that look alike, the end of its name decides.

    Raises NotThisFormat when it is none of FORMATS.
    """
    likely = [known for known in FORMATS if known.looks_like(content)]
    if not likely:
        message = "The file is of none of the formats that can be read: " + ", ".join(k.title for k in FORMATS) + "."
        raise NotThisFormat(message)
    named = (known for known in likely if name.lower().endswith(known.suffixes))
    return next(named, likely[0])


def read_plan_file(content: bytes, name: str = "") -> tuple[PlanFormat, Reading]:
    """Tell the format of a file and read it.

    Raises FileUnreadable when it is of no known format, or cannot be opened as what it looks like.
    """
    known = detect_format(content, name)
    return known, known.read(content)
