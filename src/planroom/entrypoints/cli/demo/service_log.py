"""The service's own log, kept in a file beside its data: the story stays readable, and shows each step from it."""

from dataclasses import dataclass
from pathlib import Path

import msgspec


class _LogLine(msgspec.Struct):
    event: str = ""
    step: str = ""


@dataclass
class ServiceLog:
    """A log of JSON lines that another process appends to; ``read_to`` bytes of it have been looked at."""

    path: Path
    read_to: int = 0

    def new_steps(self) -> list[str]:
        """Name the steps that production has begun since the last call, such as ``drafting`` or a file's name."""
        with self.path.open("rb") as file:
            file.seek(self.read_to)
            lines = file.read()
        # A line that is still being written waits for the next call.
        whole = lines[: lines.rfind(b"\n") + 1]
        self.read_to += len(whole)
        return [line.step for line in map(_parse, whole.splitlines()) if line.event.endswith(".step")]


def _parse(line: bytes) -> _LogLine:
    try:
        return msgspec.json.decode(line, type=_LogLine)
    except msgspec.MsgspecError:
        # Words that a process says outside its log, such as those of the supervisor.
        return _LogLine()
