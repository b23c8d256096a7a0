"""A child process may do what it likes: its caller gets an answer or a typed failure, and goes on."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from tests.support import child_steps

from planroom.production.child import Step, run_in_child
from planroom.production.errors import AnswerTooLarge, Crashed, OutOfMemory, OutOfTime, ProductionFailed, Refused
from planroom.production.limits import Limits

MEBIBYTE = 1024 * 1024
LIMITS = Limits(timeout_seconds=30, memory_bytes=1200 * MEBIBYTE, answer_bytes=20 * MEBIBYTE)
SHORT = Limits(timeout_seconds=0.5, memory_bytes=1200 * MEBIBYTE)


def test_a_step_answers_every_part_in_order() -> None:
    large = os.urandom(5_000_000)
    answers = list(run_in_child(child_steps.answer_backwards, [b"abc", b"", large], LIMITS))
    assert answers == [b"cba", b"", large[::-1]]


@pytest.mark.parametrize(
    ("step", "failure"),
    [
        (child_steps.die, Crashed),
        (child_steps.leave, Crashed),
        (child_steps.fail, Crashed),
        (child_steps.take_all_memory, OutOfMemory),
        (child_steps.flood, AnswerTooLarge),
        (child_steps.refuse, Refused),
    ],
)
def test_a_child_that_ends_badly_is_a_typed_failure(step: Step, failure: type[ProductionFailed]) -> None:
    with pytest.raises(failure):
        list(run_in_child(step, [], LIMITS))


@pytest.mark.parametrize("step", [child_steps.hang, child_steps.spin, child_steps.stop_itself])
def test_a_child_that_does_not_end_is_ended_at_its_deadline(step: Step) -> None:
    with pytest.raises(OutOfTime):
        list(run_in_child(step, [], SHORT))


def test_a_part_that_a_stopped_child_never_takes_does_not_block_its_caller() -> None:
    with pytest.raises(OutOfTime):
        list(run_in_child(child_steps.stop_itself, [b"x" * 5_000_000, b"y" * 5_000_000], SHORT))


def test_a_refusal_keeps_its_code_and_sentence() -> None:
    with pytest.raises(Refused) as caught:
        list(run_in_child(child_steps.refuse, [], LIMITS))
    assert (caught.value.refusal_code, caught.value.text) == ("unwelcome", "This is not for us.")


def test_a_refusal_is_heard_while_parts_are_still_handed_over() -> None:
    with pytest.raises(Refused):
        list(run_in_child(child_steps.refuse, [b"x" * 5_000_000] * 3, LIMITS))


def test_a_crash_says_what_the_library_said() -> None:
    with pytest.raises(Crashed, match="LookupError: a library stumbled"):
        list(run_in_child(child_steps.fail, [], LIMITS))


def test_a_child_whose_answer_nobody_reads_any_more_is_ended() -> None:
    answers = run_in_child(child_steps.hang, [], LIMITS)
    child = psutil.Process(int(next(answers)))
    answers.close()  # type: ignore[attr-defined] # it is a generator
    assert child.wait(timeout=10) is not None or not child.is_running()


def test_children_of_several_threads_do_not_disturb_each_other() -> None:
    answers: dict[int, list[bytes]] = {}

    def ask(number: int) -> None:
        answers[number] = list(run_in_child(child_steps.answer_backwards, [f"{number:04d}".encode()], LIMITS))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: [f"{number:04d}".encode()[::-1]] for number in range(8)}


def test_no_child_is_left_behind() -> None:
    for step in (child_steps.answer_backwards, child_steps.die, child_steps.hang):
        try:
            list(run_in_child(step, [], SHORT))
        except ProductionFailed:
            continue
    server = [child for child in psutil.Process().children() if "forkserver" in " ".join(child.cmdline())]
    assert [grandchild.status() for child in server for grandchild in child.children()] == []


WORKER = """
from planroom.production.child import run_in_child
from planroom.production.limits import Limits
from tests.support import child_steps

print("loaded", flush=True)
if __name__ == "__main__":
    answers = run_in_child(child_steps.hang, [], Limits(timeout_seconds=60, memory_bytes=0))
    print(next(answers).decode(), flush=True)
    input()
"""


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process of its own that waits for its child."""
    script = tmp_path / "worker.py"
    script.write_text(WORKER)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    with subprocess.Popen(  # noqa: S603 — our own script
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True
    ) as process:
        yield process
        process.kill()


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_child_dies_with_its_worker(worker: subprocess.Popen[str]) -> None:
    assert _line(worker) == "loaded"
    child = psutil.Process(int(_line(worker)))
    worker.kill()
    worker.wait()
    gone, alive = psutil.wait_procs([child], timeout=10)
    assert (gone, alive) == ([child], [])


def test_a_child_does_not_load_the_program_of_its_worker(worker: subprocess.Popen[str]) -> None:
    assert _line(worker) == "loaded"
    assert _line(worker).isdecimal(), "the child says its number, and nothing was loaded a second time before"
