import math
import tomllib

import numpy as np
import pytest

from sim.data import derive, read_bytes
from sim.population.areas import country
from sim.population.domains import DOMAINS
from sim.population.indicators import levels, national_tail, predicted, reading
from sim.population.places import find_place
from sim.world.start import severity_at

SETTINGS = tomllib.loads(read_bytes("indicators.toml").decode("utf-8"))


def test_the_regressions_are_those_of_the_shipped_tables() -> None:
    for name, groups in derive.from_margins().items():
        for group, values in groups.items():
            assert SETTINGS["regression"][name][group] == pytest.approx(values, abs=2e-5)


def test_the_links_are_those_of_the_shipped_tables() -> None:
    link = SETTINGS["link"]
    assert link["severe_limits"] == pytest.approx(derive.severe_limits(), abs=1e-3)
    assert link["noise_on_liveability"] == pytest.approx(derive.noise_on_liveability(), abs=1e-3)
    for name, values in derive.heerlen().items():
        assert link[f"heerlen_{name}"] == pytest.approx(values, abs=1e-3)


def test_derived_levels_follow_their_formulas() -> None:
    link = SETTINGS["link"]
    scale = link["heerlen_sd_low_income"][0] / link["heerlen_sd_making_ends_meet"][0]
    by_id = {domain["id"]: domain for domain in SETTINGS["domain"]}
    income, youth, debts = by_id["income_work"], by_id["growing_up"], by_id["debts_admin"]
    assert income["severe"]["slope"] == pytest.approx(
        link["heerlen_social_assistance"][1] * scale, abs=2e-3
    )
    assert income["severe"]["level"][0] == pytest.approx(30 / 10 / 0.61, abs=0.05)
    assert youth["severe"]["slope"] == pytest.approx(
        link["heerlen_youth_care"][1] * scale, abs=2e-3
    )
    assert youth["severe"]["level"][0] == 100 / 8
    young, old = debts["severe"]["level"]
    assert 0.73 * young + 0.27 * old == pytest.approx(7.75, abs=0.05)
    assert by_id["housing_safety"]["mild"]["slope"] == pytest.approx(
        link["noise_on_liveability"][1], abs=1e-3
    )


def test_every_cut_says_its_evidence() -> None:
    assert tuple(domain["id"] for domain in SETTINGS["domain"]) == DOMAINS
    for domain in SETTINGS["domain"]:
        for cut in (domain["mild"], domain["severe"]):
            assert cut["evidence"] in {"measured", "derived", "expert", "assumed", "calibrated"}
            assert cut["source"]
            assert cut["cut"]
            assert ("level" in cut) == ("range" in cut)
            for level, (low, high) in zip(cut.get("level", []), cut.get("range", []), strict=True):
                assert low <= level <= high


def test_published_readings_pass_through_unchanged() -> None:
    malberg = find_place("BU09350207").areas[0]
    found = levels((malberg,))
    social, mental = DOMAINS.index("social_contact"), DOMAINS.index("mental_health")
    assert found.mild[0, 1, social] == pytest.approx(0.539)
    assert found.severe[0, 1, social] == pytest.approx(0.180)
    assert found.mild[0, 2, mental] == pytest.approx(0.539)
    assert not found.imputed.any()


def test_the_country_is_at_its_national_levels() -> None:
    found = levels(find_place("nederland").areas)
    debts, youth = DOMAINS.index("debts_admin"), DOMAINS.index("growing_up")
    assert found.severe[0, 1, debts] == pytest.approx(0.088)
    assert found.severe[0, 0, youth] == pytest.approx(0.125)
    assert found.mild[0, 1:, youth].tolist() == [0.0, 0.0]


def test_a_missing_row_is_predicted_and_counted() -> None:
    malberg = find_place("BU09350207").areas[0]
    unknown = malberg._replace(health_code="none", liveability=None)
    found = levels((malberg, unknown))
    assert found.imputed[1].all()
    assert reading(unknown, "lonely", "18_64", 2016).percentage == pytest.approx(
        predicted(unknown, "lonely", "18_64")
    )
    # Within three residual errors on the logit scale (0.17) of what is published.
    odds = np.log(found.mild[:, 1, 6] / (1 - found.mild[:, 1, 6]))
    assert abs(odds[0] - odds[1]) < 3 * SETTINGS["regression"]["lonely"]["18_64"][-1]


def test_a_given_indicator_goes_first() -> None:
    area = find_place("pilot").areas[0]._replace(indicators=(("lonely", "18_64", 12.5),))
    assert levels((area,)).mild[0, 1, DOMAINS.index("social_contact")] == pytest.approx(0.125)


def test_severe_is_never_more_than_mild_in_any_place() -> None:
    places = ["pilot", "ruwaard", "nederland", "GM0363", "GM0917", "GM0828"]
    found = levels(tuple(area for name in places for area in find_place(name).areas))
    assert (found.severe <= found.mild).all()
    assert ((found.mild >= 0) & (found.mild < 1)).all()


def test_the_age_group_18_64_of_2020_is_the_rest_of_all_adults() -> None:
    # 31.0 % of all adults and 48.6 % of the 65+ (a share of 0.22): the rest is 26.0 %.
    assert derive.adults_18_64(31.0, 48.6, 0.22) == pytest.approx((31.0 - 0.22 * 48.6) / 0.78)


def test_severity_meets_both_cuts_and_then_thins_out_as_in_the_country() -> None:
    """A quarter above 0.1 and a tenth above 0.3 here; in the country e times fewer."""

    def at(rank: float) -> float:
        shares, cuts = (np.array([0.25]), np.array([0.10])), (np.array([0.1]), np.array([0.3]))
        found = severity_at(np.array([rank]), shares, np.array([1.0]), cuts)
        return float(found[0])

    assert at(0.26) == 0.0
    assert at(0.25 - 1e-12) == pytest.approx(0.1)
    assert at(0.10) == pytest.approx(0.3)
    assert at(0.10 / math.e) == pytest.approx(0.5)
    assert at(0.25 / math.sqrt(2.5)) == pytest.approx(0.2)


def test_the_national_tail_is_that_of_the_national_row() -> None:
    tail = national_tail(country())
    found = levels((country(),))
    k = DOMAINS.index("physical_health")
    assert tail[2, k] == pytest.approx(math.log(found.mild[0, 2, k] / found.severe[0, 2, k]))
    assert tail.shape == (3, 8)
    assert (tail > 0.0).all()
