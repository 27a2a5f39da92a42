"""The section on making this report again, and on runs that failed."""

from __future__ import annotations

from sim import __version__
from sim.documents.compare import ReplicationFailure
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
        [view.text("certificate.results"), document.digest],
        [view.text("certificate.scenario"), document.scenario],
        [view.text("certificate.files"), ", ".join(view.comparison.resolved.files)],
        [view.text("certificate.seed"), str(document.seed)],
    ]
    head = view.heads("columns", "what", "value")
    blocks: list[Block] = [
        Paragraph(view.text("certificate.intro")),
        *([Code(view.comparison.command)] if view.comparison.command else []),
        Table(view.text("certificate.table"), head, rows, frozenset({1})),
        Heading(view.text("headings.failures")),
    ]
    blocks += _failures(view)
    return Section("certificate", view.text("headings.certificate"), blocks)


def _failures(view: View) -> list[Block]:
    failures = view.document.failures
    if not failures:
        return [Paragraph(view.text("failures.none"))]
    rows = [(str(number), *_row(view, one)) for number, one in enumerate(failures, start=1)]
    head = view.heads("columns", "number", "sample", "code", "where", "found", "message")
    every = frozenset(range(1, len(head)))
    return [
        Paragraph(view.text("failures.some", count=len(failures))),
        Table(view.text("failures.table"), head, rows, every),
    ]


def _row(view: View, one: ReplicationFailure) -> tuple[str, ...]:
    """A failure, its message in the language of the report as far as its code has words in it."""
    message = InputError(code=one.code, message=one.message).text(view.lang)
    sample, dash = view.text.name("samples", one.sample), view.num.plain(None)
    return sample, one.code, one.where or dash, one.found or dash, message
