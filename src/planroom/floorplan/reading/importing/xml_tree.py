"""XML files within limits: no entities, no outside addresses, and neither more nor deeper elements than a plan has."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from planroom.floorplan.model.limits import MAX_BYTES
from planroom.floorplan.reading.errors import FileTooLarge, NotThisFormat

MAX_XML_ELEMENTS = 300_000
MAX_NESTING = 100


class _BoundedBuilder(ET.TreeBuilder):
    """Builds the tree, and stops at the limits."""

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self._nesting = 0

    def start(self, tag: str, attrs: Mapping[str, str], /) -> ET.Element:
        self._count += 1
        self._nesting += 1
        if self._count > MAX_XML_ELEMENTS or self._nesting > MAX_NESTING:
            raise FileTooLarge
        return super().start(tag, dict(attrs))

    def end(self, tag: str, /) -> ET.Element:
        self._nesting -= 1
        return super().end(tag)


def open_xml(content: bytes, format_title: str) -> ET.Element:
    """Parse an XML file and give its root.

    Raises:
        FileTooLarge: it has more than MAX_BYTES bytes, or more or deeper elements than any plan.
        NotThisFormat: it is no XML, or declares entities or what lies outside of it.
    """
    if len(content) > MAX_BYTES:
        raise FileTooLarge
    parser = DefusedXMLParser(target=_BoundedBuilder(), forbid_dtd=False, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(content)
        return parser.close()
    except DefusedXmlException:
        message = f"The file is no {format_title} file that can be read: it declares entities."
        raise NotThisFormat(message) from None
    except (ParseError, ValueError, LookupError, AssertionError) as fault:
        message = f"The file is no {format_title} file: {fault}."
        raise NotThisFormat(message) from None
