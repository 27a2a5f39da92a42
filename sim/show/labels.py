"""Words of reports in Dutch and English, read from ``text/nl.toml`` and ``text/en.toml``, and
those of studies from the files beside them. The English of sentences that the model makes stands
where they are made."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sim.analysis.gaps import Gap
from sim.comparison.notes import Remark
from sim.foundation.sentence import Wording
from sim.population.flags import Flag
from sim.record.reasons import Reason
from sim.support.contract import ORGANISATIONS, PAYERS
from sim.verify.wording import About, Source, What

# Whoever makes a sentence states it in English; here are its translations.
WORDINGS: tuple[type[Wording], ...] = (Flag, Reason, Gap, Remark, What, About, Source)
BY_ORGANISATION = ("requests_per_1000", "wait_intake_days", "running_per_fte")
_AREA = "area_"  # how the names of groups by area begin
LANGUAGES = ("nl", "en")
_FOLDER = Path(__file__).parent / "text"


@cache
def words(lang: str) -> dict[str, str]:
    """Every text of a language by ``section.key``. Raises ``ValueError`` for another language."""
    if lang not in LANGUAGES:
        raise ValueError(f"the report is written in {' or '.join(LANGUAGES)}, not in {lang!r}")
    found = _english() if lang == "en" else {}
    files = (_FOLDER / f"{prefix}{lang}.toml" for prefix in ("", "studies_"))
    return found | {
        f"{section}.{key}": str(text).strip()
        for path in files
        for section, table in tomllib.loads(path.read_text(encoding="utf-8")).items()
        for key, text in table.items()
    }


def _english() -> dict[str, str]:
    """The English texts of all sentences, by ``sentences.code``."""
    return {f"sentences.{one.code}": one.english for kind in WORDINGS for one in kind}


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one language."""

    lang: str

    def __call__(self, key: str, **values: object) -> str:
        """The text of ``section.key`` with its places filled in; KeyError when there is none."""
        return words(self.lang)[key].format(**values)

    def has(self, key: str) -> bool:
        """True when there is a text of ``section.key``."""
        return key in words(self.lang)

    def name(self, section: str, key: str) -> str:
        """The name of a thing of the model; its own id in plain letters when unnamed."""
        return words(self.lang).get(f"{section}.{key}", key.replace("_", " "))


def group_name(text: Text, group: str, areas: Sequence[str]) -> str:
    """The name of a group of residents: an area (``area_2``) by its own.

    areas: names of the areas of the place, in order.
    """
    number = group.removeprefix(_AREA)
    if group.startswith(_AREA) and number.isdigit() and int(number) < len(areas):
        return areas[int(number)]
    return text.name("group", group)


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
