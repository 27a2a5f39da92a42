"""The section on how to make this report again, and on what failed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim import __version__
from sim.foundation.compiled import source_digest
from sim.inputs.files.errors import InputError
from sim.show.page import Block, Code, Heading, Paragraph, Section, Table
from sim.show.reading import View


def certificate(view: View) -> Section:
    """Digests, versions, seed, the command that makes this again, and what failed."""
    document = view.document
    rows = [
        [view.text("certificate.version"), __version__],
        [view.text("certificate.code"), source_digest()],
        [view.text("certificate.results"), str(document["digest"])],
        [view.text("certificate.scenario"), str(document["scenario"])],
        [view.text("certificate.files"), ", ".join(view.comparison.resolved.files)],
        [view.text("certificate.seed"), str(document["seed"])],
    ]
    head = [view.text("columns.what"), view.text("columns.value")]
    blocks: list[Block] = [
        Paragraph(view.text("certificate.intro")),
        *([Code(view.comparison.command)] if view.comparison.command else []),
        Table(view.text("certificate.table"), head, rows, frozenset({1})),
        Heading(view.text("headings.failures")),
    ]
    blocks += _failures(view)
    return Section("certificate", view.text("headings.certificate"), blocks)


def _failures(view: View) -> list[Block]:
    failures = view.comparison.failures
    if not failures:
        return [Paragraph(view.text("failures.none"))]
    keys = ("number", "sample", "code", "where", "found", "message")
    rows = [
        [
            str(number),
            view.text.name("samples", str(one.get("sample", ""))),
            str(one.get("code", "")),
            str(one.get("where") or view.num.plain(None)),
            str(one.get("found") or view.num.plain(None)),
            _message(view, one),
        ]
        for number, one in enumerate(failures, start=1)
    ]
    head = [view.text(f"columns.{key}") for key in keys]
    return [
        Paragraph(view.text("failures.some", count=len(failures))),
        Table(view.text("failures.table"), head, rows, frozenset(range(1, len(keys)))),
    ]


def _message(view: View, failure: Mapping[str, Any]) -> str:
    """What went wrong in the language of the report, as far as its code has words in it."""
    error = InputError(code=str(failure.get("code", "")), message=str(failure.get("message", "")))
    return error.text(view.lang)
