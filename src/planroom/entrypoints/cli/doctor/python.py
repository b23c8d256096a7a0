"""Python and the libraries with compiled parts."""

import platform
import sys
from importlib import import_module

from planroom.entrypoints.cli.doctor.diagnosis import Diagnosis, failure, healthy

OLDEST_PYTHON = (3, 11)
COMPILED = ("cv2", "numpy", "PIL", "shapely", "pypdfium2", "resvg_py", "typst", "obstore", "psycopg", "granian")


def examine_python() -> Diagnosis:
    """Look at the interpreter's version."""
    found = f"{platform.python_implementation()} {platform.python_version()}"
    if sys.version_info < OLDEST_PYTHON:
        return failure("Python", found, "Install Python 3.11 or newer and make the environment again: make setup.")
    return healthy("Python", found)


def examine_libraries() -> Diagnosis:
    """Import every library with a compiled part: what this machine lacks shows here and not in the middle of work."""
    broken = []
    for name in COMPILED:
        try:
            import_module(name)
        except (ImportError, OSError) as error:
            broken.append(f"{name}: {error}")
    if broken:
        advice = "Install the environment again (make clean setup); the message names what the machine itself lacks."
        return failure("libraries", "; ".join(broken), advice)
    return healthy("libraries", f"all {len(COMPILED)} with compiled parts load")


def examine_programs() -> Diagnosis:
    """Say which outside programs are needed: none, everything comes with the Python packages."""
    return healthy("outside programs", "none is needed: PDF, pictures and databases come with the packages")
