"""Keeping programs running, on programs that do what the test needs."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

LIMIT_SECONDS = 30


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Start a supervisor, in a process of its own, over one Python program given as text."""
    started: list[subprocess.Popen[str]] = []

    def start(program: str) -> subprocess.Popen[str]:
        (tmp_path / "program.py").write_text(textwrap.dedent(program))
        (tmp_path / "run.py").write_text(
            textwrap.dedent(
                f"""
                import os, sys
                from planroom.entrypoints.cli.serve.programs import Program
                from planroom.entrypoints.cli.serve.supervisor import Supervisor
                program = Program("program", (sys.executable, {str(tmp_path / "program.py")!r}))
                sys.exit(Supervisor([program], {{**os.environ, "GIVEN": "by the supervisor"}}).run())
                """
            )
        )
        process = subprocess.Popen(  # noqa: S603 — written just above
            [sys.executable, str(tmp_path / "run.py")],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def _lines(path: Path, count: int) -> list[str]:
    """Wait until the program has written ``count`` lines."""
    deadline = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < deadline:
        lines = path.read_text().splitlines() if path.exists() else []
        if len(lines) >= count:
            return lines
        time.sleep(0.05)
    pytest.fail(f"{path.name} has fewer than {count} lines after {LIMIT_SECONDS} s")


PATIENT = """
import os, time
with open("lives", "a") as lives:
    print(os.getpid(), os.environ["GIVEN"], file=lives, flush=True)
time.sleep(600)
"""

PARENT = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
with open("lives", "a") as lives:
    print(os.getpid(), child.pid, file=lives, flush=True)
time.sleep(600)
"""
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, lambda *_: print("told", file=open("told", "a"), flush=True))
print("begun", file=open("lives", "a"), flush=True)
while True:
    time.sleep(600)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_program_and_is_no_failure(
    supervised: Callable[[str], subprocess.Popen[str]], tmp_path: Path, number: signal.Signals
) -> None:
    supervisor = supervised(PATIENT)
    process_id, given = _lines(tmp_path / "lives", 1)[0].split(maxsplit=1)
    supervisor.send_signal(number)
    assert supervisor.wait(LIMIT_SECONDS) == 0
    assert given == "by the supervisor"
    assert not psutil.pid_exists(int(process_id))


def test_a_program_that_is_killed_is_started_again(
    supervised: Callable[[str], subprocess.Popen[str]], tmp_path: Path
) -> None:
    supervisor = supervised(PATIENT)
    first = int(_lines(tmp_path / "lives", 1)[0].split()[0])
    os.kill(first, signal.SIGKILL)
    second = int(_lines(tmp_path / "lives", 2)[1].split()[0])
    assert psutil.pid_exists(second)
    supervisor.terminate()
    assert supervisor.wait(LIMIT_SECONDS) == 0


def test_a_program_that_dies_again_and_again_ends_everything_with_a_failure(
    supervised: Callable[[str], subprocess.Popen[str]], tmp_path: Path
) -> None:
    supervisor = supervised('open("lives", "a").write("x\\n"); raise SystemExit(3)')
    _, messages = supervisor.communicate(timeout=LIMIT_SECONDS)
    assert supervisor.returncode == 1
    assert len(_lines(tmp_path / "lives", 5)) == 5
    assert "died 5 times in a minute" in messages


def test_the_children_of_a_program_that_is_killed_do_not_outlive_it(
    supervised: Callable[[str], subprocess.Popen[str]], tmp_path: Path
) -> None:
    supervisor = supervised(PARENT)
    process_id, child_id = map(int, _lines(tmp_path / "lives", 1)[0].split())
    child = psutil.Process(child_id)
    os.kill(process_id, signal.SIGKILL)
    _lines(tmp_path / "lives", 2)
    assert psutil.wait_procs([child], timeout=LIMIT_SECONDS)[0] == [child]
    supervisor.terminate()
    assert supervisor.wait(LIMIT_SECONDS) == 0


def test_a_second_signal_does_not_wait_for_a_program_that_will_not_go(
    supervised: Callable[[str], subprocess.Popen[str]], tmp_path: Path
) -> None:
    supervisor = supervised(STUBBORN)
    _lines(tmp_path / "lives", 1)
    supervisor.terminate()
    _lines(tmp_path / "told", 1)
    supervisor.terminate()
    assert supervisor.wait(LIMIT_SECONDS) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_a_supervisor_that_is_killed_takes_its_programs_along(
    supervised: Callable[[str], subprocess.Popen[str]], tmp_path: Path
) -> None:
    supervisor = supervised(PATIENT)
    program = psutil.Process(int(_lines(tmp_path / "lives", 1)[0].split()[0]))
    supervisor.kill()
    assert psutil.wait_procs([program], timeout=LIMIT_SECONDS)[0] == [program]
