"""A comparison of one model: there is a page, and nothing on it compares."""

from __future__ import annotations

import pytest

from sim.show.labels import LANGUAGES
from sim.show.report import render
from sim.show.summary import summary
from tests.show.fixture import made_up
from tests.show.reader import view_of


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_model_by_itself_has_a_page(lang: str) -> None:
    view = view_of(lang, models=("first",), runs=3)
    alone = view.text("answer.alone", model=view.model("first"))
    page = render(made_up(models=("first",), runs=3), lang)
    assert alone in page and alone in " ".join(summary(view).split())
    for heading in ("differences", "plane", "gains", "prior", "change", "policy"):
        assert f">{view.text(f'headings.{heading}')}<" not in page
    for heading in ("answer", "levels", "costs", "paths"):
        assert view.text(f"headings.{heading}") in page
