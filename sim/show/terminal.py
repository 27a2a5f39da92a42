"""Documents of one run, of residents and of a study under way as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from sim.documents.parts import Sentence
from sim.record.headlines import HEADLINES
from sim.record.outcomes import OUTCOMES, STATES
from sim.show.columns import columns
from sim.show.outcomes_shown import PAYER_COSTS
from sim.show.reader import Reader
from sim.show.sentences import told

Document = Mapping[str, Any]
SHOWN = tuple(dict.fromkeys((*HEADLINES, *PAYER_COSTS.values(), *map("share_{}".format, STATES))))
_table = partial(columns, indent="  ")
SHARE = "share"  # how the units begin of what is shown in per cent


def run_lines(document: Document, lang: str) -> Iterator[str]:
    """One run: what was run, the main outcomes of every year, and where the others are."""
    reader = Reader(lang, {})
    text = reader.text
    yield text("terminal.run", scenario=document["scenario"], model=document["model"])
    yield text(
        "terminal.run_size",
        **{key: document[key] for key in ("citizens", "weeks", "burn_in_weeks", "seed")},
    )
    for number, year in enumerate(document["years"], start=1):
        yield ""
        yield text("terminal.year", number=number, weeks=year["weeks"])
        yield from _table([_outcome(reader, year, name) for name in SHOWN if name in OUTCOMES])
    yield ""
    yield text("terminal.run_alone")
    if document["out"] is None:
        yield text("terminal.run_more")
    else:
        yield text("terminal.written", folder=document["out"])


def _outcome(reader: Reader, year: Document, name: str) -> tuple[str, str, str]:
    """Label, value and unit of an outcome; instead of the unit why there is no value."""
    unit, value = OUTCOMES[name].unit, year["outcomes"].get(name)
    shown = reader.text("units." + unit)
    if value is None:
        why = year["reasons"].get(name)
        shown = "" if why is None else told(reader, Sentence.model_validate(why))
    elif unit.startswith(SHARE):
        value *= 100.0
    return reader.named_first(name), reader.num.plain(value), shown


def population_lines(document: Document, lang: str) -> Iterator[str]:
    """The residents of a place, and how they fit the published figures of every area."""
    reader = Reader(lang, {})
    text, place = reader.text, document["place"]
    yield text("terminal.place", **{key: place[key] for key in ("id", "name", "year")})
    yield text("terminal.source", source=place["source"])
    counts = {key: document[key] for key in ("inhabitants", "households", "institutional")}
    yield text("terminal.counted", **{key: reader.num.exact(n) for key, n in counts.items()})
    kinds = document["kinds"].items()
    yield from _table([(text(f"terminal.{kind}"), reader.num.exact(n)) for kind, n in kinds])
    imputed = document["imputed"]
    yield text("terminal.imputed", count=imputed["areas_x_domains"], of=imputed["of"])
    yield from (told(reader, Sentence.model_validate(note)) for note in document["notes"])
    for area in document["areas"]:
        yield ""
        yield f"{area['code']} {area['name']}"
        yield from (f"  {told(reader, Sentence.model_validate(flag))}" for flag in area["flags"])
        yield from _table([_head(reader, "margins"), *_margins(reader, area)])
        yield from _table([_head(reader, "indicators"), *_indicators(reader, area)])


def _head(reader: Reader, name: str) -> list[str]:
    """Heads of the columns of a table."""
    return reader.text(f"terminal.{name}").split("|")


def _margins(reader: Reader, area: Document) -> Iterator[list[str]]:
    """A row per published figure: what was published, what was built, what rounding allows."""
    for row in area["margins"]:
        numbers = [row[key] for key in ("published", "built", "difference", "rounding")]
        within = reader.value(row["within_rounding"])
        shown = [reader.num.exact(float(f"{number:.4g}")) for number in numbers]
        yield [reader.text(f"terminal.{row['margin']}"), *shown, within]


def _indicators(reader: Reader, area: Document) -> Iterator[list[str]]:
    """A row per domain and age group: shares with a mild and a severe need, and of which year."""
    for row in area["indicators"]:
        shares = [reader.num.percent(row[key], 1) for key in ("mild", "severe")]
        domain = reader.text.name("domains", row["domain"])
        yield [domain, row["age_group"], *shares, row["origin"], reader.value(row["imputed"])]


def status_lines(document: Document, lang: str) -> Iterator[str]:
    """The progress of a study, and what failed."""
    text = Reader(lang, {}).text
    if document["state"] == "finished":
        yield text("terminal.finished", folder=document["out"])
    else:
        of = {key: document[key] for key in ("study", "done", "points")}
        yield text("terminal.unfinished", folder=document["out"], **of)
    failures = document["failures"]
    yield text("terminal.failures" if failures else "terminal.no_failures", count=len(failures))
    yield from _table([(str(one["point"]), one["code"], one["message"]) for one in failures])
