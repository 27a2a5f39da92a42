"""The style sheet: colours in light and in dark, and what paper needs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.show.colours import COLOURS, VARIABLES

CSS = (Path(__file__).parents[2] / "sim/show/templates/style.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", rule))
    for rule in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
)
PAPER = CSS[CSS.index("@media print") :]


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    parts = (int(colour[i : i + 2], 16) / 255.0 for i in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_colour_of_a_chart_has_a_place_in_light_and_in_dark() -> None:
    assert {LIGHT[name]: name for name in VARIABLES.values()} == VARIABLES
    assert set(VARIABLES.values()) <= set(DARK) and set(LIGHT) == set(DARK)
    assert "@media screen and (prefers-color-scheme: dark)" in CSS  # paper is light


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_letters_stand_out_against_what_is_behind_them(theme: dict[str, str]) -> None:
    for letters in ("ink", "soft", "accent"):
        for behind in ("paper", "tint"):
            assert contrast(theme[letters], theme[behind]) >= 4.5, (letters, behind)
    for shade in ("h1", "h2", "h3", "h4"):
        assert contrast(theme["ink"], theme[shade]) >= 4.5, shade
    assert contrast(theme["on5"], theme["h5"]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_drawn_stands_out_against_the_page(theme: dict[str, str]) -> None:
    for name in (*(f"c{i}" for i in range(len(COLOURS))), "better", "faint", "ink"):
        assert contrast(theme[name], theme["paper"]) >= 3.0, name
    assert len({theme[f"c{i}"] for i in range(len(COLOURS))}) == len(COLOURS)


def test_paper_shows_what_is_closed_and_cuts_no_chart_or_row() -> None:
    assert "details::details-content { content-visibility: visible" in PAPER
    assert re.search(r"summary \{ display: none; \}", PAPER)
    (whole,) = re.findall(r"\n  ([^{\n]*)\{ break-inside: avoid; \}", PAPER)
    assert {"svg", "tr"} <= {part.strip() for part in whole.split(",")}
    assert "break-before: page" not in CSS and "break-after: page" not in CSS
