"""The published schema of a comparison takes what it should and refuses the rest."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from tests.documents import fits, schema

SPREAD = {"sd": 1.0, "low": -2.0, "high": 2.0}
RESULT = {"mean": 0.0, "sd": 1.0, "low": -0.5, "high": 0.5, "luck": SPREAD, "full": None}
REASON = {"code": "no_need", "text": "no need counted", "values": {}}
SHARES = {"better": 0.25, "worse": 0.25, "same": 0.5}
PAIR = "outreach+kitchen_table+one_plan+silos+as_is-fragmented"
LATER, EARLIER = PAIR.split("-")
EXAMPLE: dict[str, Any] = {
    "schema": "wijksim/compare/2",
    "scenario": "pilot",
    "seed": 1,
    "replications": 2,
    "weeks": 52,
    "burn_in_weeks": 104,
    "citizens": 500,
    "means": "equal",
    "interval": {"level": 0.95, "covers": ["luck"]},
    "outcomes": {"burden": {"unit": "weeks", "better": "lower", "label": "Burden-weeks"}},
    "models": {EARLIER: {"burden": RESULT}, LATER: {"burden": RESULT}},
    "differences": {
        PAIR: {"burden": {**RESULT, "variance_ratio": None, "reason": REASON, "drift_today": None}}
    },
    "flow_states": ["hidden", "self_reliant"],
    "flows": {EARLIER: [[0, 1.5], [2, 0]], LATER: [[0, 0], [0, 0]]},
    "gains": {PAIR: SHARES},
    "gains_other_luck": {"zero_line": {EARLIER: SHARES}, "independent": {PAIR: SHARES}},
    "gains_dead_band": {"value": 1.0, "unit": "burden-weeks"},
    "ample": {
        "hours_factor": 3.0,
        "replications": 2,
        "differences": {
            PAIR: {
                "burden": {
                    "binding": {"mean": -2.0, "low": -3.0, "high": -1.0},
                    "ample": {"mean": 1.0, "low": None, "high": None},
                    "sign": "fades",
                }
            }
        },
        "use_of_hours": {
            EARLIER: {
                f"utilisation_{use}": {"binding": 1.5, "ample": 0.5}
                for use in ("intake", "guidance")
            }
        },
    },
    "steadiness": {
        "test": "The last year less the year before it.",
        "share": 0.02,
        "errors": 2.0,
        "floors": {"days": 1.0, "none": 0.0},
        "sample": "luck",
        "replications": 2,
        "levels": {
            "public_cost": {
                "before": 100.0,
                "last": 110.0,
                "drift": 10.0,
                "error": 1.0,
                "percent": 10.0,
                "percent_error": 1.0,
                "may_be": 2.0,
                "steady": False,
                "seen": True,
            }
        },
        "not_steady": ["public_cost"],
        "not_seen": [],
        "worlds": None,
    },
    "drift_today": {
        "model": EARLIER,
        "years": 3,
        "reason": None,
        "outcomes": {"burden": {"first": 1.0, "last": 2.0, "mean": 1.0, "low": None, "high": None}},
    },
    "luck_replications": 2,
    "levels_today": {"lonely_share": {"mean": 0.4, "sd": None}},
    "targets": [
        {
            "id": "lonely",
            "level": "lonely_share",
            "value": 0.43,
            "low": 0.4,
            "high": 0.47,
            "unit": "share of adults",
            "source": "D25",
            "population": "nederland",
            "fitted": True,
            "group": "",
            "prices": None,
            "found": 0.4,
            "stands": "within",
        }
    ],
    "assumed": {
        PAIR: {
            "levers": [
                {
                    "lever": "admit.lightest_first",
                    "keys": {LATER: "desks.lightest_first", EARLIER: "desks.lightest_first"},
                    "label": {"en": "leans", "nl": "neigt"},
                    "unit": "chance",
                    "values": {LATER: 0.2, EARLIER: -0.1},
                    "kind": "benefit",
                    "favours": LATER,
                    "evidence": ["assumed"],
                    "source": ["M6, F13"],
                    "stated": [],
                }
            ],
            "favours": {LATER: 1, EARLIER: 0},
            "no_direction": 0,
        }
    },
    "notes": [{"code": "prices", "text": "In prices of 2025.", "values": {"year": 2025}}],
    "accounts": {
        EARLIER: {
            "cents_per_year": {},
            "minutes_per_week": {},
            "prices": {"year": 2015, "counted_from": "booked", "growth": 0.0},
        }
    },
    "failures": [],
    "digest": "0123456789abcdef",
    "out": None,
    "seconds": {"population": 0.1, "burn_in": 1, "simulate": 2, "report": 0, "total": 3.1},
}


def check(document: dict[str, Any]) -> None:
    fits(document, "compare")


def test_an_example_fits() -> None:
    check(EXAMPLE)


@pytest.mark.parametrize("key", schema("compare")["required"])
def test_nothing_may_be_missing(key: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        check({name: item for name, item in EXAMPLE.items() if name != key})


WRONG: dict[str, Callable[[dict[str, Any]], object]] = {
    "a text for a number": lambda d: d["models"][LATER]["burden"].update(mean="0"),
    "no variance ratio": lambda d: d["differences"][PAIR]["burden"].pop("variance_ratio"),
    "no luck": lambda d: d["differences"][PAIR]["burden"].pop("luck"),
    "a share above 1": lambda d: d["gains"][PAIR].update(better=1.5),
    "a zero line without its pairs": lambda d: d["gains_other_luck"].pop("independent"),
    "a zero line of a pair": lambda d: d["gains_other_luck"]["zero_line"].update({PAIR: SHARES}),
    "a share of the zero line above 1": lambda d: d["gains_other_luck"]["zero_line"].update(
        {EARLIER: {**SHARES, "same": 1.5}}
    ),
    "a share too few": lambda d: d["gains_other_luck"]["independent"].update({PAIR: {"same": 1.0}}),
    "another kind of luck": lambda d: d["gains_other_luck"].update(third={}),
    "a note that is a text": lambda d: d["notes"].append("In prices of 2025."),
    "a reason that is a text": lambda d: d["models"][LATER]["burden"].update(reason="no need"),
    "a note of the former shape": lambda d: d["notes"].append(
        {"code": "prices", "message": "In prices of 2025.", "values": {"year": 2025}}
    ),
    "a sentence within that has no code": lambda d: d["notes"][0]["values"].update(
        why={"text": "no need counted", "values": {}}
    ),
    "a target that stands nowhere": lambda d: d["targets"][0].update(stands="near"),
    "a part that the schema does not know": lambda d: d.update(extra=1),
    "a negative flow": lambda d: d["flows"][LATER][0].__setitem__(1, -1),
    "an odd model": lambda d: d["models"].update({"My Model": {}}),
    "an odd pair": lambda d: d["differences"].update({"later": {}}),
    "neither direction": lambda d: d["outcomes"]["burden"].update(better="more"),
    "other means": lambda d: d.update(means="the same"),
}


@pytest.mark.parametrize("spoil", WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_refused(spoil: Callable[[dict[str, Any]], object]) -> None:
    document = copy.deepcopy(EXAMPLE)
    spoil(document)
    with pytest.raises(jsonschema.ValidationError):
        check(document)
