"""The documents of the commands as lines of text for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.show.columns import columns

STATUS = "wijksim/status/1"
_SENTENCE = {"code", "text", "values"}  # the keys of a sentence in a document


def outline(document: Mapping[str, Any], lang: str = "en", indent: str = "") -> Iterator[str]:
    """A document as indented lines, for people who want to read on; the same in every language."""
    for key, item in ((key, _said(item)) for key, item in document.items()):
        if isinstance(item, Mapping):
            yield f"{indent}{key}:"
            yield from outline(item, lang, indent + "  ")
        elif isinstance(item, (list, tuple)) and item and isinstance(item[0], Mapping):
            yield from _parts(key, item, indent)
        elif isinstance(item, (list, tuple)):
            yield from (f"{indent}{key}: {part}" for part in item)
        elif isinstance(item, float):
            yield f"{indent}{key}: {item:.6g}"
        else:
            yield f"{indent}{key}: {item}"


def _said(item: Any) -> Any:
    """A sentence, or each of several, by its text; anything else as it is."""
    if isinstance(item, Mapping) and item.keys() == _SENTENCE:
        return item["text"]
    return [_said(part) for part in item] if isinstance(item, (list, tuple)) else item


def _parts(key: str, parts: Sequence[Mapping[str, Any]], indent: str) -> Iterator[str]:
    """Rows as a table; those that hold more than one value each as an outline of their own."""
    for number, part in enumerate(parts):
        name = part.get("name", part.get("code", number + 1))
        inner = {k: v for k, v in part.items() if k not in ("name", "code")}
        if _nested(inner):
            yield f"{indent}{key}, {name}:"
            yield from outline(inner, indent=indent + "  ")
    if not _nested(parts[0]):
        yield f"{indent}{key}:"
        rows = [tuple(parts[0]), *(tuple(_cell(v) for v in row.values()) for row in parts)]
        yield from (f"{indent}  {line}" for line in columns(rows))


def _nested(part: Mapping[str, Any]) -> bool:
    return any(isinstance(value, (list, tuple, Mapping)) for value in part.values())


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def scenario(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    """A scenario: its values by group."""
    from sim.show.scenario_shown import lines

    return lines(document, lang)


def differences(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    """Differences between two scenarios, a row for each."""
    from sim.show.scenario_diff import lines

    return lines(document, lang)


def results(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    """Two finished comparisons side by side."""
    from sim.show.results_diff import lines

    return lines(document, lang)


def titles(document: Mapping[str, Any], _: str) -> Iterator[str]:
    """The scenarios with their titles."""
    yield from columns([(one["id"], one["title"]) for one in document["scenarios"]])


def places(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    """Places that were found, a row each."""
    from sim.show.places_shown import lines

    return lines(document, lang)


def bundles(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    """Every bundle: its name, strength, label and story, what it sets and what is left open."""
    from sim.show.reader import Reader

    reader = Reader(lang, {})
    for name, row in document["bundles"].items():
        how = row["strength"]
        unit = "" if how is None else reader.parameter_unit(how["unit"])
        said = "" if how is None else reader.text("bundles.strength", **how | {"unit": unit})
        yield f"{name}{said}: {row['label'][lang]}"
        yield f"  {row['story'][lang]}"
        for key, value in row["set"].items():
            yield f"    {key} = {value}"
        if row["open"] is not None:
            yield "  " + reader.text("bundles.open", what=row["open"][lang])
        sources = ", ".join(row["sources"])
        yield "  " + reader.text("bundles.source", sources=sources)


def summary(document: Mapping[str, Any], _: str, then: str) -> Iterator[str]:
    """The summary in a results folder, and the path of the file to look at next."""
    folder = Path(document["out"])
    yield from (folder / "summary.txt").read_text(encoding="utf-8").splitlines()
    yield ""
    yield str(folder / then)


def checked(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    """A line per scenario that is in order, and one for everything doubtful in it."""
    from sim.show.labels import Text

    text, names = Text(lang), document["checked"]
    found: dict[str, list[str]] = {name: [] for name in names}
    for one in document["warnings"]:
        found[one["scenario"]].append(f"  {one['text']}")
    said = [text(f"check.{'doubtful' if found[name] else 'right'}") for name in names]
    for name, line in zip(names, columns(list(zip(names, said, strict=True))), strict=True):
        yield from (line, *found[name])


def study(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    """A study of many points as its page says it; anything else as an outline."""
    from sim.show.studies.pages import ESTIMATE, KINDS, kind_of, lines

    if document.get("schema") == STATUS:
        return under_way(document, lang)
    known = kind_of(document) in (*KINDS, ESTIMATE)
    return lines(document, lang) if known else outline(document)


def under_way(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    """The progress of a study."""
    from sim.show.terminal import status_lines

    return status_lines(document, lang)


def one_run(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    """One run by its main outcomes, year by year."""
    from sim.show.terminal import run_lines

    return run_lines(document, lang)


def residents(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    """The residents of a place and their fit."""
    from sim.show.terminal import population_lines

    return population_lines(document, lang)


def as_json(document: Mapping[str, Any], _: str) -> Iterator[str]:
    """A document as JSON that people can read, the same whatever signs a stream has."""
    return iter(json.dumps(document, indent=2).splitlines())


def paths(document: Mapping[str, Any], _: str) -> Iterator[str]:
    """The files that were written, in any language."""
    return iter(document["written"])


def known_answers(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    """Every known answer beside the model's."""
    from sim.show.known_answers import lines

    return lines(document, lang)


def evidence(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    """A trial of the model: what was done, its tables, and what asks for attention."""
    from sim.show.evidence import Told

    told = Told(document, lang)
    yield from told.opening()
    yield ""
    for table in told.tables():
        yield from columns(table)
        yield ""
    yield from told.closing()
