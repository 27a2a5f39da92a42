"""Names of the levels of today's practice."""

from __future__ import annotations

from sim.show.labels import Text
from sim.support.contract import ORGANISATIONS, PAYERS

BY_ORGANISATION = ("requests_per_1000", "wait_intake_days", "running_per_fte")


def level_name(text: Text, level: str) -> str:
    """The name of a level of today's practice, with the desk or the payer that it is of."""
    return _levels(text).get(level) or text.name("steady", level)


def _levels(text: Text) -> dict[str, str]:
    """Names of the levels of every organisation and payer."""
    found = {
        f"{kind}_{place}": text(f"steady.{kind}", where=text.name("account", place))
        for kind in BY_ORGANISATION
        for place in ORGANISATIONS
    }
    for payer in PAYERS:
        name = text.name("payers", payer)
        found[f"{payer}_users_per_1000"] = text("steady.payer_users", payer=name)
        found[f"cost_payer_{payer}"] = text("steady.payer_cost", payer=name)
    return found
