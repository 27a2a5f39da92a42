"""Results as CSV, for who has no Parquet: as Excel on a Dutch computer opens it, or plain.

``excel``: UTF-8 with a byte order mark, ``;`` between cells and a decimal comma, lines
ended by CR LF. A double click opens it in Dutch Excel; R reads it with ``read.csv2``,
pandas with ``sep=";", decimal=","``. ``plain``: UTF-8, ``,`` and a decimal point. Numbers
have all their digits; what is undefined is an empty cell.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeAlias

from sim.foundation.plain import cell
from sim.foundation.sentence import text_in
from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.inputs.request import ExportRequest
from sim.storage.folder import staged, write_errors, write_manifest, write_whole
from sim.storage.manifest import brief
from sim.storage.owned import OUTPUTS, altered, damaged, read_manifest

Style: TypeAlias = Literal["excel", "plain"]
STYLES: tuple[Style, ...] = ("excel", "plain")
Row = Sequence[Any]
_SPREADS = ("luck", "full")
_DECLARED, _ENDS = ("label", "unit", "better"), ("sd", "low", "high")
_BLOCK = 50_000  # rows of a table in memory at once


def write_csv(path: Path, head: Sequence[str], rows: Iterable[Row], style: Style) -> None:
    """One table; never leaves half a file. Raises OSError when it cannot be written."""
    stream = io.StringIO(newline="")
    excel = style == "excel"
    writer = csv.writer(stream, delimiter=";" if excel else ",", lineterminator="\r\n")
    writer.writerow([cell(name) for name in head])
    writer.writerows([_cell(value, excel) for value in row] for row in rows)
    write_whole(path, stream.getvalue().encode("utf-8-sig" if excel else "utf-8"))


def _cell(value: Any, comma: bool) -> str:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, float):
        text = repr(float(value)).removesuffix(".0")
        return text.replace(".", ",") if comma else text
    return cell(value) if isinstance(value, str) else str(value)


def write_summary(folder: Path, document: Mapping[str, Any], style: Style = "excel") -> None:
    """``models.csv``, ``differences.csv``, ``flows.csv`` and ``gains.csv`` of a comparison."""
    wide = tuple(f"{spread}_{end}" for spread in _SPREADS for end in _ENDS)
    each = ("outcome", *_DECLARED, "mean", *_ENDS, *wide)
    tables: dict[str, tuple[tuple[str, ...], Iterator[Row]]] = {
        "models": (("model", *each, "reason"), _results(document, "models")),
        "differences": (
            ("pair", *each, "variance_ratio", "reason"),
            _results(document, "differences", ("variance_ratio",)),
        ),
        "flows": (("model", "from", "to", "citizens"), _flows(document)),
        "gains": (("sort", "pair", "better", "worse", "same"), _gains(document)),
    }
    for name, (head, rows) in tables.items():
        write_csv(folder / f"{name}.csv", head, rows, style)


def _results(document: Mapping[str, Any], part: str, more: Sequence[str] = ()) -> Iterator[Row]:
    """A row per model or pair and outcome; low and high are the interval of the mean, the reason
    of what is undefined is its English text."""
    for key, outcomes in document[part].items():
        for name, item in outcomes.items():
            declared = document["outcomes"][name]
            spreads = [item.get(spread) or {} for spread in _SPREADS]
            yield (
                key,
                name,
                *(declared[k] for k in _DECLARED),
                *(item[k] for k in ("mean", *_ENDS)),
                *(spread.get(end) for spread in spreads for end in _ENDS),
                *(item.get(k) for k in more),
                text_in(item.get("reason")),
            )


def _flows(document: Mapping[str, Any]) -> Iterator[Row]:
    """Moves between states, summed over the weeks, mean over replications; zero left out."""
    states = document["flow_states"]
    for model, matrix in document["flows"].items():
        for i, row in enumerate(matrix):
            for j, citizens in enumerate(row):
                if citizens:
                    yield model, states[i], states[j], citizens


def _gains(document: Mapping[str, Any]) -> Iterator[Row]:
    """Shares of residents: with the same luck, then what support's own luck does."""
    other = document.get("gains_other_luck", {})
    for sort, table in {"same_luck": document["gains"], **other}.items():
        for pair, shares in table.items():
            yield sort, pair, *(shares[k] for k in ("better", "worse", "same"))


def export(request: ExportRequest) -> list[Path]:
    """Every Parquet table of a results folder as CSV in ``out`` (None: its ``csv``).

    Returns the files written. Raises InputError when the folder holds no tables, one of them is
    not what was written there, or a file that is not ours stands where one would go.
    """
    folder, out = request.folder, request.out
    target = folder / "csv" if out is None else out
    manifest = read_manifest(folder)
    tables = tables_of(folder, manifest)
    origin = manifest["key"] if manifest else str(folder.resolve())
    key = hashlib.sha256(f"export {origin}".encode()).hexdigest()
    names = [f"{path.stem}.csv" for path in tables]
    with staged(target, key) as part, write_errors(target):
        for path, name in zip(tables, names, strict=True):
            _write_table(path, part / name, request.style)
        write_manifest(part, brief(request, key))
    return [target / name for name in names]


def tables_of(folder: Path, manifest: Mapping[str, Any] | None) -> list[Path]:
    """The tables of a folder: of one with a manifest those that it lists, as they were written."""
    tables = sorted(folder.glob("*.parquet")) if folder.is_dir() else []
    if manifest is not None:
        tables = [folder / name for name in manifest[OUTPUTS] if name.endswith(".parquet")]
        if name := altered(folder, manifest, (path.name for path in tables)):
            raise damaged(folder / name)
    if not tables:
        raise InputError(
            code="missing_file",
            where=str(folder),
            allowed=Said.PARQUET_FOLDER(),
            message="there are no tables in this folder",
        )
    return tables


def _write_table(path: Path, to: Path, style: Style) -> None:
    """One table as CSV. InputError when it cannot be read."""
    with read_table(path) as (head, rows):
        write_csv(to, head, rows, style)


@contextlib.contextmanager
def read_table(path: Path) -> Iterator[tuple[list[str], Iterator[Row]]]:
    """The head and the rows of a Parquet table. InputError when it cannot be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(path)
        rows = (
            row
            for batch in table.iter_batches(_BLOCK)
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True)
        )
        yield table.schema_arrow.names, rows
    except (pa.ArrowException, UnicodeError) as error:
        raise damaged(path) from error
