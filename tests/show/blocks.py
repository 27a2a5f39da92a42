"""What stands in the blocks of a section: tables, texts, charts."""

from __future__ import annotations

from collections.abc import Sequence

from sim.show.page import Block, Chart, Paragraph, Table


def tables(blocks: Sequence[Block]) -> list[Table]:
    """Tables, those of charts too, in order."""
    return [b if isinstance(b, Table) else b.table for b in blocks if isinstance(b, (Table, Chart))]


def said(blocks: Sequence[Block]) -> list[str]:
    """Paragraphs, in order."""
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def charts(blocks: Sequence[Block]) -> list[str]:
    """The SVG of every chart, in order."""
    return [block.svg for block in blocks if isinstance(block, Chart)]
