"""Schemas are what the models make of them, and both refuse what is wrong, in every kind."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import jsonschema
import pytest
from pydantic import ValidationError

from sim.documents.schemas import FOLDER, KINDS, check, text_of
from tests.documents import fits, schema
from tests.made import FREE, KEYS, made

At: TypeAlias = tuple[str | int, ...]

# The numbers of kinds whose shape has changed since the first.
NUMBERS = dict.fromkeys(
    ("compare", "country", "evidence-luck", "search", "sensitivity", "sweep", "verify"), 2
)
# Keys that a document may leave out, by kind. Everything else has to be there.
OF_AN_INDEX = ("first", "first_high", "first_low", "mu", "mu_star", "sigma", "total")
# Documents of before have none of these.
ENDS = {"departures.0.until", "departures.0.until_week"}
DEPARTING = {"parent", "departures", "departures.0.bundle", *ENDS}
OF_A_STUDY = {"command", "seconds", "scenario_title", "place_name", *DEPARTING}
OF_LEVELS = {"levels_today.one.low", "levels_today.one.high"}
LEFT_OUT: dict[str, set[str]] = {
    "compare": {
        *DEPARTING,
        *OF_LEVELS,
        "change",
        "change.differences.one.one.drift_today",
        "change.differences.one.one.reason",
        "change.without.one.one.reason",
        "differences.one-other.one.drift_today",
        "differences.one-other.one.reason",
        "models.one.one.reason",
        "seconds.compile",
    },
    "country": {
        *DEPARTING,
        *OF_LEVELS,
        "differences.one-other.one.reason",
        "models.one.one.reason",
        "seconds.burn_in",
        "seconds.population",
        "seconds.simulate",
    },
    "curves": {*OF_A_STUDY, "inputs.one.part"},
    "discover": {*OF_A_STUDY, "inputs.one.part"},
    "estimate": {"seconds"},
    "explain": OF_A_STUDY,
    "gallery": {"command", "seconds"},
    "results-diff": {f"differences.0.{key}" for key in ("bundle", "until", "until_week")},
    "robust": {*OF_A_STUDY, "inputs.one.part", "outcomes.one.better"},
    "scenario": {"changes.0.until", "events"},
    "scenario-diff": {f"differences.0.{key}" for key in ("bundle", "until", "until_week")},
    "search": {*OF_A_STUDY, "inputs.one.part"},
    "sensitivity": {
        "direct",
        *(
            whole + key
            for whole in ("", "direct.")
            for key in (
                *OF_A_STUDY,
                "inputs.one.part",
                *(f"indices.one.one.{name}" for name in OF_AN_INDEX),
                *(f"levels.one.indices.one.one.{name}" for name in OF_AN_INDEX),
            )
        ),
    },
    "status": {"done", "points", "study"},
    "structures": OF_A_STUDY,
    "sweep": {*OF_A_STUDY, "inputs.one.part"},
}


def of_schema(kind: str, document: Any) -> bool:
    return bool(jsonschema.Draft202012Validator(schema(kind)).is_valid(document))


def of_model(kind: str, document: Any) -> bool:
    try:
        KINDS[kind].model_validate(document)
    except ValidationError:
        return False
    return True


def places(value: Any, at: At = ()) -> Iterator[tuple[At, Any]]:
    """Every value of a document, and where it is."""
    yield at, value
    items = value.items() if isinstance(value, dict) else []
    for key, own in [*items, *enumerate(value if isinstance(value, list) else [])]:
        yield from places(own, (*at, key))


def spoiled(document: Any, at: At, spoil: Callable[[Any, Any], None]) -> Any:
    """A copy in which one value is spoiled; spoil: gets what holds it and its key."""
    found = copy.deepcopy({"": document})
    inside: Any = found
    for key in ("", *at)[:-1]:
        inside = inside[key]
    spoil(inside, ("", *at)[-1])
    return found[""]


def put(value: Any) -> Callable[[Any, Any], None]:
    return lambda inside, key: inside.__setitem__(key, value)


def named(at: At) -> str:
    return ".".join(str(key) for key in at)


def free(value: Any) -> bool:
    """Whether a schema says nothing of what is in it."""
    return value == FREE or (isinstance(value, dict) and FREE in value.values())


def test_the_schemas_that_are_shipped_are_those_of_the_models() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(KINDS)
    old = [k for k in KINDS if (FOLDER / f"{k}.json").read_text("utf-8") != text_of(k)]
    assert not old, f"the models changed: run `python -m sim.documents` for {', '.join(old)}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_with_everything_fits(kind: str) -> None:
    document = made(schema(kind))
    fits(document, kind)
    check(document)
    assert document["schema"] == f"wijksim/{kind}/{NUMBERS.get(kind, 1)}"


@pytest.mark.parametrize("kind", KINDS)
def test_only_what_may_be_left_out_can_be_missing(kind: str) -> None:
    document = made(schema(kind))
    keys = [at for at, _ in places(document) if at and isinstance(at[-1], str)]
    for fit in (of_schema, of_model):
        gone = {
            named(at)
            for at in keys
            if at[-1] not in KEYS
            and fit(kind, spoiled(document, at, lambda inside, key: inside.pop(key)))
        }
        assert gone == LEFT_OUT.get(kind, set())


# Of what may be left out, what may also be there and null.
MAY_BE_NULL = {
    "low",
    "high",
    "parent",
    "scenario_title",
    "drift_today",
    "change",
    "bundle",
    "study",
    "points",
    *OF_AN_INDEX,
}


@pytest.mark.parametrize("kind", LEFT_OUT)
def test_what_may_be_left_out_is_not_null_instead(kind: str) -> None:
    document = made(schema(kind))
    for at, _ in places(document):
        if named(at) in LEFT_OUT[kind]:
            null = spoiled(document, at, put(None))
            assert of_schema(kind, null) == (at[-1] in MAY_BE_NULL), named(at)
            assert of_model(kind, null) == (at[-1] in MAY_BE_NULL), named(at)


OUT_OF_BOUNDS: list[tuple[str, At, Any]] = [
    ("country", ("places", "lived", "wijken"), -1),
    ("country", ("totals", "one", "inhabitants"), 0),
    ("country", ("interval", "level"), 0.9),
    ("curves", ("inputs", "one", "shares", 0), 1.5),
    ("discover", ("statement",), []),
    ("discover", ("tree", 0, "conditions", 0, "sign"), "<"),
    ("discover", ("difference",), "one"),
    ("error", ("code",), "Two words"),
    ("error", ("message",), ""),
    ("evidence-foregone", ("levers", "one", "keys"), ["one"]),
    ("evidence-foregone", ("pairs", "one-other", "one", "moves_with", 0, "correlation"), -1.5),
    ("evidence-liveness", ("moves_nothing",), ["one", "one"]),
    ("evidence-luck", ("models",), {"My Model": {}}),
    ("explain", ("outcomes", "one", "interactions", 0, "questions"), ["reach"]),
    ("explain", ("interval", "covers"), ["parameters"]),
    ("point", ("failures", 0, "replication"), -1),
    ("robust", ("plane", "pairs", "one-other", "points", 0), [0.0, 0.0, 0.0]),
    ("search", ("objectives", "one"), "neither"),
    ("sensitivity", ("noise", "one"), -0.5),
    ("status", ("state",), "begun"),
    ("structures", ("conclusions", "one", "one", "survives"), "most"),
    ("sweep", ("citizens",), 0),
    ("verify", ("checks",), []),
    ("verify", ("checks", 0, "found"), None),
    ("verify", ("limit", 0, "use"), 1.0),
    ("verify", ("code",), "0" * 63),
]


@pytest.mark.parametrize(("kind", "at", "value"), OUT_OF_BOUNDS)
def test_what_is_out_of_bounds_is_refused(kind: str, at: At, value: Any) -> None:
    document = made(schema(kind))
    assert at in dict(places(document))
    wrong = spoiled(document, at, put(value))
    assert not of_schema(kind, wrong)
    assert not of_model(kind, wrong)


@pytest.mark.parametrize("kind", KINDS)
def test_no_table_takes_a_key_that_it_does_not_know(kind: str) -> None:
    document = made(schema(kind))
    tables = [at for at, value in places(document) if isinstance(value, dict) and not free(value)]
    odd = {"Not a Key": {"no": [{}]}}
    for at in tables:
        if at and at[-1] == "more":  # of a sensitivity: what a method tells beside its indices
            continue
        wrong = spoiled(document, at, lambda inside, key: inside[key].update(odd))
        assert not of_schema(kind, wrong), named(at)
        assert not of_model(kind, wrong), named(at)


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_of_another_type_is_refused(kind: str) -> None:
    document = made(schema(kind))
    for at, value in places(document):
        if free(value) and not isinstance(value, dict):
            continue
        other = "a text" if isinstance(value, (int, float)) else 7 if value == {} else 1.5
        wrong = spoiled(document, at, put([] if isinstance(value, str) else other))
        assert not of_schema(kind, wrong), named(at)
        assert not of_model(kind, wrong), named(at)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("other", [None, True, -7, 1.5, "No such text", ""])
def test_schema_and_model_take_and_refuse_the_same(kind: str, other: Any) -> None:
    document = made(schema(kind))
    for at, _ in places(document):
        one = spoiled(document, at, put(other))
        assert of_schema(kind, one) == of_model(kind, one), f"{named(at)} = {other!r}"


def test_every_kind_is_checked_by_what_it_calls_itself() -> None:
    point = made(schema("point"))
    with pytest.raises(ValueError, match="no kind of document is called 'wijksim/pint/1'"):
        check({**point, "schema": "wijksim/pint/1"})
    with pytest.raises(ValueError, match="no kind of document is called None"):
        check({})
    with pytest.raises(ValidationError):
        check({**point, "schema": "wijksim/status/1"})


@pytest.mark.parametrize("kind", NUMBERS)
def test_a_document_of_the_former_shape_is_refused_by_its_number(kind: str) -> None:
    old = {**made(schema(kind)), "schema": f"wijksim/{kind}/1"}
    with pytest.raises(ValueError, match=f"no kind of document is called 'wijksim/{kind}/1'"):
        check(old)


def test_no_number_is_nan_or_endless() -> None:
    estimate = made(schema("estimate"))
    for value in (math.nan, math.inf):
        with pytest.raises(ValidationError):
            check({**estimate, "megabytes": value})
