"""Bodies of answers: decompressed and counted while they arrive, so that memory stays flat."""

import zlib
from collections.abc import Iterable, Iterator

from planroom.infra.outbound.port import OutboundCode, OutboundError

_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"
_PIECE_BYTES = 256 * 1024


def read_whole(pieces: Iterable[bytes], encoding: str, limit_bytes: int) -> bytes:
    """Read a body whole; OutboundError ``too_large`` as soon as it, packed or unpacked, passes the limit."""
    body = bytearray()
    for piece in _decoded(_counted(pieces, limit_bytes), encoding):
        body += piece
        if len(body) > limit_bytes:
            raise too_large(limit_bytes)
    return bytes(body)


def read_beginning(pieces: Iterable[bytes], limit_bytes: int) -> bytes:
    """Read up to ``limit_bytes`` of a body as it arrives, packed or not, and leave the rest."""
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) >= limit_bytes:
            break
    return bytes(body[:limit_bytes])


def too_large(limit_bytes: int) -> OutboundError:
    """Make the error that says the limit."""
    return OutboundError(OutboundCode.TOO_LARGE, f"The file is larger than {limit_bytes / 2**20:g} MB.")


def _counted(pieces: Iterable[bytes], limit_bytes: int) -> Iterator[bytes]:
    """Count what arrives, too: a stream of empty compressed blocks never grows when unpacked."""
    arrived = 0
    for piece in pieces:
        arrived += len(piece)
        if arrived > limit_bytes:
            raise too_large(limit_bytes)
        yield piece


def _decoded(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Unpack in small pieces. We ask for no packing, but some servers pack anyway."""
    if encoding in {"", "identity"}:
        yield from pieces
    elif encoding in {"gzip", "x-gzip", "deflate"}:
        yield from _inflated(pieces)
    else:
        raise OutboundError(
            OutboundCode.PROTOCOL_ERROR, f"The answer is packed as {encoding[:40]!r}, which was not asked for."
        )


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    decoder = zlib.decompressobj(_GZIP_OR_ZLIB)
    try:
        for piece in pieces:
            rest = piece
            while rest:
                if decoder.eof:
                    if not rest.startswith(_GZIP_MAGIC):
                        return  # padding behind the end, as some servers send
                    decoder = zlib.decompressobj(_GZIP_OR_ZLIB)
                yield decoder.decompress(rest, _PIECE_BYTES)
                rest = decoder.unconsumed_tail or decoder.unused_data
        yield decoder.flush()
    except zlib.error:
        raise OutboundError(OutboundCode.PROTOCOL_ERROR, "The answer's packed content is damaged.") from None
    if not decoder.eof:
        raise OutboundError(OutboundCode.PROTOCOL_ERROR, "The answer's packed content ends too early.")
