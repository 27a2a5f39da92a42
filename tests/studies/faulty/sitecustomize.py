"""Loaded by every process that has this folder on its path: some points fail, some never end.

``WIJKSIM_FAULTS`` names them: ``raise=3,hang=5,sleep=7``. ``hang`` never ends in Python's own
steps, ``sleep`` in a call that does not come back to Python.
"""

import os
import sys
import time
from importlib.abc import MetaPathFinder
from importlib.machinery import PathFinder
from typing import Any

MODULE = "sim.runs.point_work"


def _faulty(real: Any, kind: str, point: int) -> Any:
    if kind == "raise":
        raise ValueError(f"point {point} was made to fail")
    while True:
        time.sleep(1e6 if kind == "sleep" else 0.01)


def _patch(module: Any) -> None:
    chosen = dict(part.split("=") for part in os.environ["WIJKSIM_FAULTS"].split(","))
    faults = {int(point): kind for kind, point in chosen.items()}
    real = module.plan_at

    def plan_at(plan: Any, point: Any) -> Any:
        found = real(plan, point)
        object.__setattr__(found, "point", point.number)
        return found

    def from_fork(plan: Any, parts: Any, start: Any) -> Any:
        point = getattr(plan, "point", -1)
        if point in faults:
            return _faulty(plan, faults[point], point)
        return whole(plan, parts, start)

    whole = module.from_fork
    module.plan_at, module.from_fork = plan_at, from_fork


class _Finder(MetaPathFinder):
    """Patches the module right after it was loaded."""

    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        if name != MODULE:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or spec.loader is None:
            return None
        load: Any = spec.loader.exec_module

        def exec_module(module: Any) -> None:
            load(module)
            _patch(module)

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


if os.environ.get("WIJKSIM_FAULTS"):
    sys.meta_path.insert(0, _Finder())
