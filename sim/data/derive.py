"""Derives the regressions of ``indicators.toml`` from the shipped tables.

``python -m sim.data.derive`` prints them; a test compares them with the file. All
are ordinary or weighted least squares on the logit scale; residual errors are
standard deviations on that scale.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.data import number, rows
from sim.inputs.parameters.rates import rate

PREDICTORS = ("one_person", "with_children", "age_15_24", "age_65", "mean_size")
GROUPS = ("18_64", "65plus")
PREDICTED = (
    "making_ends_meet",
    "lonely",
    "severely_lonely",
    "anxiety_moderate",
    "anxiety_high",
    "chronic",
    "mobility",
    "limited",
    "ill_and_limited",
)
Table = dict[str, list[float]]


def logit(percentage: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log odds of percentages, kept inside 0.2 and 99.8."""
    share = np.clip(percentage, 0.2, 99.8) / 100.0
    result: NDArray[np.float64] = np.log(share / (1.0 - share))
    return result


def adults_18_64(all_adults: float, old: float, share_old: float) -> float:
    """% among people of 18-64 from the % of all adults and of 65+ (2020 gives only these).

    ``share_old`` is the share of 65+ among adults; the result is kept at 0.2 % or more.
    """
    return max(0.2, (all_adults - share_old * old) / (1.0 - share_old))


def share_old(age_shares: tuple[float, ...]) -> float:
    """Share of 65+ among adults from the five age bands, without the minors of 15-24."""
    grown = 1.0 - rate("indicators.minors_15_24").value
    adults = grown * age_shares[1] + age_shares[2] + age_shares[3] + age_shares[4]
    return age_shares[4] / adults


def health() -> dict[tuple[str, int, str], dict[str, str]]:
    """All health rows by (region, year, age group)."""
    found = rows("health_2016_2020.csv.gz")
    return {(r["code"], int(r["year"]), r["age_group"]): r for r in found}


def from_margins() -> dict[str, Table]:
    """Every RIVM indicator from the margins of its wijk: coefficients and residual error."""
    figures = health()
    places = [r for r in rows("wijken_2016.csv.gz") if _complete(r)]
    result: dict[str, Table] = {}
    for name in PREDICTED:
        result[name] = {}
        for group in GROUPS:
            pairs = [(p, _reading(figures, p, name, group)) for p in places]
            known = [(p, value) for p, value in pairs if value is not None]
            x = np.array([[1.0, *(float(p[c]) for c in PREDICTORS)] for p, _ in known])
            y = logit(np.array([value for _, value in known]))
            weight = np.array([float(p["inhabitants"]) for p, _ in known])
            result[name][group] = _fit(x, y, weight)
    return result


def severe_limits() -> list[float]:
    """Severely limited from ill and limited: regions of Maastricht and Oss, 2020, all adults."""
    found = [r for r in rows("health_2016_2020.csv.gz") if r["year"] == "2020"]
    known = [r for r in found if r["severely_limited"] and r["ill_and_limited"]]
    old = np.array([float(r["age_group"] == "65plus") for r in known])
    x = logit(np.array([float(r["ill_and_limited"]) for r in known]))
    y = logit(np.array([float(r["severely_limited"]) for r in known]))
    return _fit(np.column_stack([np.ones(len(y)), x, old]), y, np.ones(len(y)))


def noise_on_liveability() -> list[float]:
    """Noise of neighbours (2020) on the Leefbaarometer deviation (2016): Maastricht and Oss."""
    places = {r["code"]: r for r in rows("wijken_2016.csv.gz") if r["liveability"]}
    pairs = [
        (float(places[code]["liveability"]), float(r["noise"]))
        for (code, year, group), r in health().items()
        if year == 2020 and group == "18plus" and r["noise"] and code in places
    ]
    x = np.column_stack([np.ones(len(pairs)), [a for a, _ in pairs]])
    y = logit(np.array([b for _, b in pairs]))
    return _fit(x, y, np.ones(len(y)))


def heerlen() -> dict[str, list[float]]:
    """Social assistance and youth care on low income, buurten of Heerlen, on the logit scale."""
    found = [r for r in rows("heerlen_2016_2020.csv") if float(r["inhabitants"] or 0) > 300]
    low = {(r["name"], r["year"]): r["low_income"] for r in found}
    aid = [r for r in found if r["social_assistance"] and r["low_income"]]
    percent = np.array([100 * float(r["social_assistance"]) / float(r["inhabitants"]) for r in aid])
    x = logit(np.array([float(r["low_income"]) for r in aid]))
    young = [
        (float(r["youth_care"]), float(low[(r["name"], "2018")]))
        for r in found
        if r["youth_care"] and low.get((r["name"], "2018"))
    ]
    z = logit(np.array([b for _, b in young]))
    y = logit(np.array([a for a, _ in young]))
    worry = [r for r in rows("health_2016_2020.csv.gz", "BU0917") if r["year"] == "2016"]
    meet = [float(r["making_ends_meet"]) for r in worry if r["age_group"] == "18_64"]
    ones = np.ones
    return {
        "social_assistance": _fit(np.column_stack([ones(len(x)), x]), logit(percent), ones(len(x))),
        "youth_care": _fit(np.column_stack([ones(len(z)), z]), y, ones(len(y))),
        "sd_low_income": [float(np.std(x, ddof=1))],
        "sd_making_ends_meet": [float(np.std(logit(np.array(meet)), ddof=1))],
    }


def _complete(row: dict[str, str]) -> bool:
    return all(row[c] for c in PREDICTORS) and int(row["inhabitants"]) >= 200


def _reading(
    figures: dict[tuple[str, int, str], dict[str, str]],
    place: dict[str, str],
    name: str,
    group: str,
) -> float | None:
    code = place["code"]
    if name not in ("limited", "ill_and_limited"):
        return number(figures.get((code, 2016, group), {}).get(name))
    old = number(figures.get((code, 2020, "65plus"), {}).get(name))
    adults = number(figures.get((code, 2020, "18plus"), {}).get(name))
    if old is None or adults is None or group == "65plus":
        return old
    columns = ("age_0_14", "age_15_24", "age_25_44", "age_45_64", "age_65")
    return adults_18_64(adults, old, share_old(tuple(float(place[c]) for c in columns)))


def _fit(
    x: NDArray[np.float64], y: NDArray[np.float64], weight: NDArray[np.float64]
) -> list[float]:
    """Weighted least squares: coefficients, then the residual standard deviation."""
    root = np.sqrt(weight / weight.mean())
    beta, *_ = np.linalg.lstsq(x * root[:, None], y * root, rcond=None)
    left = (y - x @ beta) * root
    error = float(np.sqrt((left * left).sum() / (len(y) - x.shape[1])))
    return [*(float(b) for b in beta), error]


def main() -> None:
    """Print the derived coefficients as TOML."""
    print("[regression]")
    for name, groups in from_margins().items():
        for group, values in groups.items():
            print(f"{name}.{group} = [{', '.join(f'{v:.5f}' for v in values)}]")
    print("[link]")
    print("severe_limits =", [round(v, 4) for v in severe_limits()])
    print("noise_on_liveability =", [round(v, 4) for v in noise_on_liveability()])
    for name, values in heerlen().items():
        print(f"heerlen_{name} =", [round(v, 4) for v in values])


if __name__ == "__main__":
    main()
