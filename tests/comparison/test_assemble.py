"""Parts of the document of a comparison."""

from __future__ import annotations

import hashlib
from types import SimpleNamespace
from typing import Any

from sim.comparison.assemble import digest_of, outcomes_part
from sim.comparison.country import digest_of as country_digest
from sim.record.outcomes import OUTCOMES


def replication(kind: str, number: int, **digests: str) -> Any:
    models = {name: SimpleNamespace(digest=digest) for name, digest in digests.items()}
    return SimpleNamespace(kind=kind, number=number, models=models)


def test_the_digest_is_of_citizens_in_fixed_order() -> None:
    one, two = replication("luck", 0, a="x", b="y"), replication("luck", 1, a="z")
    text = b"luck/0/a/x\nluck/0/b/y\nluck/1/a/z\n"
    assert digest_of([two, one]) == digest_of([one, two]) == hashlib.sha256(text).hexdigest()
    assert digest_of([one]) != digest_of([one, two])


def test_the_digest_of_a_country_is_of_rows_in_the_order_given() -> None:
    rows = [("WK1", 0, "a", "x"), ("WK1", 1, "a", "y")]
    assert country_digest(rows) == hashlib.sha256(b"WK1/0/a/x\nWK1/1/a/y\n").hexdigest()
    assert country_digest(reversed(rows)) != country_digest(rows)


def test_outcomes_are_described_as_declared_in_the_language_asked_for() -> None:
    first, *_, last = OUTCOMES
    for lang in ("nl", "en"):
        found = outcomes_part([last, first], lang)
        assert list(found) == [first, last]
        for name, item in found.items():
            label = getattr(OUTCOMES[name], f"label_{lang}")
            assert item == {
                "unit": OUTCOMES[name].unit,
                "better": OUTCOMES[name].better,
                "label": label,
            }
