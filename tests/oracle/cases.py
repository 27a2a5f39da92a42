"""One example: a neighbourhood, its parameters, and the practices it lives under."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

import numpy as np

from sim.inputs.files.errors import InputError
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Parameter, Value
from sim.inputs.scenarios.answers import QUESTIONS
from sim.inputs.scenarios.resolved import Event
from sim.model.fork import begin_counting
from sim.model.setup import Start, make_residents, make_situation
from sim.model.week import PHASES
from sim.population.places import find_place
from sim.population.population import build_people
from sim.runs.happening import happen
from sim.support.catalogue import make_practice
from sim.support.contract import PAYERS
from sim.support.pay.offer import leaving_share, providers_leave
from sim.support.pay.trajectories import offered_places
from sim.support.products import product_ids
from sim.support.situation import Practice, Situation
from sim.support.takeover import take_over
from tests.oracle.compare import Difference, Kept, first_difference, live_beside
from tests.oracle.model import Neighbourhood
from tests.oracle.start import begin
from tests.worlds import COMBINATIONS

TODAY = 0  # place of today's practice in the list of combinations
MODES = ("default", "neutral", "random", "ends")
# Scarce and ample: a small neighbourhood has few workers and little money. Whole persons for
# community work and coordination need many workers.
HOURS = (1.0, 4.0, 15.0, 200.0)
MONEY = (1.0, 1.0, 0.3, 0.0)
ROOM = (1.0, 30.0, 100.0)
# Rare things, beyond their ranges so that sixty citizens meet them.
RARE = (
    "provision.join", "start_rate", "collectivise.volunteer", "reinvest.volunteer", ".turnover",
    "crisis.rate",
)  # fmt: skip
OFTEN = (1.0, 30.0)
NEAR = (1.0, 0.3)  # how far the level of crisis is lowered
SLOW = ("term.", "lead.", "hire.lag")  # waits, in weeks, that a short life hardly sees the end of
SOON = (1.0, 0.2)
LIKELY = {  # chances and steps that are nought or small by default
    "waiting.heavier": (0.5,),
    ".other_law": (0.9, -0.9),
    ".activate": (0.9,),
    ".keep_up": (0.9,),
    ".max_weeks": (20.0,),
    "places.step": (0.25,),
    "intake.rough": (1.0,),
}


@dataclass(frozen=True)
class Case:
    """What one example lives through; ``draw`` seeds everything that is not stated."""

    draw: int
    citizens: int
    burn_in: int
    practices: tuple[int, ...]  # combinations, one from the fork and one per dated change
    weeks: int  # weeks under each
    mode: str = "random"


def drawn(parameter: Parameter, random: Random, mode: str) -> Value:
    """A value of one parameter."""
    value, low, high = parameter.value, parameter.low, parameter.high
    if parameter.key.endswith("birth_max") and high is not None:
        return high  # a ceiling, not a quantity: low ones would refuse the draw
    if mode == "neutral" and parameter.neutral is not None:
        return parameter.neutral
    if parameter.key.endswith((".gone", ".taken")):
        return value  # from a date on, see ``offer``
    if parameter.key == "needs.form":
        return random.choice(parameter.choices) if mode in ("random", "ends") else value
    if parameter.key.endswith((".regime", ".contract")):
        return random.choice(parameter.choices) if mode == "ends" else value
    if mode in ("default", "neutral") or low is None or high is None or not parameter.numeric:
        return value
    if mode == "ends":
        found = random.choice((low, high, float(parameter.neutral or value)))
    else:
        found = random.uniform(low, high)
    return round(found) if parameter.integer else found


@cache
def parameters() -> Mapping[str, Parameter]:
    """All parameters of the model."""
    return read_parameters()


def values_of(random: Random, mode: str) -> dict[str, Value]:
    """Values of all parameters."""
    values = {key: drawn(p, random, mode) for key, p in parameters().items()}
    values["staff.fte"] = float(values["staff.fte"]) * random.choice(HOURS)
    values["staff.ample"] = 1.0  # what is scarce is drawn here
    values["crisis.level"] = float(values["crisis.level"]) * random.choice(NEAR)
    if mode in ("random", "ends"):  # many stays that replace, and many that wait for a dwelling
        for name in product_ids(values):
            values[f"product.{name}.dwelling_weeks"] = random.choice((0.0, 3.0, 52.0))
            for other in product_ids(values):
                values[f"product.{name}.replaces_{other}"] = random.random() < 0.3
    for key in values:
        if key.endswith(".places"):
            values[key] = float(values[key]) * random.choice(ROOM)
        elif key.endswith(RARE):
            values[key] = float(values[key]) * random.choice(OFTEN)
        elif key.startswith(SLOW):
            values[key] = float(values[key]) * random.choice(SOON)
        elif mode != "neutral" and key.endswith(tuple(LIKELY)):
            more = next(more for end, more in LIKELY.items() if key.endswith(end))
            values[key] = random.choice((float(values[key]), *more))
        elif key.startswith("payer.") and key.endswith(".budget"):
            values[key] = float(values[key]) * random.choice(MONEY)
    return values


def practice_of(combination: int, values: Mapping[str, Value], since: int) -> Practice:
    """A practice by the place of its answers in the list of all combinations."""
    answers = COMBINATIONS[combination]
    return make_practice(
        "+".join(answers), dict(zip(QUESTIONS, answers, strict=True)), values, since
    )


def neighbourhood(case: Case, random: Random) -> tuple[Situation, dict[str, Value]]:
    """The engine's neighbourhood before its first week, and its parameter values.

    A draw whose birth rates pass their declared upper end is refused by the model and
    drawn again.
    """
    weeks = case.burn_in + case.weeks * len(case.practices)
    place = find_place("pilot")
    for _ in range(20):
        seed = random.getrandbits(40)
        values = values_of(random, case.mode)
        people = build_people(place, case.citizens, seed)
        closed = random.random() < 0.2
        residents = make_residents(people, values, Start(seed, -case.burn_in), weeks, closed=closed)
        today = practice_of(TODAY, values, -10_000)
        means = random.choice(("equal", "as_reported"))
        none = random.random() < 0.1
        try:
            begin = Start(seed, -case.burn_in, means, none)
            now = make_situation(residents, values, dict(parameters()), today, begin)
        except InputError as error:
            assert error.code == "birth_rate"
            continue
        return now, values
    raise AssertionError("no draw is accepted")


def change(now: Situation, model: Neighbourhood, practice: Practice, laws: list[int]) -> None:
    """Both go on under another practice, and products under other laws (payers)."""
    now.products = now.products.replace(payer=np.array(laws, dtype=np.int8))
    for product, law in zip(model.products, laws, strict=True):
        product.payer = law
    take_over(now, practice)
    answers = {question: answer.id for question, answer in practice.answers.items()}
    model.take_over(answers, practice.levers, practice.stay, practice.since)


def offer(now: Situation, model: Neighbourhood, random: Random) -> None:
    """Some products are offered by fewer providers from now on, by order, or under a cut."""
    parts = {
        "gone": [random.choice((0.0, 0.0, before, 0.5, 1.0)) for before in now.products.gone],
        "kept": [random.choice((1.0, 1.0, 0.6, 0.0)) for _ in now.products.kept],
        "stopped": [int(random.random() < 0.1) for _ in now.products.stopped],
    }
    share = np.array(
        [leaving_share(*b) for b in zip(now.products.gone, parts["gone"], strict=True)]
    )
    now.products = now.products.replace(
        gone=np.array(parts["gone"]),
        kept=np.array(parts["kept"]),
        stopped=np.array(parts["stopped"], dtype=np.int8),
    )
    for product, kept, stopped in zip(model.products, parts["kept"], parts["stopped"], strict=True):
        product.kept, product.stopped = kept, stopped
    providers_leave(now.served, share, offered_places(now.served))
    model.providers_leave(parts["gone"])


def events(now: Situation, model: Neighbourhood, random: Random) -> None:
    """Some centres and initiatives open or close, in few areas so that what closed opens again:
    a small place has one room for an initiative."""
    if now.settings.no_means:
        return
    for _ in range(random.randrange(12)):
        number, opens, places = random.randrange(2), random.random() < 0.5, 0
        what = random.choice(("centre", "initiative"))
        if what == "initiative" or random.random() < 0.5:
            places = random.randint(1, 5)
        code = now.areas[number][0]
        once = Event(dt.date.max, opens, what, code, places or None, (), "")
        happen(now, [once])
        model.happen(number, what == "centre", opens, places)


def differs(case: Case) -> Difference | None:
    """Live a case in both readings; the first difference, or None."""
    random = Random(case.draw)
    now, values = neighbourhood(case, random)
    model = begin(now)
    gc.freeze()  # thousands of agents that live as long as the case: not looked through again
    try:
        return _live(case, random, now, model, values)
    finally:
        gc.unfreeze()
        model.close()


def _live(
    case: Case,
    random: Random,
    now: Situation,
    model: Neighbourhood,
    values: Mapping[str, Value],
) -> Difference | None:
    kept = Kept()
    found = first_difference(now, model, "start", kept, bits=True)
    found = found or live_beside(now, model, 0, PHASES, kept)
    begin_counting(now)
    model.begin_counting()
    for k, combination in enumerate(case.practices):
        if found is not None:
            break
        week = now.week
        levers = values if k == 0 else values_of(random, case.mode)
        laws = now.products.payer.tolist()
        if k > 0:
            laws = [random.randrange(len(PAYERS)) if random.random() < 0.2 else p for p in laws]
        change(now, model, practice_of(combination, levers, week), laws)
        if k > 0:
            dated = Random(f"{case.draw} {k}")  # of its own, so that all else is drawn as it was
            offer(now, model, dated)
            events(now, model, dated)
        found = first_difference(now, model, "take_over", kept, bits=True)
        found = found or live_beside(now, model, week + case.weeks, PHASES, kept)
    return found
