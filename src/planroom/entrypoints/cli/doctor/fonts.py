"""The fonts that are drawn with; they come with the package, and the machine's own are never used."""

from importlib import resources

from planroom.entrypoints.cli.doctor.diagnosis import Diagnosis, failure, healthy

FOLDER = "planroom.floorplan.drawing"
FONT_BEGINNINGS = (b"OTTO", b"\x00\x01\x00\x00")


def examine_fonts() -> Diagnosis:
    """Read the beginning of every font file in the package."""
    folder = resources.files(FOLDER) / "fonts"
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith((".otf", ".ttf"))), key=lambda file: file.name
    )
    broken = [file.name for file in files if not file.read_bytes().startswith(FONT_BEGINNINGS)]
    if broken or not files:
        found = f"damaged: {', '.join(broken)}" if broken else "no font is in the package"
        return failure("fonts", found, "Install the package again (make clean setup): the fonts are part of it.")
    return healthy("fonts", f"{len(files)} in the package")
