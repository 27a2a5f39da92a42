"""The known answers as one page, as lines for a terminal, and as one document."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim import __version__
from sim.documents.small import KnownAnswer, Queue, Verify
from sim.execution.progress import Progress
from sim.foundation.compiled import source_digest
from sim.inputs.request import VerifyRequest
from sim.show.html import html
from sim.show.page import Block, Code, Paragraph, Section, Table
from sim.show.reader import Reader, read
from sim.show.sentences import told
from sim.storage import folder as store
from sim.storage.manifest import brief
from sim.verify.run import SUBJECTS, verify

PAGE, DOCUMENT = "known_answers.html", "known_answers.json"
DIGITS = 5  # significant ones of a figure
COLUMNS = ("what", "expected", "found", "by", "tolerance", "unit", "result", "source")
IN_WORDS = frozenset({3, 5, 6, 7})
LIMIT = ("kind", "use", "weeks", "formula", "ciw", "clock", "gap", "engine_found", "tolerance")


def known_answers(request: VerifyRequest) -> dict[str, Any]:
    """Run every check, write the page and the document, and return the document."""
    key = hashlib.sha256(b"verify").hexdigest()  # of whichever code: its last answers stand here
    store.check_folder(request.out, key)
    made = verify(request.quick, Progress("known answers", request.progress))
    document = {
        **made.document(),
        "version": __version__,
        "code": source_digest(),
        "out": str(request.out),
    }
    with store.staged(request.out, key) as part, store.write_errors(request.out):
        text = json.dumps(document, indent=1, allow_nan=False) + "\n"
        store.write_whole(part / DOCUMENT, text.encode())
        store.write_whole(part / PAGE, render(document, request.lang).encode())
        store.write_manifest(part, brief(request, key))
    return document


def lines(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    """The document as a plain table, what does not hold last, and where the page is."""
    words, known = _Words(lang, {}), read(Verify, document)
    for check in sorted(known.checks, key=lambda check: check.passed is False):
        what, expected, found, _, tolerance, unit, result, _ = words.row(check)
        yield f"{result:<14}{what}: {found} ({expected} ± {tolerance}) {unit}"
    yield ""
    yield from words.outcome(known.checks)
    yield f"{known.out}/{PAGE}"


def render(document: Mapping[str, Any], lang: str) -> str:
    """The page as HTML, the same bytes for the same figures."""
    words, made = _Words(lang, {}), read(Verify, document)
    sections = [_outcome(made, words)]
    for subject in SUBJECTS:
        mine = [check for check in made.checks if check.subject == subject]
        title = words.text(f"verify_subjects.{subject}")
        blocks: list[Block] = [Paragraph(words.text(f"verify_intro.{subject}"))]
        if subject == "limit":
            blocks += [Paragraph(words.text("verify.limit_intro")), _limit(made.limit, words)]
        blocks.append(words.table(words.text("verify.table", subject=title), mine))
        sections.append(Section(subject, title, blocks))
    sections.append(_method(made, words))
    text = words.text
    return html(text, text("verify.title"), text("verify.subtitle"), sections)


class _Words(Reader):
    """Checks in the words and numbers of a language."""

    def figure(self, value: float | None) -> str:
        """A figure in a few significant digits, however small; a dash when there is none."""
        if value is None:
            return self.num.plain(None)
        return self.num.exact(float(f"{value:.{DIGITS}g}"))

    def row(self, check: KnownAnswer) -> tuple[str, ...]:
        """A check as ``COLUMNS`` name it."""
        result = {True: "holds", False: "fails", None: "skip"}[check.passed]
        return (
            told(self, check.what),
            self.figure(check.expected),
            self.figure(check.found),
            self.text(f"verify_by.{check.by}"),
            self.figure(check.tolerance),
            self.text(f"verify_units.{check.unit}"),
            self.text(f"verify.{result}"),
            told(self, check.source),
        )

    def table(self, caption: str, checks: Sequence[KnownAnswer]) -> Table:
        """Checks as a table."""
        head = self.heads("verify", *COLUMNS)
        return Table(caption, head, [self.row(check) for check in checks], IN_WORDS)

    def outcome(self, checks: Sequence[KnownAnswer]) -> Iterator[str]:
        """The number of answers that hold or fail, and of those that say nothing."""
        failed = sum(check.passed is False for check in checks)
        skipped = sum(check.passed is None for check in checks)
        made = len(checks) - skipped
        if failed:
            yield self.text("verify.some_fail", failed=failed, count=made)
        else:
            yield self.text("verify.all_hold", count=made)
        if skipped:
            yield self.text("verify.skipped", count=skipped)


def _outcome(made: Verify, words: _Words) -> Section:
    """The answer first, and what does not hold."""
    answer, *rest = words.outcome(made.checks)
    if made.quick:
        rest.append(words.text("verify.quick"))
    blocks: list[Block] = [Paragraph(answer, strong=True), *(Paragraph(line) for line in rest)]
    failed = [check for check in made.checks if check.passed is False]
    if failed:
        blocks.append(words.table(words.text("verify.failed_table"), failed))
    return Section("outcome", words.text("verify.outcome"), blocks)


def _limit(rows: Sequence[Queue], words: _Words) -> Table:
    """The formulas without a clock beside the queues with one."""
    num, figure = words.num, words.figure
    cells = [
        (
            words.text(f"verify.kind_{row.kind}"),
            num.percent(row.use),
            str(row.weeks),
            *map(figure, (row.formula, row.ciw, row.clock)),
            num.percent(row.gap, 1),
            *map(figure, (row.found, row.tolerance)),
        )
        for row in rows
    ]
    return Table(words.text("verify.limit_table"), words.heads("verify", *LIMIT), cells)


def _method(made: Verify, words: _Words) -> Section:
    """The way the figures were made, and the command that makes them again."""
    weeks = words.num.exact(made.weeks)
    blocks: list[Block] = [
        Paragraph(words.text("verify.engine")),
        Paragraph(words.text("verify.errors", weeks=weeks)),
        Code("wijksim verify" + (" --quick" if made.quick else "")),
        Paragraph(f"{words.text('certificate.code')}: {source_digest()}"),
    ]
    return Section("method", words.text("verify.method"), blocks)
