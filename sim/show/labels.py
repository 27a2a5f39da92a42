"""Words in Dutch and English: of reports from ``text/nl.toml`` and ``text/en.toml``, of studies and
of commands that look things up from the files beside them. The English of sentences that the model
makes stands where they are made (``wordings.py``)."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_AREA = "area_"  # how the names of groups by area begin
LANGUAGES = ("nl", "en")
_FOLDER = Path(__file__).parent / "text"
_PREFIXES = ("", "studies_", "commands_")  # before the language in the name of a file


@cache
def words(lang: str) -> dict[str, str]:
    """Every text of a language by ``section.key``. Raises ``ValueError`` for another language."""
    return _english() | _stated(lang) if lang == "en" else _stated(lang)


@cache
def _stated(lang: str) -> dict[str, str]:
    """The texts of the files of a language, by ``section.key``."""
    if lang not in LANGUAGES:
        raise ValueError(f"the report is written in {' or '.join(LANGUAGES)}, not in {lang!r}")
    files = (_FOLDER / f"{prefix}{lang}.toml" for prefix in _PREFIXES)
    return {
        f"{section}.{key}": str(text).strip()
        for path in files
        for section, table in tomllib.loads(path.read_text(encoding="utf-8")).items()
        for key, text in table.items()
    }


def _english() -> dict[str, str]:
    """The English texts of all sentences, by ``sentences.code``."""
    # Imported here: the rooms that make sentences are slow to load, and few texts are sentences.
    from sim.show.wordings import WORDINGS

    return {f"sentences.{one.code}": one.english for kind in WORDINGS for one in kind}


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one language."""

    lang: str

    def __call__(self, key: str, **values: object) -> str:
        """The text of ``section.key`` with its places filled in; KeyError when there is none."""
        return (_stated(self.lang).get(key) or words(self.lang)[key]).format(**values)

    def has(self, key: str) -> bool:
        """True when there is a text of ``section.key``."""
        section = key.partition(".")[0]
        return key in (words if section == "sentences" else _stated)(self.lang)

    def name(self, section: str, key: str) -> str:
        """The name of a thing of the model; its own id in plain letters when unnamed."""
        return _stated(self.lang).get(f"{section}.{key}", key.replace("_", " "))


def group_name(text: Text, group: str, areas: Sequence[str]) -> str:
    """The name of a group of residents: an area (``area_2``) by its own.

    areas: names of the areas of the place, in order.
    """
    number = group.removeprefix(_AREA)
    if group.startswith(_AREA) and number.isdigit() and int(number) < len(areas):
        return areas[int(number)]
    return text.name("group", group)
