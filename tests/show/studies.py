"""Made-up documents of every study: few numbers, each of them known, all as their schemas say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.inputs.scenarios.answers import QUESTIONS
from tests.documents import fits, schema

TITLES = {
    "fragmented": {"en": "Fragmented", "nl": "Versnipperd"},
    "wijkbudget": {"en": "Wijkbudget", "nl": "Wijkbudget (nl)"},
    "team": {"en": "Team <b>", "nl": "Team <b>"},
}
PAIR = "wijkbudget-fragmented"
SIZES = {"replications": 4, "citizens": 1500, "weeks": 156, "burn_in_weeks": 208}


def between(mean: float | None, half: float | None = 0.0) -> dict[str, float | None]:
    """A mean with an interval so wide; without one when ``half`` is None."""
    if mean is None or half is None:
        return {"mean": mean, "low": None, "high": None}
    return {"mean": mean, "low": mean - half, "high": mean + half}


def axis(*keys: str, **more: Any) -> dict[str, Any]:
    """An input that moves these parameters from 0 to 1."""
    plain = {"group": keys[0].split(".")[0], "unit": "share", "low": 0.0, "high": 1.0}
    return {"keys": list(keys), **plain, "steps": [], "range": "parameter files", **more}


INPUTS = {
    "staff.fte": axis("staff.fte", unit="fte"),
    "payer.*.cut": axis("payer.wmo.cut", "payer.youth.cut", range="each its own"),
    "reach.barrier": axis("desk.barrier", "outreach.barrier", part="common"),
}


def study(kind: str, **more: Any) -> dict[str, Any]:
    """A document of a kind with what every study says; ValidationError when it does not fit."""
    document = {
        "schema": schema(kind)["title"],
        "scenario": "null",
        "place": "Nergenshuizen & co",
        "titles": TITLES,
        "seed": 1,
        **SIZES,
        "whole": True,
        "means": "equal",
        "interval": {"level": 0.95, "covers": ["luck"]},
        "out": "nowhere",
        "failures": [],
        **({} if kind == "explain" else {"runs": 8}),
        **more,
    }
    fits(document)
    return document


def failure(**more: Any) -> dict[str, Any]:
    """A point without a result."""
    said = {"code": "later", "where": None, "found": None, "allowed": None, "nearest": None}
    place = {"point": 1, "replication": 0, "scenario": "null", "place": "x", "seed": 1, "set": {}}
    return {**said, **place, "message": "no result", **more}


def sweep(**more: Any) -> dict[str, Any]:
    level = {"mean": 0.25, "sd": 0.05, "low": 0.15, "high": 0.35}
    change = {"mean": -12.0, "sd": 4.0, "low": -20.0, "high": -4.0}
    own: dict[str, Any] = {
        "design": "made",
        "title": {"en": "Hours & money", "nl": "Uren & geld"},
        "method": "grid",
        "scenarios": ["null"],
        "places": ["x"],
        "models": ["fragmented", "wijkbudget"],
        "inputs": INPUTS,
        "points": 3,
        "outcomes": {"fragmented": {"share_hidden": level}},
        "differences": {PAIR: {"burden": change}},
        "grid": [],
    }
    return study("sweep", **own | more)


def swept(*points: tuple[float, float, float, float]) -> list[dict[str, Any]]:
    """Points along hours, each with the lowest, the middle and the highest run of burden."""
    return [
        {
            "scenario": "null",
            "place": "x",
            "set": {"staff.fte": at},
            "differences": {PAIR: {"burden": ends(*of)}},
        }
        for at, *of in points
    ]


def ends(least: float, middle: float, most: float) -> dict[str, Any]:
    return {"runs": 3, "mean": middle, "least": least, "middle": middle, "most": most}


def curve(**more: Any) -> dict[str, Any]:
    """An input with three places; the difference in burden is nought in the middle."""
    burden = [between(-10.0, 5.0), between(0.0, 5.0), between(10.0, 5.0)]
    found = {"at": 0.5, "low": 0.4, "high": 0.6, "crosses": 0.95, "clear": True}
    found |= {"at_value": 1.0, "low_value": 0.8, "high_value": 1.2}
    own = {
        "shares": [0.0, 0.5, 1.0],
        "values": [0.5, 1.0, 1.5],
        "outcomes": {"fragmented": {"burden": [between(400.0, 50.0)] * 3}},
        "differences": {PAIR: {"burden": burden}},
        "break_even": {PAIR: {"burden": found}},
    }
    return axis("staff.fte", unit="fte") | own | more


def curves(**inputs: Any) -> dict[str, Any]:
    return study("curves", inputs=inputs or {"staff.fte": curve()})


def structures(*signs: str, survives: str = "some") -> dict[str, Any]:
    """One conclusion with these signs, each under a structure of its own."""
    known = ("none", "hypothesis.no_spill")
    worlds = [
        {"hypothesis": known[2 * i // len(signs)], "regime": "booked", "means": "equal"}
        for i in range(len(signs))
    ]
    concluded = [{"sign": sign, **between(1.0)} for sign in signs]
    item = {"survives": survives, "structures": concluded}
    return study("structures", structures=worlds, conclusions={PAIR: {"burden": item}})


def search(*front: tuple[float, float], **more: Any) -> dict[str, Any]:
    """A front of choices by their unmet need and cost."""
    present, *choices = [
        {
            "set": {"staff.fte": 1.0 + i, "silos.response": True},
            "outcomes": {"burden": between(burden, 10.0), "public_cost": between(cost, 5.0)},
            "beaten_by": [],
        }
        for i, (burden, cost) in enumerate([(410.0, 1100.0), *front])
    ]
    own: dict[str, Any] = {
        "model": "wijkbudget",
        "objectives": {"burden": "lower", "public_cost": "lower"},
        "within": [],
        "inputs": INPUTS,
        "present": present,
        "front": choices,
        "generations": 2,
        "failed": [],
    }
    return study("search", **own | more)


def index(**parts: float | None) -> dict[str, float | None]:
    return {"low": None, "high": None, **parts}


def sensitivity(method: str = "morris", **more: Any) -> dict[str, Any]:
    """Two inputs and luck, of burden."""
    main = {"morris": "mu_star", "pawn": "first", "rbd_fast": "first"}.get(method, "total")
    beside = {"morris": "sigma", "sobol": "first", "emulator": "first"}.get(method)
    values = {"staff.fte": 40.0, "reach.barrier": 30.0, "luck": 5.0, "dummy": 1.0}
    found = {
        key: index(**{main: value, "low": value - 8.0, "high": value + 8.0})
        | ({beside: value / 2.0} if beside else {})
        for key, value in values.items()
    }
    own: dict[str, Any] = {
        "method": method,
        "difference": PAIR,
        "relative": False,
        "by_group": False,
        "inputs": INPUTS,
        "noise": {"burden": 0.25},
        "indices": {"burden": found},
        "more": {"burden": {}},
        "levels": {"fragmented": {"noise": {"burden": 0.5}, "indices": {}}},
        "undefined": {},
        "next": None,
        "size": 3,
    }
    return study("sensitivity", **own | more)


def limit(**more: Any) -> dict[str, Any]:
    own = {"low": 0.8, "high": 1.7, "low_between": [0.7, 0.9], "high_between": [1.6, 1.8]}
    return {**own, "from": 0.2, "to": 0.7, "unit": "fte", "again": 0.9, **more}


def discover(**more: Any) -> dict[str, Any]:
    """A statement that holds in 60 of 100 points, mostly where hours are between two ends."""
    elsewhere = {"coverage": 0.7, "density": 0.8, "everywhere": 0.6}
    shares = {"coverage": 0.75, "density": 0.85, "mass": 0.5}
    box = {**shares, "elsewhere": elsewhere, "limits": {"staff.fte": limit()}}
    held = {"share": 0.6, "low": 0.5, "high": 0.7}
    matters = {"input": "staff.fte", "distance": 0.4, "chance": 0.2, "holds": 1.2, "not": 0.9}
    one = {"input": "staff.fte", "value": 1.0, "sign": "<="}
    own: dict[str, Any] = {
        "difference": PAIR,
        "statement": ["burden < 0", "public_cost < 100"],
        "points": 100,
        "holds": held,
        "inputs": INPUTS,
        "matters": [{**matters, "unit": "fte"}],
        "boxes": [box],
        "tree": [
            {"conditions": [one], "points": 20, "share": 0.1, "low": 0.05, "high": 0.2},
            {"conditions": [], "points": 0, "share": None, "low": None, "high": None},
        ],
        "map": {
            "inputs": ["staff.fte", "reach.barrier"],
            "edges": [[0.0, 1.0, 2.0], [0.0, 0.5, 1.0]],
            "share": [[0.0, 0.5], [None, 1.0]],
            "points": [[10.0, 10.0], [0.0, 10.0]],
        },
        "hidden_need": [{"from": 0.1, "to": 0.3, "points": 50, **held}],
        "both": True,
    }
    return study("discover", **own | more)


def weighed(*ranks: tuple[float, float], agreement: float | None = 0.5) -> dict[str, Any]:
    """Two models by so many ways to weigh, with their ranks."""
    models = ("fragmented", "wijkbudget")
    ways = ("minimax_regret", "regret_90", "worst_case", "hurwicz", "mean_spread")
    pairs = {
        way: dict(zip(models, rank, strict=True)) for way, rank in zip(ways, ranks, strict=False)
    }
    return {
        "points": 10,
        "better": "lower",
        "metrics": {way: {"fragmented": 10.0, "wijkbudget": 20.0} for way in pairs},
        "ranks": pairs,
        "agreement": agreement,
        "best": {"fragmented": 0.3, "wijkbudget": 0.7},
    }


def robust(**more: Any) -> dict[str, Any]:
    quantiles = {"q0": 1.0, "q5": 2.0, "q50": 3.0, "q95": 4.0, "q100": None}
    both = {"burden": quantiles, "public_cost": quantiles}
    quadrants = {"less_cheaper": 0.75, "more_dearer": 0.25}
    points = [[-1.0, -2.0], [3.0, 4.0]]
    own: dict[str, Any] = {
        "models": ["fragmented", "wijkbudget"],
        "points": 2,
        "inputs": INPUTS,
        "outcomes": {"burden": weighed((2.0, 1.0), (2.0, 1.0), (1.0, 2.0))},
        "agreement": 0.5,
        "enough": {"fragmented": {"share": 0.4, "low": 0.2, "high": 0.6}},
        "statements": ["burden < 1500"],
        "possible": {"fragmented": both, "wijkbudget": both},
        "cloud": {
            "outcomes": ["burden", "public_cost"],
            "points": {"fragmented": [[1.0, 2.0]], "wijkbudget": []},
        },
        "plane": {
            "outcomes": ["burden", "public_cost"],
            "pairs": {PAIR: {"points": points, "shares": quadrants}},
        },
        "luck": {"burden": {PAIR: 0.2}},
    }
    return study("robust", **own | more)


def divided(total: float | None, half: float | None, **shares: float) -> dict[str, Any]:
    """A difference over the questions; each share has an interval of 1 either way."""
    found = {question: between(shares.get(question, 0.0), 1.0) for question in QUESTIONS}
    both = [{"questions": ["reach", "work"], **between(0.5, 0.25)}]
    return {
        "difference": between(total, half),
        "shares": found,
        "replications": 4,
        "interactions": both,
    }


def explain(**more: Any) -> dict[str, Any]:
    """Unmet need falls by 12, of which reach 15 and work -5; cost does not clearly differ."""
    outcomes = {
        "burden": divided(-12.0, 4.0, reach=-15.0, work=5.0, pay=-2.0),
        "public_cost": divided(3.0, 8.0),
        "cost_payer_wmo": divided(-2.0, 1.0),
    }
    group = {key: outcomes["burden"][key] for key in ("difference", "shares")}
    own: dict[str, Any] = {
        "from": "fragmented",
        "to": "wijkbudget",
        "questions": {q: {"from": "a", "to": "b"} for q in QUESTIONS},
        "areas": ["Caberg", "Malberg <i>"],
        "outcomes": outcomes,
        "groups": {"buurt": {"area_1": {"burden": group}}},
        "beside": {"means": {}, "levers": {}},
    }
    return study("explain", **own | more)


def estimate(seconds: float) -> dict[str, Any]:
    sizes = {
        "points": 10,
        "jobs": 400,
        "runs": 1200,
        "burn_ins": 3,
        "workers": 2,
        "megabytes": 15.4,
    }
    cost = {"citizen_weeks": 1e6, "nanoseconds": 900.0, "seconds": seconds}
    document = {"schema": "wijksim/estimate/1", "study": "sweep", **sizes, **cost}
    fits(document)
    return document


BOTH = {"nl": "tekst", "en": "text"}


def claim(runs: Sequence[float], side: str | None = "lower") -> dict[str, Any]:
    measure = None if side is None else {"outcome": "burden", "side": side, "level": None}
    return {"text": BOTH, "measure": measure, "runs": list(runs)}


def gallery(**changes: Any) -> dict[str, Any]:
    """A gallery of two made-up cards, the first in Maastricht."""
    differences = {"burden": {"ranges": [-3.0] * 8, "luck": [-2.0, -1.0]}}
    card = {
        "id": "one", "title": {"nl": "Een", "en": "One"}, "place": "BU09350603",
        "place_name": "De Heeg", "areas": ["BU09350603"], "inhabitants": 6230, "citizens": 400,
        "weeks": 52, "story": BOTH, "open": [BOTH], "sources": ["A6"], "beside": "today",
        "parent": None, "later": {"nl": "Team", "en": "Team"},
        "earlier": {"nl": "Vandaag", "en": "Today"}, "differences": differences,
        "claims": [claim([-3.0] * 8), claim([], None)],
    }  # fmt: skip
    bare = {"areas": ["WK1"], "differences": {}, "claims": [], "beside": None, "earlier": None}
    other = {**card, "id": "two", "citizens": 6230, **bare}
    return {
        "schema": "wijksim/gallery/1", "seed": 1, "citizens": 400,
        "replications": {"drawn": 8, "best": 2}, "outcomes": ["burden", "public_cost"],
        "cards": [card, other], "runs": 40, "out": "out", "failures": [], **changes,
    }  # fmt: skip


EVERY = {
    "gallery": gallery,
    "sweep": sweep,
    "curves": curves,
    "structures": lambda: structures("lower", "higher", "unclear", "lower"),
    "search": lambda: search((400.0, 1200.0), (380.0, 1300.0)),
    "sensitivity": sensitivity,
    "discover": discover,
    "robust": robust,
    "explain": explain,
}
