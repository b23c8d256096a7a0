from threading import Event

import pytest

from planroom.infra.periodic import Periodic


def test_a_step_runs_again_and_again_whatever_it_raises(capfd: pytest.CaptureFixture[str]) -> None:
    ran, thrice = [], Event()

    def step() -> None:
        ran.append(1)
        if len(ran) == 3:
            thrice.set()
        raise RuntimeError

    periodic = Periodic("step", 0.001, step)
    periodic.start()
    assert thrice.wait(60)
    periodic.stop()
    assert "periodic.failed" in "".join(capfd.readouterr())


def test_the_last_run_is_over_when_it_has_stopped() -> None:
    ran: list[int] = []
    periodic = Periodic("step", 3600, lambda: ran.append(1))
    periodic.start()
    assert ran == []

    periodic.stop()

    assert ran == [1]
