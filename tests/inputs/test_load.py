from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.inputs.files.errors import InputError
from sim.inputs.parameters.parameter import Parameter
from tests.inputs.parameter_files import hypothesis, read

GOOD = """\
_role = "world"

[needs.theta]
value = 0
unit = "severity (0-1)"
low = 0.0
high = 0.25
evidence = "assumed"
source = "B44"
label = { en = "threshold", nl = "drempel" }

[team.places]
value = 12
unit = "places"
low = 1
high = 40
integer = true
role = "staff"
evidence = "assumed"
source = "a name"
label = { en = "places", nl = "plaatsen" }

[pay.rule]
value = "holder"
choices = ["holder", "council"]
role = "lever"
neutral = "council"
evidence = "expert"
source = "A21"
label = { en = "who decides", nl = "wie beslist" }

""" + hypothesis("theta.off", 0.1, "no window", "geen venster")


@pytest.fixture
def known(tmp_path: Path) -> dict[str, Parameter]:
    return read(tmp_path, GOOD)


def test_values_have_their_own_type_and_keep_the_order_of_the_file(
    known: dict[str, Parameter],
) -> None:
    values = {key: parameter.value for key, parameter in known.items()}
    assert list(values.items()) == [
        ("needs.theta", 0.0),
        ("team.places", 12),
        ("pay.rule", "holder"),
        ("theta.off", False),
    ]
    assert [type(value) for value in values.values()] == [float, int, str, bool]


def test_roles_come_from_the_file_unless_stated(known: dict[str, Parameter]) -> None:
    roles = {key: parameter.role for key, parameter in known.items()}
    assert roles["needs.theta"] == "world"
    assert roles["pay.rule"] == "lever"


def test_a_hypothesis_sets_values_of_the_type_of_what_it_sets(known: dict[str, Parameter]) -> None:
    assert known["theta.off"].sets == (("needs.theta", 0.1),)
    assert known["needs.theta"].sets == ()


def test_only_numbers_with_a_range_are_drawn(known: dict[str, Parameter]) -> None:
    assert {key for key, p in known.items() if p.draw} == {"needs.theta", "team.places"}


WRONG = {
    "unknown key": ("high = 0.25", "hihg = 0.25", "unknown_key", ":7, needs.theta.hihg", "high"),
    "outside its range": ("value = 0\n", "value = 1\n", "out_of_range", ":4, needs.theta", None),
    "kind of evidence": ('"expert"', '"xpert"', "out_of_range", "pay.rule.evidence", "expert"),
    "no unit": ('unit = "places"\n', "", "inconsistent", ":12, team.places", None),
    "low above high": ("low = 1\n", "low = 99\n", "inconsistent", "team.places", None),
    "lever without neutral": ('neutral = "council"\n', "", "inconsistent", "pay.rule", None),
    "neutral": ('"council"\nev', '"kouncil"\nev', "out_of_range", "neutral", "council"),
    "half a place": ("value = 12", "value = 12.5", "wrong_type", "team.places", None),
    "derived without formula": ('"assumed"\nsource = "B44"', '"derived"\nsource = "B44"',
                                "inconsistent", "needs.theta", None),
    "no label": ('label = { en = "places", nl = "plaatsen" }\n', "", "missing_key", "label", None),
    "not TOML": ("[theta.off]", "[theta.off", "bad_toml", "a.toml", None),
    "sets nothing": ('sets = { "needs.theta" = 0.1 }\n', "", "inconsistent", "theta.off", None),
    "sets and is no hypothesis": ('role = "hypothesis"\n', "", "inconsistent", "theta.off", None),
    "true by default": ("value = false", "value = true", "inconsistent", "theta.off", None),
    "sets what is not there": ('"needs.theta" = 0.1', '"needs.teta" = 0.1', "unknown_key",
                               "theta.off", "needs.theta"),
    "sets a lever": ('"needs.theta" = 0.1', '"pay.rule" = "holder"', "unknown_key",
                     "theta.off", None),
    "sets beyond the range": ('"needs.theta" = 0.1', '"needs.theta" = 9.0', "out_of_range",
                              "sets.needs.theta", None),
    "loose key": ('_role = "world"', 'role = "world"', "unknown_key", "role", None),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_named_with_file_line_and_key(
    case: tuple[str, str, str, str, str | None], tmp_path: Path
) -> None:
    old, new, code, where, near = case
    assert old in GOOD
    with pytest.raises(InputError) as caught:
        read(tmp_path, GOOD.replace(old, new, 1))
    assert caught.value.code == code
    assert caught.value.where is not None and where in caught.value.where
    assert caught.value.nearest == near


def test_a_key_stated_in_two_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(InputError, match="stated twice"):
        read(tmp_path, GOOD)


@given(number=st.floats(allow_nan=True, allow_infinity=True))
def test_a_number_is_taken_if_and_only_if_it_lies_in_the_range(
    tmp_path_factory: pytest.TempPathFactory, number: float
) -> None:
    theta = read(tmp_path_factory.mktemp("p"), GOOD)["needs.theta"]
    if 0.0 <= number <= 0.25:
        assert theta.parse(number) == number
        assert theta.parse(repr(number)) == number
    else:
        with pytest.raises(InputError) as caught:
            theta.parse(number)
        assert caught.value.allowed == "0 to 0.25 severity (0-1)"


@pytest.mark.parametrize(
    ("key", "raw"),
    [("needs.theta", "10%"), ("needs.theta", True), ("team.places", "3.5"), ("theta.off", "maybe"),
     ("theta.off", 1), ("pay.rule", "Holder"), ("needs.theta", "")],
)  # fmt: skip
def test_a_wrong_type_or_unit_is_refused_with_what_is_allowed(
    known: dict[str, Parameter], key: str, raw: object
) -> None:
    with pytest.raises(InputError) as caught:
        known[key].parse(raw)
    assert caught.value.allowed == known[key].allowed


def test_words_for_yes_and_no(known: dict[str, Parameter]) -> None:
    assert [known["theta.off"].parse(w) for w in ("true", "no", "JA", True)] == [
        True,
        False,
        True,
        True,
    ]


def test_a_source_may_say_on_which_side_of_other_answers_a_lever_is(tmp_path: Path) -> None:
    stated = 'direction = { side = "lower", source = "A21" }\n\n[theta.off]'
    own = read(tmp_path, GOOD.replace("[theta.off]", stated))
    assert own["pay.rule"].direction == ("lower", "A21")
    assert own["team.places"].direction is None
    with pytest.raises(InputError, match="this is not one of the choices"):
        read(tmp_path, GOOD.replace("[theta.off]", stated.replace("lower", "beside")))
    with pytest.raises(InputError, match="only a lever has a direction"):
        read(tmp_path, GOOD.replace('source = "a name"\nlabel = { en = "places"',
             'direction = { side = "lower", source = "A21" }\nsource = "a name"\n'
             'label = { en = "places"'))  # fmt: skip
