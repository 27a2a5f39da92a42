"""Compiled code is made once, before runs begin: they then read it from disk."""

from __future__ import annotations

import contextlib
from dataclasses import replace

from sim.execution.pool import Workers, run_tasks
from sim.execution.progress import Progress
from sim.foundation.ahead import FIRST_TIME, compile_module
from sim.foundation.compiled import COMPILED_ROOMS, PACKAGE, compiled_before
from sim.inputs.files.errors import InputError
from sim.population.places import find_place
from sim.runs.paired import Plan
from sim.runs.replicate import Draw, replicate

WARM_WEEKS, WARM_CITIZENS = 14, 60  # a quarter passes, with birthdays and turnover


def warm_up(plan: Plan, progress: Progress, workers: int | None = None) -> None:
    """Compile everything that a plan needs: the first time on all cores, then on a hamlet."""
    if not compiled_before():
        progress.say(FIRST_TIME)
        run_tasks(compile_module, modules(), Workers(workers))
    settings = plan.resolved.settings.model_copy(
        update={"weeks": WARM_WEEKS, "burn_in_weeks": WARM_WEEKS, "citizens": WARM_CITIZENS}
    )
    small = replace(plan.resolved, settings=settings, changes=())
    # What was kept would compile nothing.
    hamlet = replace(plan, resolved=small, place=find_place("synthetic"), cache=False)
    # The runs themselves report what is wrong with the values.
    with contextlib.suppress(InputError):
        replicate(hamlet, Draw("luck", 0))


def modules() -> list[str]:
    """Modules with phases, those with most source first: what is long should not come last."""
    files = [path for room in COMPILED_ROOMS for path in (PACKAGE / room).rglob("*.py")]
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    phases = [path for path, text in texts.items() if "@phase" in text]
    phases.sort(key=lambda path: (-len(texts[path]), path))
    return [".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in phases]
