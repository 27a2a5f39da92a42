"""Places by name: the best first, nothing that does not fit, and the nearest spelling."""

from __future__ import annotations

import pytest

from sim.inputs.files.errors import InputError
from sim.population.place_names import EXACT, KINDS, Listed, fit, fitting, folded, named, published
from sim.population.place_search import every_place, search
from sim.population.places import NAMED, find_place
from tests.documents import fits


def codes(text: str, limit: int = 10_000) -> list[str]:
    return [one["code"] for one in search(text, limit)["places"]]


def test_capitals_accents_and_punctuation_do_not_count() -> None:
    assert folded("  Súdwest-Fryslân ") == folded("sudwest fryslan") == "sudwest fryslan"
    assert folded("'s-Gravenhage") == folded("Den Haag") == "s gravenhage"


@pytest.mark.parametrize(
    ("asked", "rank"),
    [
        ("wijk 06 ruwaard", EXACT),
        ("ruwaard", EXACT),
        ("ruwaard oss", EXACT),
        ("wk082806", EXACT),
        ("ruw", 1),
        ("wk0828", 1),
        ("wijk 06", 2),
        ("aard", 3),
        ("oss ruw", 4),
        ("oss berghem", None),
        ("ruwaart", None),
    ],
)
def test_a_name_fits_better_the_nearer_it_is_to_what_is_asked(asked: str, rank: int | None) -> None:
    assert fit(asked, Listed("WK082806", "Wijk 06 Ruwaard", "Oss", 13105, "wijk")) == rank


def test_the_best_stand_first_and_of_equals_the_largest() -> None:
    ranks = [rank for rank, _ in fitting("oss", every_place())]
    assert ranks == sorted(ranks) and set(ranks) == {0, 1, 3, 4}
    assert codes("Oss")[0] == "GM0828"
    assert codes("RUWAARD") == ["ruwaard", "WK082806"]
    centres = [one for rank, one in fitting("centrum", published()) if rank == EXACT]
    people = [one.inhabitants for one in centres]
    assert people == sorted(people, reverse=True) and len(people) > 10


def test_every_place_has_a_code_that_can_be_simulated_where_somebody_lives() -> None:
    every = every_place()
    assert {one.kind for one in every} == set(KINDS)
    assert [one.code for one in every[: len(NAMED)]] == list(NAMED)
    assert len({one.code for one in every}) == len(every) == len(NAMED) + 390 + 2981 + 44
    for kind in KINDS:
        one = next(one for one in every if one.kind == kind and one.inhabitants)
        assert find_place(one.code).inhabitants == one.inhabitants


def test_inhabitants_of_a_municipality_are_those_of_its_wijken() -> None:
    oss = next(one for one in published() if one.code == "GM0828")
    wijken = [one for one in published() if one.code.startswith("WK0828")]
    assert oss.inhabitants == sum(one.inhabitants for one in wijken) == 89965


def test_a_name_with_nobody_in_it_gives_way_to_one_with_somebody() -> None:
    empty = next(one for one in published() if not one.inhabitants)
    assert all(one.inhabitants for one in named("Centrum"))
    assert named(empty.code) == [empty]


def test_what_is_shown_is_limited_and_what_is_found_is_counted() -> None:
    document = search("centrum", 3)
    fits(document)
    assert (len(document["places"]), document["found"]) == (3, len(codes("centrum")))
    assert codes("centrum", 3) == codes("centrum")[:3]


@pytest.mark.parametrize(
    ("asked", "near"),
    [("Ruward", "Ruwaard"), ("Maastrict", "Maastricht"), ("qqqqqq", None), ("...", None)],
)
def test_nothing_found_names_the_nearest_spelling(asked: str, near: str | None) -> None:
    with pytest.raises(InputError) as caught:
        search(asked, 5)
    assert (caught.value.code, caught.value.nearest) == ("unknown_place", near)


def test_a_municipality_that_was_merged_is_told_with_what_it_was_made_of() -> None:
    with pytest.raises(InputError) as caught:
        search("het hogeland", 5)
    assert "Bedum" in str(caught.value)
