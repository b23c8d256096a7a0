"""Bootstrap knows everything that features offer: no listener and no job is forgotten."""

import ast
import inspect
from pathlib import Path
from types import ModuleType
from typing import get_type_hints

import planroom.features
from planroom.bootstrap import find_jobs, listeners
from planroom.infra.discovery import import_modules

ROOT = Path(__file__).resolve().parents[2]


def _functions(module: ModuleType) -> list[str]:
    return [name for name, _ in inspect.getmembers(module, inspect.isfunction) if name.startswith("on_")]


def test_every_listener_of_a_feature_is_listed_once_under_its_event() -> None:
    offered = {
        (get_type_hints(getattr(module, name))["event"], module.__name__, name)
        for module in import_modules("planroom.features", "listeners")
        for name in _functions(module)
    }
    listed = [
        (event, heard.__module__, heard.__name__) for event, all_heard in listeners().items() for heard in all_heard
    ]
    assert set(listed) == offered
    assert len(listed) == len(set(listed))


def test_lower_features_hear_an_event_before_higher_ones() -> None:
    order = [
        "plans",
        "webhooks",
        "deliverables",
        "orders",
        "invitations",
        "change_requests",
        "statements",
        "workbench",
    ]
    for heard in listeners().values():
        features = [order.index(listener.__module__.split(".")[2]) for listener in heard]
        assert features == sorted(features)


def test_every_feature_with_a_jobs_module_has_its_jobs_registered() -> None:
    with_jobs = {path.parent.name for path in Path(planroom.features.__path__[0]).glob("*/jobs.py")}
    jobs = find_jobs()
    assert {job.name.split(".")[0] for job in jobs} == with_jobs
    assert all(job.run.__module__ == f"planroom.features.{job.name.split('.')[0]}.jobs" for job in jobs)


def test_init_files_hold_names_and_no_logic() -> None:
    with_logic = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "src").rglob("__init__.py")
        if any(hasattr(statement, "body") for statement in ast.parse(path.read_text(encoding="utf-8")).body)
    ]
    assert with_logic == []
