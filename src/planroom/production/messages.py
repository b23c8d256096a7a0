"""What the steps in a child process are asked and what they answer, as MessagePack with a schema."""

import msgspec

from planroom.production.presentation import Presentation


class DraftRequest(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Comes before the pictures. ``info`` is the customer's text, ``max_pixels`` the largest picture to be opened."""

    info: str
    max_pixels: int


class DrawRequest(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Comes before the plan: which variant of its files to draw, and whether to give its data and areas as well."""

    presentation: Presentation
    dimensions: bool
    with_data: bool


class StepBegun(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A step has begun on the picture or file at ``position``, counted from 0."""

    step: str
    position: int


class PlanAnswer(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A drafted or edited plan as the codec writes it, and its findings as JSON."""

    plan: bytes
    findings: bytes


class EditRefusal(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The edit at ``position``, counted from 0, does not fit the plan."""

    position: int
    code: str
    message: str


class FileDrawn(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """One file. ``storey_index`` counts from the lowest storey; None for a file of the whole plan."""

    kind: str
    name: str
    media_type: str
    dimensions: bool
    storey_index: int | None
    content: bytes


class AreaMeasured(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The whole drawn area with outer walls and porches."""

    total_m2: float


Answer = StepBegun | PlanAnswer | EditRefusal | FileDrawn | AreaMeasured

_encoder = msgspec.msgpack.Encoder()
_draft_request_decoder = msgspec.msgpack.Decoder(DraftRequest)
_draw_request_decoder = msgspec.msgpack.Decoder(DrawRequest)
_answer_decoder: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)


def pack(message: msgspec.Struct) -> bytes:
    """Write a message."""
    return _encoder.encode(message)


def unpack_draft_request(content: bytes) -> DraftRequest:
    """Read what a draft is asked for; raises msgspec.DecodeError when it is not that."""
    return _draft_request_decoder.decode(content)


def unpack_draw_request(content: bytes) -> DrawRequest:
    """Read what a drawing is asked for; raises msgspec.DecodeError when it is not that."""
    return _draw_request_decoder.decode(content)


def unpack_answer(content: bytes) -> Answer:
    """Read an answer; raises msgspec.DecodeError when it is none."""
    return _answer_decoder.decode(content)
