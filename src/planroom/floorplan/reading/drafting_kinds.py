"""Everything that drafting a picture can find doubtful, with what to do about it.

An ERROR means that the draft must not be delivered by itself: a person has to look first.
"""

from planroom.floorplan.model.finding import FindingKind, Severity

NO_PLAN = FindingKind(
    "draft-101",
    Severity.ERROR,
    "NoPlanFound",
    "Draw the plan by hand, or ask for a picture whose walls are filled or at least drawn thick.",
)
NOT_A_PLAN = FindingKind(
    "draft-102", Severity.ERROR, "NotAPlan", "Check whether this is a floor plan at all; ask for one if it is not."
)
SEVERAL_PLANS = FindingKind(
    "draft-103",
    Severity.ERROR,
    "SeveralPlans",
    "Only the largest plan was drafted. Send each storey as a picture of its own, or draft the others by hand.",
)
WALLS_LEFT_OUT = FindingKind(
    "draft-104",
    Severity.WARNING,
    "WallsLeftOut",
    "Compare the draft with the picture: add the walls that belong to the house.",
)
SOLID_LEFT_OVER = FindingKind(
    "draft-105",
    Severity.WARNING,
    "SolidInkLeftOver",
    "Look for slanted or round walls, columns and chimneys; only upright and level walls are drafted.",
)
PICTURE_TOO_SMALL = FindingKind(
    "draft-106", Severity.ERROR, "PictureTooSmall", "Send a larger picture; its walls are too thin to be read."
)
WEAK_CONTRAST = FindingKind(
    "draft-107", Severity.WARNING, "WeakContrast", "Send a picture with darker lines or whiter paper."
)
TURNED_TOO_FAR = FindingKind(
    "draft-108", Severity.ERROR, "TurnedTooFar", "Send the picture upright; more than 3 degrees are not straightened."
)
FURTHER_PAGES = FindingKind(
    "draft-109", Severity.ERROR, "FurtherPages", "Only the first page was read. Send each page as a file of its own."
)
MOSTLY_GUESSED = FindingKind(
    "draft-110",
    Severity.ERROR,
    "WallsMostlyGuessed",
    "Compare every wall with the picture; most of this draft bridges gaps.",
)
WALL_CLOSED = FindingKind(
    "draft-111",
    Severity.WARNING,
    "WallClosed",
    "Check the wall that was added between two loose ends; remove it if nothing is there.",
)
OPENING_DOUBTFUL = FindingKind(
    "draft-112", Severity.WARNING, "OpeningDoubtful", "Compare the opening with the picture and set its kind."
)
SWING_GUESSED = FindingKind(
    "draft-113", Severity.INFO, "SwingGuessed", "Set hinge and swing where they matter; the picture does not show them."
)
NAMES_NOT_READ = FindingKind(
    "draft-114", Severity.INFO, "RoomNamesNotRead", "Name the rooms; lettering is not read from pictures."
)
SPACE_NOT_CLOSED = FindingKind(
    "draft-115",
    Severity.WARNING,
    "SpaceNotClosed",
    "Compare the place with the picture: draw the missing wall, or leave it if it is a porch or a court.",
)
ONE_ROOM_ONLY = FindingKind(
    "draft-116",
    Severity.ERROR,
    "OneRoomOnly",
    "Look for inner walls that were not found, and for a drawing that is cut off; a single room may also be right.",
)
SCALE_BY_DOORS = FindingKind(
    "draft-121",
    Severity.WARNING,
    "ScaleByDoors",
    "Give one measure over the outer walls, such as: width 38'6\" (or: width 11.7 m).",
)
SCALE_UNKNOWN = FindingKind(
    "draft-122",
    Severity.ERROR,
    "ScaleNotFound",
    "Give one measure over the outer walls, such as: width 38'6\" (or: width 11.7 m).",
)
SIZES_CONTRADICT = FindingKind(
    "draft-123",
    Severity.WARNING,
    "SizesContradict",
    "Check the given width and depth, and whether both run over the outer walls of what was drafted.",
)
INFO_WITHOUT_SIZE = FindingKind(
    "draft-124",
    Severity.INFO,
    "InfoWithoutSize",
    "To give the scale, write for example: width 38'6\" - or: width 38'6\" depth 24' - or: scale 12.5 mm/px.",
)
WIDTH_ASSUMED = FindingKind(
    "draft-125", Severity.INFO, "WidthAssumed", "Write 'width' or 'depth' before the length to say which it is."
)
SIZE_REPEATED = FindingKind(
    "draft-126", Severity.WARNING, "SizeRepeated", "Give each of width and depth once; the smallest was taken."
)
DOORS_UNLIKELY = FindingKind(
    "draft-127",
    Severity.WARNING,
    "DoorsUnlikely",
    "Check the given size: with it, the plan's doors are far from the width that doors have.",
)
KINDS = (
    NO_PLAN,
    NOT_A_PLAN,
    SEVERAL_PLANS,
    WALLS_LEFT_OUT,
    SOLID_LEFT_OVER,
    PICTURE_TOO_SMALL,
    WEAK_CONTRAST,
    TURNED_TOO_FAR,
    FURTHER_PAGES,
    MOSTLY_GUESSED,
    WALL_CLOSED,
    OPENING_DOUBTFUL,
    SWING_GUESSED,
    NAMES_NOT_READ,
    SPACE_NOT_CLOSED,
    ONE_ROOM_ONLY,
    SCALE_BY_DOORS,
    SCALE_UNKNOWN,
    SIZES_CONTRADICT,
    INFO_WITHOUT_SIZE,
    WIDTH_ASSUMED,
    SIZE_REPEATED,
    DOORS_UNLIKELY,
)


def all_drafting_kinds() -> tuple[FindingKind, ...]:
    """Give every kind of finding that drafting can make, sorted by code."""
    return tuple(sorted(KINDS, key=lambda kind: kind.code))
