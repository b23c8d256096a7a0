"""``planroom serve`` as a whole: it starts, answers, stays, and stops."""

import re
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

import msgspec
import psutil
import pytest
from tests.support.command_line import LIMIT_SECONDS, run_planroom, started_planroom


def _ready_url(process: subprocess.Popen[str]) -> str:
    """Read what the service says until it says where it is ready."""
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if found := re.search(r"ready at (http://\S+)", line):
            return found[1]
    pytest.fail("the service ended before it was ready:\n" + "".join(said))


def _get(url: str) -> Any:  # noqa: ANN401 — any JSON
    with urllib.request.urlopen(url, timeout=LIMIT_SECONDS) as reply:  # noqa: S310 — our own service on loopback
        return msgspec.json.decode(reply.read())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_fresh_folder_is_served_until_a_signal_and_nothing_is_left(tmp_path: Path, number: signal.Signals) -> None:
    data = tmp_path / "data"
    with started_planroom("serve", "--port", "0", "--data", data) as service:
        url = _ready_url(service)
        assert (data / "planroom.db").exists()
        assert _get(f"{url}/health/live") == {"status": "ok"}
        assert {part["name"] for part in _get(f"{url}/health/ready")["parts"]} >= {"database", "worker", "storage"}
        family = [psutil.Process(service.pid), *psutil.Process(service.pid).children(recursive=True)]
        service.send_signal(number)
        assert service.wait(LIMIT_SECONDS) == 0
        gone, alive = psutil.wait_procs(family[1:], timeout=LIMIT_SECONDS)
        assert (len(gone), alive) == (len(family) - 1, [])
        assert service.stdout is not None
        assert service.stdout.read() == ""


def test_the_api_alone_is_ready_without_a_worker(tmp_path: Path) -> None:
    with started_planroom("serve", "--port", "0", "--data", tmp_path, "--no-worker") as service:
        url = _ready_url(service)
        commands = [" ".join(child.cmdline()) for child in psutil.Process(service.pid).children()]
        assert len(commands) == 1
        assert "granian" in commands[0]
        # A key that is made while the service runs works at once.
        words = ("company", "create", "--name", "A", "--email", "a@example.com", "--json")
        key = run_planroom(*words, variables={"PLANROOM_DATA": str(tmp_path)}).answer["api_key"]
        request = urllib.request.Request(f"{url}/api/integrate/v3/orders", headers={"api-key": key})  # noqa: S310 — loopback
        with urllib.request.urlopen(request, timeout=LIMIT_SECONDS) as reply:  # noqa: S310 — loopback
            assert msgspec.json.decode(reply.read())["items"] == []


def test_a_worker_that_is_killed_is_replaced(tmp_path: Path) -> None:
    with started_planroom("serve", "--port", "0", "--data", tmp_path) as service:
        url = _ready_url(service)
        supervisor = psutil.Process(service.pid)
        (worker,) = (child for child in supervisor.children() if "planroom.entrypoints.worker" in child.cmdline())
        worker.kill()
        assert service.stderr is not None
        assert any("worker 1 ended with status -9; it is started again" in line for line in service.stderr)
        assert any("worker.started" in line for line in service.stderr)
        assert _get(f"{url}/health/live") == {"status": "ok"}


def test_an_address_in_use_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = run_planroom("serve", "--port", port, variables={"PLANROOM_DATA": str(tmp_path)})
    assert (ended.status, ended.output) == (1, "")
    assert f"127.0.0.1:{port} cannot be listened on" in ended.messages
    assert "--port" in ended.messages


def test_a_host_that_is_not_this_machine_is_refused(tmp_path: Path) -> None:
    ended = run_planroom("serve", "--host", "no-such-host.invalid", variables={"PLANROOM_DATA": str(tmp_path)})
    assert ended.status == 1
    assert "no-such-host.invalid" in ended.messages
