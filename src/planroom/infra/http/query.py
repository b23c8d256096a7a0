"""Query parameters read into a struct, with every fault told at once."""

from typing import Any, TypeVar

import msgspec
from litestar import Request

from planroom.infra.http.faults import find_faults
from planroom.kit.errors import InvalidInput

Query = TypeVar("Query", bound=msgspec.Struct)


def read_query(request: Request[Any, Any, Any], kind: type[Query]) -> Query:
    """Read the query string into the struct ``kind``; a field that is a list takes a repeated parameter.

    Unknown parameters are ignored, as unknown keys of a body are. Raises InvalidInput (``query_params``).
    """
    given = request.query_params.dict()
    values = {name: texts if _takes_many(kind, name) else texts[-1] for name, texts in given.items()}
    try:
        return msgspec.convert(values, kind, strict=False)
    except msgspec.ValidationError as error:
        raise InvalidInput(find_faults(kind, values, error, strict=False), "query_params") from None


def _takes_many(kind: type[msgspec.Struct], name: str) -> bool:
    return isinstance(_field_types(kind).get(name), msgspec.inspect.ListType)


def _field_types(kind: type[msgspec.Struct]) -> dict[str, msgspec.inspect.Type]:
    info = msgspec.inspect.type_info(kind)
    if not isinstance(info, msgspec.inspect.StructType):
        message = f"{kind} is no struct"
        raise TypeError(message)
    return {field.encode_name: field.type for field in info.fields}
