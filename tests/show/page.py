"""A page read as a browser would: tags close in order, and what tests ask about is kept."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """Checks that tags close in order and keeps what tests ask about."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._seen(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._seen(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another tag"

    def _seen(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        self.tags.append((tag, own))
        if own.get("id"):
            self.ids.append(str(own["id"]))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [own for name, own in self.tags if name == tag]


def sound(text: str) -> None:
    """Ids are unique, what is referred to is there, headings step down one at a time, nothing
    outside is asked for, and charts leave each other's looks alone."""
    page = Page(text)
    assert len(page.ids) == len(set(page.ids))
    targets = {own["href"] for own in page.of("a") if own.get("href")}
    assert {str(target).removeprefix("#") for target in targets} <= set(page.ids)
    assert page.headings[0] == 1 and page.headings.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(page.headings))
    assert not re.search(r"https?:|//[a-z]|url\((?!#)|@import|<script|<link|<iframe", text)
    styled: set[str] = set()
    for svg in re.findall(r"<svg.*?</svg>", text, re.DOTALL):
        known = set(re.findall(r' id="([^"]+)"', svg))
        used = set(re.findall(r'href="#([^"]+)"', svg)) | set(re.findall(r"url\(#([^)]+)\)", svg))
        assert used <= known
        # A rule in one chart holds for the whole page.
        rules = set(re.findall(r"\.([\w-]+)\{", svg))
        assert set(re.findall(r' class="([^"]+)"', svg)) <= rules
        assert not rules & styled
        styled |= rules
