"""Finds the routes that features declare."""

import pkgutil
from collections.abc import Sequence
from importlib import import_module, util

from litestar import Router

import planroom.features


class NoRoutesFound(RuntimeError):
    """No feature declares a route: the installation is broken, and it is better to hear of it at the start."""


def discover_routes() -> list[Router]:
    """Collect the list ``handlers`` of every ``planroom.features.<name>.routes``; NoRoutesFound when there is none."""
    found: list[Router] = []
    for feature in sorted(module.name for module in pkgutil.iter_modules(planroom.features.__path__)):
        name = f"{planroom.features.__name__}.{feature}.routes"
        if util.find_spec(name) is not None:
            handlers: Sequence[Router] = import_module(name).handlers
            found += handlers
    if not found:
        message = f"no routes in {planroom.features.__path__}; install planroom again"
        raise NoRoutesFound(message)
    return found
