"""Plans in code that look like homes people live in, for everything that draws, measures or checks."""

import msgspec

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.building_parts import Column, Stair, StairLeads
from planroom.floorplan.model.opening import Hinge, Opening, OpeningKind, Swing
from planroom.floorplan.model.plan import Fixture, FixtureKind, Plan, Scale, ScaleSource, Storey
from planroom.floorplan.model.room import Room, RoomType
from planroom.floorplan.model.wall import Wall, WallKind

_OUTER_MM = 280.0
_INNER_MM = 110.0


def _wall(wall_id: str, a: tuple[float, float], b: tuple[float, float], *, outer: bool = False) -> Wall:
    kind = WallKind.EXTERIOR if outer else WallKind.INTERIOR
    return Wall(id=wall_id, start=Point(*a), end=Point(*b), thickness_mm=_OUTER_MM if outer else _INNER_MM, kind=kind)


def _opening(  # noqa: PLR0917 - a row of a table
    opening_id: str,
    wall: Wall,
    at: tuple[float, float],
    width_mm: float,
    kind: OpeningKind = OpeningKind.DOOR,
    hinge: Hinge = Hinge.START,
    swing: Swing = Swing.LEFT,
) -> Opening:
    """Hang an opening on the wall where ``at`` lies, measured along the wall."""
    dx, dy = wall.end.x_mm - wall.start.x_mm, wall.end.y_mm - wall.start.y_mm
    along = ((at[0] - wall.start.x_mm) * dx + (at[1] - wall.start.y_mm) * dy) / wall.length_mm
    return Opening(
        id=opening_id,
        wall_id=wall.id,
        kind=kind,
        offset_mm=along,
        width_mm=width_mm,
        hinge=hinge,
        swing=swing,
        sill_mm=900.0 if kind is OpeningKind.WINDOW else None,
    )


def _fixture(
    fixture_id: str, kind: FixtureKind, at: tuple[float, float], width: float, depth: float, turn_deg: float = 0.0
) -> Fixture:
    return Fixture(id=fixture_id, kind=kind, centre=Point(*at), width_mm=width, depth_mm=depth, turn_deg=turn_deg)


def _stair(stair_id: str, leads: StairLeads) -> Stair:
    return Stair(id=stair_id, centre=Point(7860, 1820), width_mm=1000, depth_mm=3080, leads=leads)


def _room(room_id: str, label: str, room_type: RoomType, seed: tuple[float, float]) -> Room:
    return Room(id=room_id, label=label, type=room_type, seed=Point(*seed))


def bungalow() -> Plan:
    """A two-bedroom house of 11.60 x 8.20 m outside, nine rooms on one floor."""
    walls, openings = _bungalow_walls()
    rooms, fixtures = _bungalow_rooms()
    storey = Storey(id="s-ground", name="Ground Floor", walls=walls, openings=openings, rooms=rooms, fixtures=fixtures)
    return Plan(name="Bungalow", storeys=(storey,), north_deg=12.0)


def _bungalow_walls() -> tuple[tuple[Wall, ...], tuple[Opening, ...]]:
    south = _wall("w-south", (140, 140), (11460, 140), outer=True)
    east = _wall("w-east", (11460, 140), (11460, 8060), outer=True)
    north = _wall("w-north", (11460, 8060), (140, 8060), outer=True)
    west = _wall("w-west", (140, 8060), (140, 140), outer=True)
    living = _wall("w-living", (5400, 140), (5400, 3900))
    upper = _wall("w-upper", (140, 5000), (11460, 5000))
    bed_1 = _wall("w-bed-1", (7300, 140), (7300, 3900))
    hall = _wall("w-hall", (7300, 3900), (11460, 3900))
    closet = _wall("w-closet", (9800, 3900), (9800, 5000))
    bath_w = _wall("w-bath-w", (4300, 5000), (4300, 8060))
    bath_e = _wall("w-bath-e", (6400, 5000), (6400, 8060))
    bed_2 = _wall("w-bed-2", (8000, 5000), (8000, 8060))
    hall_w = _wall("w-hall-w", (5400, 3900), (5400, 5000))
    entry = _wall("w-entry", (5400, 3900), (7300, 3900))
    walls = (south, east, north, west, living, upper, bed_1, hall, closet, bath_w, bath_e, bed_2, hall_w, entry)
    window, slide, cased = OpeningKind.WINDOW, OpeningKind.SLIDING_DOOR, OpeningKind.CASED
    openings = (
        _opening("d-front", south, (6350, 140), 1000, swing=Swing.LEFT),
        _opening("d-terrace", west, (140, 2400), 2400, slide),
        _opening("d-living", living, (5400, 2450), 1500, OpeningKind.DOUBLE_DOOR, swing=Swing.LEFT),
        _opening("d-kitchen", upper, (2300, 5000), 1800, cased),
        _opening("d-entry", entry, (6350, 3900), 1300, cased),
        _opening("d-bath", upper, (5900, 5000), 760, hinge=Hinge.END, swing=Swing.LEFT),
        _opening("d-utility", upper, (6950, 5000), 760, swing=Swing.LEFT),
        _opening("d-bed-2", upper, (8600, 5000), 840, swing=Swing.LEFT),
        _opening("d-bed-1", hall, (7900, 3900), 840, swing=Swing.RIGHT),
        _opening("d-closet", hall, (10650, 3900), 1300, slide),
        _opening("n-living", south, (2770, 140), 2400, window),
        _opening("n-bed-1-s", south, (9380, 140), 1800, window),
        _opening("n-bed-1-e", east, (11460, 2000), 1500, window),
        _opening("n-bed-2-e", east, (11460, 6500), 1200, window),
        _opening("n-bed-2-n", north, (9700, 8060), 1600, window),
        _opening("n-utility", north, (7200, 8060), 700, window),
        _opening("n-bath", north, (5350, 8060), 700, window),
        _opening("n-kitchen", north, (2100, 8060), 1600, window),
        _opening("n-kitchen-w", west, (140, 6500), 1000, window),
    )
    return walls, openings


def _bungalow_rooms() -> tuple[tuple[Room, ...], tuple[Fixture, ...]]:
    rooms = (
        _room("r-living", "Living Room", RoomType.LIVING_ROOM, (2500, 2500)),
        _room("r-kitchen", "Kitchen", RoomType.KITCHEN, (2000, 6500)),
        _room("r-entry", "Entry", RoomType.ENTRY, (6300, 2000)),
        _room("r-hall", "Hall", RoomType.HALLWAY, (8500, 4450)),
        _room("r-bed-1", "Primary Bedroom", RoomType.BEDROOM, (9300, 2000)),
        _room("r-closet", "Closet", RoomType.CLOSET, (10600, 4450)),
        _room("r-bed-2", "Bedroom", RoomType.BEDROOM, (9700, 6500)),
        _room("r-bath", "Bath", RoomType.BATH, (5350, 6500)),
        _room("r-utility", "Utility", RoomType.UTILITY, (7200, 6500)),
    )
    kind = FixtureKind
    fixtures = (
        _fixture("f-tub", kind.BATHTUB, (4730, 7065), 1700, 740, 90),
        _fixture("f-basin", kind.WASHBASIN, (6110, 7350), 600, 460, 270),
        _fixture("f-toilet", kind.TOILET, (6000, 6500), 390, 690, 270),
        _fixture("f-counter", kind.SINK, (2100, 7620), 900, 600),
        _fixture("f-stove", kind.STOVE, (3300, 7620), 600, 600),
        _fixture("f-fridge", kind.REFRIGERATOR, (3920, 7600), 620, 640),
        _fixture("f-fire", kind.FIREPLACE, (5120, 4450), 1000, 450, 270),
        _fixture("f-washer", kind.OTHER, (7620, 7590), 620, 640),
        _fixture("f-sink", kind.SINK, (6760, 7640), 500, 520),
    )
    return rooms, fixtures


def two_storeys() -> Plan:
    """A house with a garage, its outline stepped on the ground floor, and an upper floor with a void over the hall."""
    return Plan(name="Two storeys", storeys=(_upper_floor(), _ground_floor()), north_deg=325.0)


def _ground_floor() -> Storey:
    south = _wall("g-south", (140, 140), (8860, 140), outer=True)
    east = _wall("g-east", (8860, 140), (8860, 8060), outer=True)
    north = _wall("g-north", (8860, 8060), (140, 8060), outer=True)
    west = _wall("g-west", (140, 8060), (140, 140), outer=True)
    garage_s = _wall("g-garage-s", (8860, 1340), (12860, 1340), outer=True)
    garage_e = _wall("g-garage-e", (12860, 1340), (12860, 7060), outer=True)
    garage_n = _wall("g-garage-n", (12860, 7060), (8860, 7060), outer=True)
    living = _wall("g-living", (4600, 140), (4600, 8060))
    dining = _wall("g-dining", (140, 4400), (4600, 4400))
    hall = _wall("g-hall", (4600, 5200), (8860, 5200))
    powder = _wall("g-powder", (7000, 5200), (7000, 8060))
    coats = _wall("g-coats", (7000, 6800), (8860, 6800))
    stair = _wall("g-stair", (6900, 140), (6900, 3600))
    walls = (south, east, north, west, garage_s, garage_e, garage_n, living, dining, hall, powder, coats, stair)
    bare = Storey(id="s-1", name="Ground Floor", walls=walls, stairs=(_stair("g-stairs", StairLeads.UP),))
    window, cased, end = OpeningKind.WINDOW, OpeningKind.CASED, Hinge.END
    openings = (
        _opening("g-d-front", south, (5700, 140), 1000, swing=Swing.LEFT),
        _opening("g-d-garage", garage_s, (10860, 1340), 2700, OpeningKind.GARAGE_DOOR),
        _opening("g-d-house", east, (8860, 4400), 840, hinge=end, swing=Swing.LEFT),
        _opening("g-d-living", living, (4600, 2400), 1600, cased),
        _opening("g-d-dining", dining, (2300, 4400), 2200, cased),
        _opening("g-d-kitchen", hall, (5500, 5200), 900, cased),
        _opening("g-d-powder", hall, (7700, 5200), 700, swing=Swing.LEFT),
        _opening("g-d-coats", powder, (7000, 7500), 700, swing=Swing.LEFT),
        _opening("g-d-patio", north, (2300, 8060), 1800, OpeningKind.DOUBLE_DOOR, swing=Swing.RIGHT),
        _opening("g-n-living-s", south, (2300, 140), 2400, window),
        _opening("g-n-living-w", west, (140, 2200), 1400, window),
        _opening("g-n-dining", west, (140, 6200), 1400, window),
        _opening("g-n-kitchen", north, (5800, 8060), 1400, window),
        _opening("g-n-stair", south, (7900, 140), 700, window),
        _opening("g-n-garage", garage_e, (12860, 4800), 900, window),
    )
    rooms = (
        _room("g-r-living", "Living Room", RoomType.LIVING_ROOM, (2000, 2200)),
        _room("g-r-dining", "Dining Room", RoomType.DINING, (2000, 6200)),
        _room("g-r-kitchen", "Kitchen", RoomType.KITCHEN, (5800, 6600)),
        _room("g-r-hall", "Entrance Hall", RoomType.ENTRY, (5700, 2500)),
        _room("g-r-powder", "WC", RoomType.TOILET, (8200, 5900)),
        _room("g-r-coats", "Pantry", RoomType.PANTRY, (8000, 7400)),
        _room("g-r-garage", "Garage", RoomType.GARAGE, (10800, 4000)),
    )
    kind = FixtureKind
    fixtures = (
        _fixture("g-fire", kind.FIREPLACE, (475, 3450), 1100, 400, 90),
        _fixture("g-sink", kind.SINK, (5800, 7610), 800, 600),
        _fixture("g-stove", kind.STOVE, (4960, 6900), 600, 600, 90),
        _fixture("g-fridge", kind.REFRIGERATOR, (4980, 6150), 640, 640, 90),
        _fixture("g-toilet", kind.TOILET, (8350, 6300), 390, 680, 270),
        _fixture("g-basin", kind.WASHBASIN, (7330, 6550), 440, 360),
    )
    return msgspec.structs.replace(bare, openings=openings, rooms=rooms, fixtures=fixtures)


def _upper_floor() -> Storey:
    south = _wall("u-south", (140, 140), (8860, 140), outer=True)
    east = _wall("u-east", (8860, 140), (8860, 8060), outer=True)
    north = _wall("u-north", (8860, 8060), (140, 8060), outer=True)
    west = _wall("u-west", (140, 8060), (140, 140), outer=True)
    middle = _wall("u-middle", (4600, 140), (4600, 8060))
    cross = _wall("u-cross", (140, 4400), (4600, 4400))
    landing = _wall("u-landing", (4600, 5200), (8860, 5200))
    bath = _wall("u-bath", (6600, 5200), (6600, 8060))
    void_n = _wall("u-void-n", (4600, 2300), (6900, 2300))
    void_e = _wall("u-void-e", (6900, 140), (6900, 2300))
    linen_w = _wall("u-linen-w", (7900, 3900), (7900, 5200))
    linen_s = _wall("u-linen-s", (7900, 3900), (8860, 3900))
    walls = (south, east, north, west, middle, cross, landing, bath, void_n, void_e, linen_w, linen_s)
    window, end = OpeningKind.WINDOW, Hinge.END
    openings = (
        _opening("u-d-1", middle, (4600, 3650), 840, hinge=end, swing=Swing.LEFT),
        _opening("u-d-2", middle, (4600, 4850), 600, swing=Swing.LEFT),
        _opening("u-d-3", landing, (5200, 5200), 800, swing=Swing.LEFT),
        _opening("u-d-bath", landing, (7250, 5200), 760, hinge=end, swing=Swing.LEFT),
        _opening("u-d-linen", linen_w, (7900, 4550), 600, OpeningKind.DOUBLE_DOOR, swing=Swing.LEFT),
        _opening("u-n-1", south, (2300, 140), 1800, window),
        _opening("u-n-2", north, (2300, 8060), 1800, window),
        _opening("u-n-3", north, (5600, 8060), 1200, window),
        _opening("u-n-bath", north, (7700, 8060), 700, window),
        _opening("u-n-void", south, (5700, 140), 1400, window),
    )
    rooms = (
        _room("u-r-1", "Principal Bedroom", RoomType.BEDROOM, (2000, 2200)),
        _room("u-r-2", "Bedroom 2", RoomType.BEDROOM, (2000, 6200)),
        _room("u-r-3", "Study", RoomType.OFFICE, (5600, 6800)),
        _room("u-r-bath", "Family Bathroom", RoomType.BATH, (7700, 6000)),
        _room("u-r-landing", "Landing", RoomType.HALLWAY, (6200, 3600)),
        _room("u-r-void", "Open to Below", RoomType.OPEN_TO_BELOW, (5700, 1200)),
        _room("u-r-linen", "Linen Closet", RoomType.CLOSET, (8300, 4600)),
    )
    kind = FixtureKind
    fixtures = (
        _fixture("u-tub", kind.BATHTUB, (8340, 7060), 1700, 720, 270),
        _fixture("u-shower", kind.SHOWER, (7110, 7470), 900, 900),
        _fixture("u-toilet", kind.TOILET, (7000, 6300), 390, 680, 90),
        _fixture("u-basin", kind.WASHBASIN, (8480, 5780), 600, 460, 270),
    )
    return Storey(
        id="s-2",
        name="First Floor",
        walls=walls,
        openings=openings,
        rooms=rooms,
        fixtures=fixtures,
        stairs=(_stair("u-stairs", StairLeads.DOWN),),
        level=1,
        elevation_mm=2750,
    )


def awkward() -> Plan:
    """A flat that is hard to label: slanted walls, closets smaller than their names, a long corridor, a column."""
    walls, openings = _awkward_walls()
    fixtures = (_fixture("a-toilet", FixtureKind.TOILET, (5900, 4700), 360, 600),)
    scale = Scale(source=ScaleSource.DOOR_WIDTHS, mm_per_unit=12.5, uncertainty=0.06)
    storey = Storey(
        id="s-flat",
        name="",
        level=3,
        walls=walls,
        openings=openings,
        rooms=_awkward_rooms(),
        fixtures=fixtures,
        columns=(Column(id="a-column", centre=Point(8000, 5000), width_mm=300, depth_mm=300, turn_deg=30),),
    )
    return Plan(name="Awkward flat", storeys=(storey,), scale=scale)


def _awkward_walls() -> tuple[tuple[Wall, ...], tuple[Opening, ...]]:
    walls_of = {
        "a-s": ((0, 0), (9000, 0)),
        "a-se": ((9000, 0), (11500, 2500)),
        "a-e": ((11500, 2500), (11500, 7000)),
        "a-n": ((11500, 7000), (2500, 7000)),
        "a-nw": ((2500, 7000), (0, 4200)),
        "a-w": ((0, 4200), (0, 0)),
    }
    outer = tuple(_wall(name, *ends, outer=True) for name, ends in walls_of.items())
    corridor_s = _wall("a-cor-s", (0, 3000), (11500, 3000))
    corridor_n = _wall("a-cor-n", (0, 3950), (11500, 3950))
    inner = (
        corridor_s,
        corridor_n,
        _wall("a-1", (3400, 0), (3400, 3000)),
        _wall("a-2", (4200, 0), (4200, 3000)),
        _wall("a-3", (3400, 1900), (4200, 1900)),
        _wall("a-4", (3400, 900), (4200, 900)),
        _wall("a-5", (7000, 0), (7400, 3000)),
        _wall("a-6", (4300, 3950), (4300, 7000)),
        _wall("a-7", (5200, 3950), (5200, 7000)),
        _wall("a-8", (4300, 5500), (5200, 5500)),
        _wall("a-9", (5200, 5000), (6300, 5000)),
        _wall("a-10", (6300, 3950), (6300, 5000)),
    )
    window = OpeningKind.WINDOW
    openings = (
        _opening("a-d-entry", outer[5], (0, 3480), 840, swing=Swing.LEFT),
        _opening("a-d-1", corridor_s, (2800, 3000), 800, swing=Swing.RIGHT),
        _opening("a-d-2", corridor_s, (3790, 3000), 560, swing=Swing.LEFT),
        _opening("a-d-3", corridor_s, (5000, 3000), 800, swing=Swing.RIGHT),
        _opening("a-d-4", corridor_s, (8600, 3000), 800, hinge=Hinge.END, swing=Swing.RIGHT),
        _opening("a-d-5", corridor_n, (2600, 3950), 1400, OpeningKind.SLIDING_DOOR),
        _opening("a-d-6", corridor_n, (4750, 3950), 600, swing=Swing.RIGHT),
        _opening("a-d-7", corridor_n, (7400, 3950), 800, swing=Swing.LEFT),
        _opening("a-n-1", outer[1], (10250, 1250), 1600, window),
        _opening("a-n-2", outer[3], (8600, 7000), 2800, window),
        _opening("a-n-3", outer[4], (1250, 5600), 1800, window),
        _opening("a-n-4", outer[0], (1700, 0), 1600, window),
    )
    return (*outer, *inner), openings


def _awkward_rooms() -> tuple[Room, ...]:
    return (
        _room("a-r-1", "Bedroom", RoomType.BEDROOM, (1600, 1400)),
        _room("a-r-2", "Coats", RoomType.CLOSET, (3800, 2500)),
        _room("a-r-3", "Hot Water Cylinder", RoomType.UTILITY, (3800, 1400)),
        _room("a-r-4", "Walk-in Wardrobe", RoomType.CLOSET, (3800, 400)),
        _room("a-r-5", "Guest Bedroom with Study", RoomType.BEDROOM, (5600, 1400)),
        _room("a-r-6", "Library", RoomType.OFFICE, (9000, 1600)),
        _room("a-r-7", "Corridor", RoomType.HALLWAY, (6000, 3500)),
        _room("a-r-8", "Kitchen", RoomType.KITCHEN, (2800, 5200)),
        _room("a-r-9", "Larder", RoomType.PANTRY, (4750, 4700)),
        _room("a-r-10", "Electrical Cupboard", RoomType.UTILITY, (4750, 6200)),
        _room("a-r-11", "Guest Cloakroom", RoomType.TOILET, (5750, 4500)),
        _room("a-r-12", "Living and Dining Room", RoomType.LIVING_ROOM, (8600, 5500)),
    )


def all_samples() -> dict[str, Plan]:
    """All sample plans by name."""
    return {"bungalow": bungalow(), "two-storeys": two_storeys(), "awkward": awkward()}
