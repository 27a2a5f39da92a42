"""Sections as one HTML file that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined

from sim import __version__
from sim.foundation.plain import plain_lines
from sim.show.labels import Text
from sim.show.page import Section


def html(text: Text, title: str, subtitle: str, sections: Sequence[Section]) -> str:
    """The page in the language of ``text``, the same bytes for the same sections."""
    environment = Environment(
        loader=PackageLoader("sim.show"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    page = environment.get_template("report.html.j2").render(
        lang=text.lang,
        title=title,
        subtitle=subtitle,
        sections=sections,
        text=text,
        version=__version__,
    )
    return plain_lines(page)
