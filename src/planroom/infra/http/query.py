"""Query parameters read into a struct, with every fault told at once."""

from functools import cache
from typing import Any, TypeVar, cast

import msgspec
from litestar import Request

from planroom.infra.http import request_scope
from planroom.infra.http.fault_texts import null_character
from planroom.infra.http.faults import find_faults, without_metadata
from planroom.kit.errors import FieldFault, InvalidInput

Query = TypeVar("Query", bound=msgspec.Struct)


def read_query(request: Request[Any, Any, Any], kind: type[Query]) -> Query:
    """Read the query string into the struct ``kind``; a field that is a list takes a repeated parameter.

    Unknown parameters are ignored, as unknown keys of a body are. Raises InvalidInput (``query_params``), after it
    has made sure of the caller.
    """
    values: dict[str, object] = {}
    if request.scope["query_string"]:
        given = request.query_params.dict()
        values = {name: given[name] if many else given[name][-1] for name, many in _fields(kind) if name in given}
    faults = [FieldFault((name,), *null_character()) for name, value in values.items() if _has_null(value)]
    try:
        query = msgspec.convert(values, kind, strict=False)
    except msgspec.ValidationError as error:
        faults += find_faults(kind, values, error, strict=False)
    if faults:
        request_scope.refuse_strangers(request)
        raise InvalidInput(faults, "query_params")
    return query


def _has_null(value: object) -> bool:
    return any("\0" in text for text in ([value] if isinstance(value, str) else cast("list[str]", value)))


@cache
def _fields(kind: type[msgspec.Struct]) -> list[tuple[str, bool]]:
    """Name the parameters of a query and whether each may be repeated."""
    info = msgspec.inspect.type_info(kind)
    if not isinstance(info, msgspec.inspect.StructType):
        message = f"{kind} is no struct"
        raise TypeError(message)
    return [
        (field.encode_name, isinstance(without_metadata(field.type), msgspec.inspect.ListType)) for field in info.fields
    ]
