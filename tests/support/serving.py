"""A whole installation that serves: API and worker processes on a free port, as ``planroom serve`` starts them."""

import contextlib
import re
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import psutil
import pytest
from tests.support.command_line import started_planroom

WORKER = "planroom.entrypoints.worker"


@dataclass
class Serving:
    """A running service; ``said`` is what it has said so far on standard error."""

    url: str
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    def kill_workers(self) -> int:
        """Kill every worker process of the moment with signal 9, as the machine does when memory runs out."""
        killed = 0
        for child in psutil.Process(self.process.pid).children():
            with contextlib.suppress(psutil.NoSuchProcess):
                if WORKER in child.cmdline():
                    child.kill()
                    killed += 1
        return killed


@contextmanager
def serving(*words: str, variables: Mapping[str, str]) -> Iterator[Serving]:
    """Serve on a free port until the block ends."""
    with started_planroom("serve", "--port", "0", *words, variables=variables) as process:
        assert process.stderr is not None
        said: list[str] = []
        for line in process.stderr:
            said.append(line)
            if found := re.search(r"ready at (http://\S+)", line):
                break
        else:
            pytest.fail("the service ended before it was ready:\n" + "".join(said))
        # Somebody has to go on reading, or the service waits for room in the pipe.
        reader = threading.Thread(target=said.extend, args=(process.stderr,), daemon=True)
        reader.start()
        yield Serving(found[1], process, said)
        process.terminate()
        process.wait(60)
        reader.join()
