"""The data folder: can it be written, how much room is left, and is it a disk of this machine."""

import shutil
import tempfile
from pathlib import Path

from planroom.entrypoints.cli.doctor.diagnosis import Diagnosis, failure, healthy, warning

GIBIBYTE = 1024**3
TOO_LITTLE_BYTES = GIBIBYTE // 4
LITTLE_BYTES = 2 * GIBIBYTE
NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afpfs", "9p"}


def examine_folder(data: Path) -> Diagnosis:
    """Write a file into the data folder, or where it is going to be made, and read it back."""
    place = _nearest_existing(data)
    try:
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(b"planroom")
            file.flush()
            file.seek(0)
            written = file.read() == b"planroom"
    except OSError as error:
        reason = error.strerror or str(error)
        return failure("data folder", f"{place} cannot be written: {reason}", _other_folder(data))
    if not written:
        return failure("data folder", f"{place} does not keep what is written", _other_folder(data))
    later = "" if place == data else ", which does not exist yet and can be made"
    return healthy("data folder", f"{data.absolute()}{later}")


def examine_space(data: Path, free_bytes: int | None = None) -> Diagnosis:
    """Look at the room that is left for the database and the files; a test gives ``free_bytes``."""
    free = shutil.disk_usage(_nearest_existing(data)).free if free_bytes is None else free_bytes
    found = f"{free / GIBIBYTE:.1f} GiB free"
    if free < TOO_LITTLE_BYTES:
        return failure("disk space", found, "Make room: below 0.25 GiB the database may not be able to write.")
    if free < LITTLE_BYTES:
        return warning(
            "disk space", found, "Make room soon: an order takes about 5 MB, and a full disk stops all work."
        )
    return healthy("disk space", found)


def examine_file_system(data: Path) -> Diagnosis:
    """Find out whether the data folder lies on a network share, where SQLite's locks cannot be relied on."""
    import psutil

    place = _nearest_existing(data).resolve()
    mounts = [part for part in psutil.disk_partitions(all=True) if place.is_relative_to(part.mountpoint)]
    kind = max(mounts, key=lambda part: len(part.mountpoint)).fstype if mounts else "unknown"
    if kind in NETWORK_FILE_SYSTEMS:
        advice = "Put PLANROOM_DATA on a disk of this machine, or set PLANROOM_DATABASE_URL to a PostgreSQL database."
        return failure("file system", f"{kind}, a network share: SQLite's locks do not hold there", advice)
    return healthy("file system", kind)


def _nearest_existing(folder: Path) -> Path:
    absolute = folder.absolute()
    return next(place for place in (absolute, *absolute.parents) if place.exists())


def _other_folder(data: Path) -> str:
    return f"Make {data.absolute()} writable for this user, or set PLANROOM_DATA to another folder."
