"""The section that says whether the world stands still under today's practice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.show.labels import Text
from sim.show.numbers import Numbers
from sim.show.page import Block, Paragraph, Section, Table
from sim.show.reading import View
from sim.support.contract import ORGANISATIONS, PAYERS

BY_ORGANISATION = ("requests_per_1000", "wait_intake_days", "running_per_fte")
CODES = ("steady", "not_steady", "steady_too_short", "steady_one_run")


def steady(view: View) -> Section:
    """Whether today's practice stands still before the fork: a sentence, and every level."""
    blocks: list[Block] = [Paragraph(sentence(view))]
    found = view.document.get("steadiness")
    if found:
        weeks = view.num.fixed(view.document["burn_in_weeks"], 0)
        runs = view.num.fixed(found["replications"], 0)
        blocks.insert(0, Paragraph(view.text("steady.intro", weeks=weeks)))
        blocks += [Paragraph(line) for line in worlds(view.text, view.num, found["worlds"])]
        blocks.append(Paragraph(_test(view, found, runs)))
        blocks.append(_table(view, found))
    return Section("steady", view.text("headings.steady"), blocks)


def sentence(view: View) -> str:
    """What the note of the run says about it; that it is not known where there is none."""
    for note in view.comparison.notes:
        if note["code"] in CODES:
            return told(view, str(note["code"]), note["values"])
    return view.text("steady.no_note")


def told(view: View, code: str, values: Mapping[str, Any]) -> str:
    """A note on steadiness in the language of the report."""
    numbers = {
        key: view.num.exact(float(value))
        for key, value in values.items()
        if isinstance(value, (int, float))
    }
    if code != "not_steady":
        return view.text(f"notes.{code}", **numbers)
    moving = "; ".join(_moving(view, one) for one in values["levels"])
    many = view.num.fixed(len(values["levels"]), 0)
    return view.text(f"notes.{code}", levels=moving, many=many, **numbers)


def _moving(view: View, one: Mapping[str, Any]) -> str:
    """``public cost (+3.1%)``."""
    name = level(view.text, str(one["level"]))
    if one["percent"] is None:
        return name
    return f"{name} ({view.num.plain(float(one['percent']), sign=True)}%)"


def level(text: Text, name: str) -> str:
    """What a level of today's practice is called, with the desk or the payer that it is of."""
    for start in BY_ORGANISATION:
        place = name.removeprefix(f"{start}_")
        if place in ORGANISATIONS and place != name:
            return text(f"steady.{start}", where=text.name("account", place))
    payer = name.removesuffix("_users_per_1000")
    if payer in PAYERS:
        return text("steady.payer_users", payer=text.name("payers", payer))
    payer = name.removeprefix("cost_payer_")
    if payer in PAYERS:
        return text("steady.payer_cost", payer=text.name("payers", payer))
    return text.name("steady", name)


def worlds(text: Text, num: Numbers, found: Mapping[str, Any] | None) -> Iterator[str]:
    """Over drawn worlds: how much the middle one moves, and how many plan more than they have."""
    if not found:
        return
    moved = {
        key: num.plain(found["drift"][name]["median_percent"])
        for key, name in (("users", "users_per_1000"), ("cost", "public_cost"))
    }
    count = num.fixed(found["worlds"], 0)
    yield text("steady.worlds_drift", worlds=count, **moved)
    yield text("steady.worlds_planned", share=num.percent(found["planned_above"]),
               median=num.plain(found["planned_median"]))  # fmt: skip


def _test(view: View, found: Mapping[str, Any], runs: str) -> str:
    """The test in words and numbers, and over what."""
    sample = view.text(f"steady.sample_{found['sample']}")
    return view.text(
        "steady.test",
        runs=runs,
        sample=sample,
        percent=view.num.exact(100.0 * float(found["share"])),
        errors=view.num.exact(float(found["errors"])),
        days=view.num.exact(float(found["floors"]["days"])),
        points=view.num.exact(100.0 * float(found["floors"]["share"])),
        queue=view.num.exact(float(found["floors"]["per_1000"])),
    )


def _table(view: View, found: Mapping[str, Any]) -> Table:
    """Every level in both years, its drift and standard error, and what the test says."""
    rows = [_row(view, name, item) for name, item in found["levels"].items()]
    keys = ("level", "year_before", "last_year", "drift", "drift_error", "verdict")
    head = [view.text(f"columns.{key}") for key in keys]
    return Table(view.text("steady.table"), head, rows, frozenset({5}), folded=True)


def _row(view: View, name: str, item: Mapping[str, Any]) -> Sequence[str]:
    scale = 100.0 if name.endswith("_share") or name == "reach" else 1.0
    verdict = {True: "yes" if item["seen"] else "unseen", False: "no", None: "unknown"}
    error = item["percent_error"]
    return [
        level(view.text, name),
        view.num.plain(scale * item["before"]),
        view.num.plain(scale * item["last"]),
        _percent(view, item["percent"], sign=True),
        _percent(view, error),
        view.text(f"steady.{verdict[item['steady']]}"),
    ]


def _percent(view: View, value: float | None, sign: bool = False) -> str:
    """One decimal is as precise as a drift is known."""
    shown = view.num.fixed(value, 1, sign)
    return shown if value is None else shown + "%"


def today_itself(view: View) -> str:
    """What ``today itself`` is in the table of main differences, or why it is not known."""
    found = view.document.get("drift_today") or {"reason": "no_model"}
    if found["reason"] is not None:
        return view.text(f"steady.today_{found['reason']}")
    years = view.num.fixed(found["years"], 0)
    return view.text("steady.today", model=view.model(found["model"]), years=years)
