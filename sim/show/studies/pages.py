"""A study as a page, and as lines for a terminal: one entry for every kind of document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from sim.documents.parts import Departing
from sim.documents.small import Estimate
from sim.foundation.plain import plain
from sim.show.departures import Departures
from sim.show.html import html
from sim.show.labels import Text
from sim.show.page import Section
from sim.show.reader import Reader, read
from sim.show.studies import (
    cards,
    choices,
    conditions,
    curved,
    explained,
    sensitive,
    survived,
    swept,
    weighed,
)
from sim.show.studies.words import Document, as_lines
from sim.storage.folder import write_whole

_ABOUT = ("schema", "scenario", "parent", "departures")
PAGE, SUMMARY = "report.html", "summary.txt"
ESTIMATE = "estimate"
# The unit in which a time is told: its seconds, and from how many seconds on.
TIMES = (("hours", 3600.0, 7200.0), ("minutes", 60.0, 120.0), ("seconds", 1.0, 0.0))
KINDS: dict[str, Callable[[Document, str], list[Section]]] = {
    "sweep": swept.sections,
    "explain": explained.sections,
    "sensitivity": sensitive.sections,
    "discover": conditions.sections,
    "robust": weighed.robust,
    "structures": survived.structures,
    "curves": curved.curves,
    "search": choices.search,
    "gallery": cards.sections,
}


def kind_of(document: Document) -> str:
    """The kind of a document, from its schema."""
    return str(document["schema"]).split("/")[1]


def lines(document: Document, lang: str) -> Iterator[str]:
    """The answer and the tables in plain text, and the path of the page."""
    kind = kind_of(document)
    if kind == ESTIMATE:
        yield _estimate(read(Estimate, document), lang)
        return
    yield title_of(document, lang)
    yield from as_lines([*_changed(document, lang), *KINDS[kind](document, lang)])
    # An answer made of stored runs is written nowhere: the page there is another study's.
    if "command" in document and (Path(document["out"]) / PAGE).is_file():
        yield from ("", str(Path(document["out"]) / PAGE))


def _estimate(document: Estimate, lang: str) -> str:
    """The size and time of a study, in a sentence."""
    reader = Reader(lang, {})
    seconds = document.seconds or 0.0
    key, unit = next((key, unit) for key, unit, least in TIMES if seconds >= least)
    sizes = ("points", "jobs", "runs", "burn_ins", "workers", "megabytes")
    counts = {name: reader.num.fixed(getattr(document, name), 0) for name in sizes}
    time = reader.text(f"study.{key}", n=reader.num.plain(seconds / unit))
    return reader.text("study.estimate", time=time, **counts)


def write_page(document: Document, folder: Path, lang: str) -> None:
    """``report.html`` and ``summary.txt`` in a folder; nothing for a kind that has no page."""
    kind = kind_of(document)
    if kind not in KINDS:
        return
    text, sections = Text(lang), [*_changed(document, lang), *KINDS[kind](document, lang)]
    title = title_of(document, lang)
    page = html(text, title, text(f"study_subtitles.{kind}"), sections)
    write_whole(folder / PAGE, page.encode())
    said = map(plain, [title, *as_lines(sections)])
    write_whole(folder / SUMMARY, ("\n".join(said) + "\n").encode())


def title_of(document: Document, lang: str) -> str:
    """The study, its scenario with what the command line changes, and its place."""
    study = Text(lang)(f"study_titles.{kind_of(document)}")
    if "scenario" not in document:  # of many
        return study
    scenario = (document.get("scenario_title") or {}).get(lang) or document["scenario"]
    shown = _departures(document, lang).title(scenario)
    place = document.get("place_name") or document["place"]
    return f"{study}: {shown}" + ("" if place in shown else f" ({place})")


def _changed(document: Document, lang: str) -> list[Section]:
    """The section on departures of the scenario from its parent; none where there are none."""
    if "scenario" not in document:
        return []
    blocks = _departures(document, lang).blocks()
    return [Section("changed", Text(lang)("departures.heading"), blocks)] if blocks else []


def _departures(document: Document, lang: str) -> Departures:
    about = {key: document[key] for key in _ABOUT if key in document}
    titles = {model: title[lang] for model, title in document.get("titles", {}).items()}
    return Departures(Reader(lang, titles), Departing.model_validate(about))
