"""Files that production makes, and where it puts them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class FileKind(StrEnum):
    """What a file is: a format as the contract's keys spell it, the property data, a source, or all PDFs as one."""

    PNG = "png"
    JPG = "jpg"
    SVG = "svg"
    PDF = "pdf"
    ZIP = "zip"
    PROPERTY_DATA = "property_data"
    SOURCE_IMAGE = "source_image"
    SOURCE_PDF = "source_pdf"
    COMBINED_PDF = "combined_pdf"


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file. ``storey_index`` counts from the lowest storey; None for a file of the whole plan."""

    kind: FileKind
    name: str
    media_type: str
    dimensions: bool
    storey_index: int | None
    content: bytes


class ArtifactSink(Protocol):
    """Takes the files of one plan as they are made."""

    def put(self, artifact: Artifact) -> None:
        """Keep a file; the order of calls is the order in which the files are listed."""
        ...
