"""Why a number over runs is missing."""

from __future__ import annotations

from sim.foundation.sentence import Wording


class Gap(Wording):
    """Reasons, by code."""

    UNDEFINED_ALL = "undefined in every replication"
    UNDEFINED_SOME = "undefined in {missing} of {runs} replications"
    UNDEFINED_SOME_WHY = "undefined in {missing} of {runs} replications: {why}"
    UNDEFINED_WIJKEN = "undefined in every wijk"
    ONE_REPLICATION = "one replication has no spread"
    ALWAYS_SAME = "the same in every run"
    EXACTLY_SAME = "exactly the same in every run"
    DIFFERENCE_SAME = "the difference is the same in every run"
    FEW_RUNS = "defined in fewer than two runs"
    NO_NUMBER = "no number in {missing} of {runs} runs, first at row {row}"
    NOT_PREDICTED = "the emulator does not predict well enough"
