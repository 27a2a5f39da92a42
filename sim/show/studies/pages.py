"""A study as a page, and as lines for a terminal: one entry for every kind of document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from sim.show.html import html
from sim.show.labels import Text
from sim.show.numbers import Numbers
from sim.show.page import Section
from sim.show.studies import (
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
from sim.storage.atomic import write_whole

PAGE, SUMMARY = "report.html", "summary.txt"
ESTIMATE = "estimate"
# In what time is told: how many seconds one is, and from how many on.
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
}


def kind_of(document: Document) -> str:
    """What a document is about, from its schema."""
    return str(document["schema"]).split("/")[1]


def lines(document: Document, lang: str) -> Iterator[str]:
    """The answer and the tables in plain text, and where the page is."""
    kind = kind_of(document)
    if kind == ESTIMATE:
        yield _estimate(document, lang)
        return
    yield Text(lang)(f"study_titles.{kind}")
    yield from as_lines(KINDS[kind](document, lang))
    # What was made of stored runs is written nowhere: the page there is another study's.
    if "command" in document and (Path(document["out"]) / PAGE).is_file():
        yield from ("", str(Path(document["out"]) / PAGE))


def _estimate(document: Document, lang: str) -> str:
    """What a study would take, in a sentence."""
    text, num = Text(lang), Numbers(lang)
    seconds = document["seconds"]
    key, unit = next((key, unit) for key, unit, least in TIMES if seconds >= least)
    counts = {name: num.fixed(float(document[name]), 0)
              for name in ("points", "runs", "burn_ins", "workers", "megabytes")}  # fmt: skip
    return text("study.estimate", time=text(f"study.{key}", n=num.plain(seconds / unit)), **counts)


def write_page(document: Document, folder: Path, lang: str) -> None:
    """``report.html`` and ``summary.txt`` in a folder; nothing for what has no page."""
    kind = kind_of(document)
    if kind not in KINDS:
        return
    text, sections = Text(lang), KINDS[kind](document, lang)
    page = html(text, text(f"study_titles.{kind}"), text(f"study_subtitles.{kind}"), sections)
    write_whole(folder / PAGE, page.encode())
    told = "\n".join([text(f"study_titles.{kind}"), *as_lines(sections)]) + "\n"
    write_whole(folder / SUMMARY, told.encode())
