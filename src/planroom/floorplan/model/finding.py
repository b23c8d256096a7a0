"""Findings: what is doubtful or wrong with a plan or a drawing, as data instead of exceptions."""

from enum import StrEnum

import msgspec

from planroom.floorplan.geometry.points import Point


class Severity(StrEnum):
    """How much a finding matters, from a remark to a plan that cannot be used."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """Order the severities: 0 info, 1 warning, 2 error."""
        return list(Severity).index(self)


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One doubtful or wrong thing.

    ``code`` is ``<group>-<number>`` and never reused; ``place`` is where on which storey it is, in millimetres, when
    it has a place; ``fixed`` is true when the reader or check already mended it.
    """

    code: str
    severity: Severity
    message: str
    element_ids: tuple[str, ...] = ()
    storey_id: str | None = None
    place: Point | None = None
    fixed: bool = False


class FindingKind(msgspec.Struct, frozen=True):
    """The definition of a finding: its code, usual severity, name and what to do. Listed in the generated reference."""

    code: str
    severity: Severity
    name: str
    advice: str

    def found(
        self,
        message: str,
        *,
        element_ids: tuple[str, ...] = (),
        storey_id: str | None = None,
        place: Point | None = None,
        severity: Severity | None = None,
        fixed: bool = False,
    ) -> Finding:
        """Make a finding of this kind; ``severity`` overrides the usual one."""
        return Finding(
            code=self.code,
            severity=severity or self.severity,
            message=message,
            element_ids=element_ids,
            storey_id=storey_id,
            place=place,
            fixed=fixed,
        )
