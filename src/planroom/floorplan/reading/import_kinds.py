"""Everything that reading a plan file can find doubtful, with what to do about it. One list for all formats.

An ERROR means that the plan must not be delivered by itself: a person has to look first.
"""

from planroom.floorplan.model.finding import FindingKind, Severity

TOO_MANY_ELEMENTS = FindingKind(
    "read-101",
    Severity.ERROR,
    "TooManyElements",
    "Export one dwelling at a time; what came after the limit was left out.",
)
TOO_TANGLED = FindingKind(
    "read-102",
    Severity.ERROR,
    "WallsTooTangled",
    "Check the file: its walls cross each other far more often than those of a building. The storey was left empty.",
)
OUT_OF_RANGE = FindingKind(
    "read-103",
    Severity.WARNING,
    "ValueOutOfRange",
    "Check the element in the program that wrote the file; it was left out, or its size was assumed.",
)
DANGLING = FindingKind(
    "read-104", Severity.WARNING, "ReferenceDangling", "Check the element; what it refers to is not in the file."
)
NO_LENGTH = FindingKind(
    "read-105", Severity.WARNING, "ElementWithoutLength", "Nothing has to be done if nothing is missing on the plan."
)
ID_REPEATED = FindingKind(
    "read-106", Severity.WARNING, "IdRepeated", "Compare both elements with the file; the later one was renamed."
)
OFF_WALLS = FindingKind(
    "read-107", Severity.WARNING, "OpeningWithoutWall", "Add the opening to its wall by hand; it was left out."
)
BETWEEN_WALLS = FindingKind(
    "read-108",
    Severity.WARNING,
    "OpeningBetweenWalls",
    "Add the opening by hand; two walls are equally near, so it was left out.",
)
NOT_UNDERSTOOD = FindingKind(
    "read-109", Severity.WARNING, "NotUnderstood", "Compare the plan with the file; this part of it was left out."
)
THICKNESS_ASSUMED = FindingKind(
    "read-110",
    Severity.INFO,
    "ThicknessAssumed",
    "Set the thickness of the walls where areas must be exact; the file does not have it.",
)
NO_SCALE = FindingKind(
    "read-111",
    Severity.WARNING,
    "ScaleNotInFile",
    "Set the scale with one known measure; the file is in drawing units, so no area is true until then.",
)
LABEL_OUTSIDE = FindingKind(
    "read-112",
    Severity.WARNING,
    "LabelOutsideRooms",
    "Close the walls around the place, or remove the room; it has no shape as it is.",
)
LABELS_SHARE_ROOM = FindingKind(
    "read-113",
    Severity.INFO,
    "LabelsShareRoom",
    "Nothing has to be done for an open plan; else draw the wall that is missing between them.",
)
ROOMS_UNLABELLED = FindingKind(
    "read-114", Severity.INFO, "RoomsWithoutLabel", "Name the rooms that the walls enclose and the file does not name."
)
KIND_ASSUMED = FindingKind(
    "read-115", Severity.INFO, "KindAssumed", "Set kind and swing where they matter; the file does not tell them."
)
SIZE_ASSUMED = FindingKind(
    "read-116", Severity.INFO, "SizeAssumed", "Set the size where it matters; the file does not tell it."
)
OUTLINE_BROKEN = FindingKind(
    "read-117", Severity.WARNING, "OutlineBroken", "Check the room; its outline in the file is no closed ring."
)
NOTHING_READ = FindingKind(
    "read-118", Severity.ERROR, "NothingRead", "Check whether the file was exported whole; it has no wall."
)
MORE_OF_A_KIND = FindingKind(
    "read-119", Severity.INFO, "MoreOfAKind", "Mend those that are listed first; they often have one cause."
)
UNIT_ASSUMED = FindingKind(
    "read-120", Severity.WARNING, "UnitAssumed", "Compare one known measure; the file names no unit that is known."
)
ID_UNUSABLE = FindingKind(
    "read-121", Severity.INFO, "IdUnusable", "Nothing has to be done; an id was given to the element."
)
FRAMES_DIFFER = FindingKind(
    "read-122",
    Severity.ERROR,
    "FramesDiffer",
    "Scan the rooms in one run, or place them by hand; rooms of different runs have no common origin.",
)
CONTRADICTS = FindingKind(
    "read-123", Severity.WARNING, "SourceContradicts", "Compare the plan with the file; it says two different things."
)
STOREY_LEFT_OUT = FindingKind(
    "read-131",
    Severity.INFO,
    "StoreyLeftOut",
    "Nothing has to be done for a roof or a foundation; else give the storey a door and send the file again.",
)
ROOMS_DIVIDED = FindingKind(
    "read-132",
    Severity.INFO,
    "RoomsDivided",
    "Nothing has to be done; rooms of an open plan are kept apart by a line on which nothing is built.",
)
MEASURED_TO_MIDDLES = FindingKind(
    "read-133",
    Severity.INFO,
    "AreasToWallMiddles",
    "Nothing has to be done; the file states areas up to the middle of walls, ours are net areas between walls.",
)
OPENINGS_JOINED = FindingKind(
    "read-134",
    Severity.INFO,
    "OpeningsJoined",
    "Nothing has to be done; windows above each other are one window on a plan.",
)
SEVERAL_PLANS = FindingKind(
    "read-124", Severity.WARNING, "SeveralPlans", "Read the others one by one, by their number in the file."
)

KINDS = (
    TOO_MANY_ELEMENTS,
    TOO_TANGLED,
    OUT_OF_RANGE,
    DANGLING,
    NO_LENGTH,
    ID_REPEATED,
    OFF_WALLS,
    BETWEEN_WALLS,
    NOT_UNDERSTOOD,
    THICKNESS_ASSUMED,
    NO_SCALE,
    LABEL_OUTSIDE,
    LABELS_SHARE_ROOM,
    ROOMS_UNLABELLED,
    KIND_ASSUMED,
    SIZE_ASSUMED,
    OUTLINE_BROKEN,
    NOTHING_READ,
    MORE_OF_A_KIND,
    UNIT_ASSUMED,
    ID_UNUSABLE,
    FRAMES_DIFFER,
    CONTRADICTS,
    STOREY_LEFT_OUT,
    ROOMS_DIVIDED,
    MEASURED_TO_MIDDLES,
    OPENINGS_JOINED,
)


def all_import_kinds() -> tuple[FindingKind, ...]:
    """Give every kind of finding that reading a plan file can make, sorted by code."""
    return tuple(sorted(KINDS, key=lambda kind: kind.code))
