"""The report of a comparison: one HTML file that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sim.comparison.comparison import Comparison
from sim.inputs.parameters.load import read_parameters
from sim.show import (
    ample,
    assumed_shown,
    certainty,
    certificate,
    change,
    claims,
    costs,
    differences,
    first_line,
    moves,
    opening,
    parameters_shown,
    parts,
    people_shown,
    steady,
    summary,
)
from sim.show.html import html
from sim.show.page import Section
from sim.show.reading import View
from sim.storage.folder import write_whole

FILE_NAME = "report.html"

# The order of the page. Paired differences come before levels: they are firmer.
SECTIONS: tuple[Callable[[View], Section], ...] = (
    opening.changed,
    change.change,
    differences.answer,
    opening.compared,
    differences.differences,
    ample.ample,
    steady.steady,
    parts.parts,
    differences.plane,
    people_shown.gains,
    moves.flows,
    people_shown.time_paths,
    first_line.first_line,
    costs.costs,
    claims.claims,
    differences.levels,
    assumed_shown.assumed,
    certainty.certainty,
    certainty.guidance,
    parameters_shown.parameters,
    certificate.certificate,
)

# Those that say nothing of one model by itself.
OF_PAIRS = (
    differences.differences,
    ample.ample,
    differences.plane,
    people_shown.gains,
    assumed_shown.assumed,
)


def render(comparison: Comparison, lang: str) -> str:
    """The report as HTML, the same bytes for the same comparison.

    ``lang`` is ``nl`` or ``en``; ValueError for another language.
    """
    return _page(View(comparison, lang, read_parameters()))


def _page(view: View) -> str:
    """The report of what is read in a language."""
    title = view.text("page.title", scenario=view.title)
    subtitle = view.text("page.subtitle", count=len(view.models))
    chosen = [one for one in SECTIONS if view.pairs or one not in OF_PAIRS]
    sections = [found for section in chosen if (found := section(view)).blocks]
    return html(view.text, title, subtitle, sections)


def write_report(comparison: Comparison, folder: Path, lang: str) -> Path:
    """Write ``report.html`` and ``summary.txt`` in the folder; never leaves half a file.

    Returns the path of the report.
    """
    view, target = View(comparison, lang, read_parameters()), folder / FILE_NAME
    write_whole(folder / summary.FILE_NAME, summary.summary(view).encode())
    write_whole(target, _page(view).encode())
    return target
