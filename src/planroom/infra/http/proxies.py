"""Who calls, when proxies stand between the caller and us."""

from litestar.types import HTTPScope

_HEADER = b"x-forwarded-for"


def behind_proxies(scope: HTTPScope, proxies: int) -> HTTPScope:
    """Give the request as the outermost of ``proxies`` proxies of ours got it: from its caller's address.

    Each proxy writes behind what it was told whom it was told it by, so the last addresses are ours to believe; what
    stands before them is the caller's own word.
    """
    client = scope.get("client")
    if not proxies or client is None:
        return scope
    told = [value.decode("latin-1") for name, value in scope["headers"] if name == _HEADER]
    chain = [address for part in told for text in part.split(",") if (address := text.strip())]
    # Fewer addresses than proxies: a request that came past some of them.
    caller = chain[-min(proxies, len(chain))] if chain else client[0]
    return {**scope, "client": (caller, 0)}
