"""The type of a room by the words of its name, in the languages in which plans arrive."""

import re

from planroom.floorplan.model.room import RoomType
from planroom.floorplan.model.room_names import type_of_label

_WORDS: tuple[tuple[RoomType, str], ...] = (
    (RoomType.OPEN_TO_BELOW, r"open to below|void|luftraum|vide"),
    (RoomType.BATH, r"bath\w*|bad\w*|salle de bains?|badkamer|shower ?room|en-?suite|ba[nñ]o|bagno"),
    (RoomType.TOILET, r"wc|toilet\w*|restroom|powder( ?room)?|lavatory|cloakroom|aseo"),
    (RoomType.BEDROOM, r"bed ?room\w*|bedroom|schlaf\w*|kinderzimmer|chambre|slaapkamer|dormitorio|camera|master"),
    (RoomType.KITCHEN, r"kitchen\w*|k[uü]che|cuisine|keuken|cocina|cucina|kitchenette"),
    (RoomType.DINING, r"dining\w*|esszimmer|eetkamer|salle [aà] manger|comedor"),
    (RoomType.LIVING_ROOM, r"living\w*|lounge|wohn\w*|woonkamer|salon|s[eé]jour|sal[oó]n|(family|great|sitting) ?room"),
    (RoomType.ENTRY, r"foyer|entry|entrance|vestibule|eingang|diele|entr[eé]e|draught ?lobby|lobby"),
    (RoomType.STAIRWELL, r"stairs?|stair ?(well|case|hall)|treppe\w*|escalier|trap(penhuis)?"),
    (RoomType.HALLWAY, r"hall(way)?|corridor|landing|passage|flur|gang|couloir|overloop|pasillo"),
    (RoomType.OFFICE, r"office|study|den|arbeitszimmer|b[uü]ro|bureau|library"),
    (RoomType.LAUNDRY, r"laundry|waschk[uü]che|wasruimte|buanderie|washing ?room"),
    (RoomType.PANTRY, r"pantry|speisekammer|larder"),
    (RoomType.CLOSET, r"closet|wardrobe|walk-?in|dressing|ankleide"),
    (RoomType.UTILITY, r"utility|technical|mechanical|technik\w*|plant ?room|boiler ?room|hwr"),
    (RoomType.GARAGE, r"garage|car ?port"),
    (RoomType.STORAGE, r"stor(age|e)( ?room)?|abstellraum|berging|d[eé]barras|box ?room|shed"),
    (RoomType.BASEMENT, r"basement|cellar|keller|cave|kelder"),
    (RoomType.ATTIC, r"attic|loft|dachboden|grenier|zolder"),
    (RoomType.SUN_ROOM, r"sun ?room|conservatory|wintergarten|v[eé]randa"),
    (RoomType.BALCONY, r"balcon\w*|balkon|balkong"),
    (RoomType.TERRACE, r"terra(ce|sse|s|za)|dachterrasse"),
    (RoomType.DECK, r"deck"),
    (RoomType.PATIO, r"patio"),
    (RoomType.PORCH, r"porch|loggia"),
    (RoomType.OUTDOOR, r"outdoor|outside|garden|garten|exterior"),
)  # fmt: skip
_PATTERNS = tuple((kind, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)) for kind, words in _WORDS)


def type_by_words(name: str) -> RoomType:
    """Give the type that a room's name speaks of; of several the one spoken of first. UNDEFINED when none is.

    Wider than the rule for labels typed by people (``room_names.type_of_label``), because a reader must settle names
    such as ``Bedroom 2`` by itself.
    """
    exact = type_of_label(name)
    if exact is not None:
        return exact
    found = [
        (match.start(), order, kind) for order, (kind, words) in enumerate(_PATTERNS) if (match := words.search(name))
    ]
    return min(found)[2] if found else RoomType.UNDEFINED
