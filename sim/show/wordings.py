"""Every kind of sentence that the model makes, stated in English where it is made."""

from __future__ import annotations

from sim.analysis.gaps import Gap
from sim.comparison.notes import Remark
from sim.foundation.sentence import Wording
from sim.population.flags import Flag
from sim.record.reasons import Reason
from sim.verify.wording import About, Source, What

WORDINGS: tuple[type[Wording], ...] = (Flag, Reason, Gap, Remark, What, About, Source)
