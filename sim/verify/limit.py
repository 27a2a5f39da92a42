"""The gap between a clock of weeks and the formulas for a clock that never ticks.

Erlang's formula (M/M/c) and Crommelin's (M/D/c) hold when moments are not rounded to
weeks. A queue of the engine has fewer waiting, for at most one asks in a week; the longer
help lasts, the smaller the gap. The simulator Ciw, which shares nothing with the engine,
stands beside the formulas where it is installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise, product
from types import ModuleType

import numpy as np

from sim.verify.check import STANDARD_ERRORS, Answer, By, Check, Found, random_figure
from sim.verify.effort import BUSY, Effort
from sim.verify.hand import PLACES, USES
from sim.verify.series import Mean, batches_in, mean_of, memory
from sim.verify.trajectories import LASTS, Case
from sim.verify.wording import About, Source, What

ABOUT = 0.05  # what the next order in (a week / the length of help) may add to a ratio of gaps
WARM_UP = 0.1  # share of the entries of Ciw left out
BUSY_ENTRIES = 5  # times as many entries of Ciw where a queue forgets slowly


@dataclass(frozen=True)
class Row:
    """Mean number waiting at one utilisation and length of help, four ways.

    ``found`` and ``tolerance`` are None where the engine was not run, ``ciw`` where that is
    not installed; ``gap`` is the share that the clock takes off the formula.
    """

    kind: str
    use: float
    weeks: int
    formula: float
    ciw: float | None
    clock: float
    gap: float
    found: float | None
    tolerance: float | None


def cases() -> Iterator[Case]:
    """Every combination of the table, also those that the engine does not run."""
    for fixed, use, weeks in product((False, True), USES, LASTS):
        yield Case(fixed, weeks, use, 0)


def checks(effort: Effort, found: dict[str, Mean]) -> tuple[list[Check], list[Row]]:
    """Checks of the limit and its table. found: numbers waiting in the engine, by case."""
    uses = tuple(use for use in USES if effort.runs(use))
    other = beside(effort, uses)
    rows = [_row(case, found.get(case.id), other.get((case.fixed, case.use))) for case in cases()]
    return [
        *_shrinks(rows),
        *_engine_shrinks(found),
        *_formulas(other),
        *_engine_beside(found, other),
    ], rows


def _row(case: Case, engine: Mean | None, other: Mean | None) -> Row:
    return Row(
        kind=case.kind,
        use=case.use,
        weeks=case.weeks,
        formula=case.clockless,
        ciw=None if other is None else other.value,
        clock=case.waiting,
        gap=1.0 - case.waiting / case.clockless,
        found=None if engine is None else engine.value,
        tolerance=None if engine is None else STANDARD_ERRORS * engine.error,
    )


def _answer(case: Case, source: Source, by: By = "model") -> Answer:
    use = round(100 * case.use)
    kind = About.PLACES_FIXED if case.fixed else About.PLACES_RANDOM
    return Answer(f"limit.{case.kind}_{use}", kind(use=use), source, by)


def _apart(one: Mean, other: Mean) -> Found:
    """The first less the second, of runs that know nothing of one another."""
    error = (one.error**2 + other.error**2) ** 0.5
    return random_figure(Mean(one.value - other.value, error))


def _shrinks(rows: list[Row]) -> Iterator[Check]:
    """The exact gap falls about as fast as help grows longer: 13 weeks to 52, to a quarter."""
    for case, (a, b) in zip(cases(), pairwise(rows), strict=False):
        if (a.weeks, b.weeks) == (LASTS[1], LASTS[2]):
            answer, gaps = _answer(case, Source.ORDER, by="exact"), Found(b.gap / a.gap, ABOUT)
            yield answer.check("exact", What.EXACT_GAP, LASTS[1] / LASTS[2], gaps, "ratio")


def _engine_shrinks(found: dict[str, Mean]) -> Iterator[Check]:
    """The engine's gap with help of 52 weeks, less than that of 4."""
    for case in cases():
        longer = Case(case.fixed, LASTS[2], case.use, 0)
        if case.weeks == LASTS[0] and case.id in found and longer.id in found:
            less, known = _apart(found[longer.id], found[case.id]), longer.waiting - case.waiting
            yield _answer(case, Source.GAP).check("engine", What.ENGINE_GAP, known, less, "entries")


def _formulas(other: dict[tuple[bool, float], Mean | None]) -> Iterator[Check]:
    """The formulas against Ciw; skipped where that is not installed."""
    for (fixed, use), mean in other.items():
        case, what = Case(fixed, LASTS[0], use, 0), What.CLOCKLESS
        if mean is None:
            lacking = _answer(case, Source.NO_CIW, by="ciw")
            yield lacking.skipped("ciw", what, case.clockless, "entries")
        else:
            answer = _answer(case, Source.CROMMELIN if fixed else Source.ERLANG, by="ciw")
            yield answer.check("ciw", what, case.clockless, random_figure(mean), "entries")


def _engine_beside(
    found: dict[str, Mean], other: dict[tuple[bool, float], Mean | None]
) -> Iterator[Check]:
    """The engine with help of 52 weeks beside Ciw: they differ by the gap and no more."""
    what = What.BESIDE_CIW
    for (fixed, use), mean in other.items():
        case = Case(fixed, LASTS[2], use, 0)
        if mean is not None and case.id in found:
            less, known = _apart(found[case.id], mean), case.waiting - case.clockless
            yield _answer(case, Source.GAP).check("beside", what, known, less, "entries")


def beside(effort: Effort, uses: tuple[float, ...]) -> dict[tuple[bool, float], Mean | None]:
    """Mean number waiting by Ciw, by kind and utilisation; None where it is not installed."""
    if find_spec("ciw") is None:
        return dict.fromkeys(product((False, True), uses))
    import ciw  # optional: only this page uses it

    kinds = product((False, True), uses)
    return {(fixed, use): _simulated(ciw, fixed, use, effort) for fixed, use in kinds}


def _simulated(ciw: ModuleType, fixed: bool, use: float, effort: Effort) -> Mean:
    """One queue in Ciw, in units of one length of help; number waiting by Little's law."""
    rate = PLACES * use
    help_length = ciw.dists.Deterministic(1.0) if fixed else ciw.dists.Exponential(1.0)
    ciw.seed(effort.seed)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate)],
        service_distributions=[help_length],
        number_of_servers=[PLACES],
    )
    run = ciw.Simulation(network)
    entries = effort.entries * (BUSY_ENTRIES if use > BUSY else 1)
    run.simulate_until_max_customers(entries, method="Finish")
    seen = sorted((r.arrival_date, r.waiting_time) for r in run.get_all_records())
    waits = np.array([wait for _, wait in seen])[int(WARM_UP * len(seen)) :]
    variance = rate if fixed else rate + PLACES  # of the net input in one length of help
    batches = batches_in(len(waits), rate * memory(variance, PLACES - rate))
    batch = np.arange(len(waits)) * batches // len(waits)
    mean = mean_of(waits, batch, batches)
    return Mean(rate * mean.value, rate * mean.error)
