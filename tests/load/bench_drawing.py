"""What drafting the demonstration's blueprint costs, and what each deliverable of its plan costs to draw."""

import time
from collections.abc import Callable
from statistics import median

from planroom.entrypoints.cli.demo.drawing import demo_drawing
from planroom.floorplan.checks.run import check_plan
from planroom.floorplan.drawing.render import FileFormat
from planroom.floorplan.drawing.style import find_style
from planroom.floorplan.model.plan import Plan
from planroom.floorplan.reading.blueprint import read_blueprint
from planroom.production.drawing import draw_plan
from planroom.production.presentation import DEFAULT_STYLE

ROUNDS = 7


def run(report: Callable[[str], None] = print) -> None:
    """Measure each step in this process, warm, and report its median."""
    drawing = demo_drawing()
    picture = drawing.blueprint()

    def draft() -> Plan:
        return read_blueprint(picture, info=drawing.info).plan

    plan = draft()
    report(f"{drawing.title}: {len(plan.storeys[0].rooms)} rooms; medians of {ROUNDS} rounds in one warm process")
    report(f"  {'draft the plan':34}{_median_ms(draft):>8.0f} ms")
    report(f"  {'check the plan':34}{_median_ms(lambda: check_plan(plan)):>8.0f} ms")
    for name, milliseconds in _file_medians(plan).items():
        report(f"  {name:34}{milliseconds:>8.0f} ms")


def _median_ms(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return median(taken) * 1000


def _file_medians(plan: Plan) -> dict[str, float]:
    """Time the making of each file, from the moment it is begun to the moment the next one is, in milliseconds."""
    style = find_style(DEFAULT_STYLE)
    rounds: list[dict[str, float]] = []
    for _ in range(ROUNDS):
        begun: list[tuple[str, float]] = [("compose both variants", time.perf_counter())]
        draw_plan(
            plan, style, tuple(FileFormat), progress=lambda name, *_, to=begun: to.append((name, time.perf_counter()))
        )
        ends = [moment for _, moment in begun[1:]] + [time.perf_counter()]
        rounds.append({name: end - moment for (name, moment), end in zip(begun, ends, strict=True)})
    return {name: median(each[name] for each in rounds) * 1000 for name in rounds[0]}
