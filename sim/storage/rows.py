"""Rows of finished work in Parquet, a file for every task: there whole or not at all.

What is done is read from the files themselves, so that a run may go on with other workers and
other tasks. What failed is not done: it is tried again when the run goes on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sim.storage.checkpoint import Kept

Row = dict[str, Any]
TEXT, WHOLE, BYTES = pa.string(), pa.int64(), pa.binary()


class KeptRows(Kept):
    """Rows of finished tasks.

    job: the columns that name a job, of which a task does some and a file holds all rows;
    types: of columns that are not decimal numbers.
    """

    def __init__(
        self,
        folder: Path,
        run: dict[str, Any],
        job: Sequence[str],
        types: Mapping[str, pa.DataType],
    ) -> None:
        super().__init__(folder, run)
        self.job, self.types = tuple(job), types

    def keep(self, rows: Sequence[Row]) -> None:
        """Keep what a task gave. Raises InputError when it cannot be written."""
        if not rows:
            return
        names = dict.fromkeys(name for row in rows for name in row)
        columns = {name: [row.get(name) for row in rows] for name in names}
        types = [(name, self.types.get(name, pa.float64())) for name in names]
        sink = pa.BufferOutputStream()
        pq.write_table(pa.table(columns, schema=pa.schema(types)), sink, compression="zstd")
        jobs = "/".join(" ".join(str(row[name]) for name in self.job) for row in rows)
        self.put(hashlib.sha256(jobs.encode()).hexdigest()[:16], sink.getvalue().to_pybytes())

    def done(self, tidy: bool = True) -> set[tuple[Any, ...]]:
        """The jobs that are done; ``tidy`` takes a damaged file, or one of another run, away."""
        found: set[tuple[Any, ...]] = set()
        for content in self._contents(tidy):
            jobs = pq.read_table(pa.BufferReader(content), columns=list(self.job))
            found |= set(zip(*(jobs[name].to_pylist() for name in self.job), strict=True))
        return found

    def table(self, models: Sequence[str] = ()) -> pa.Table:
        """Every row, by job and, where rows have one, by model in the given order."""
        every = pa.concat_tables(
            [pq.read_table(pa.BufferReader(content)) for content in self._contents()],
            promote_options="default",
        )
        keys = {name: every[name] for name in self.job}
        if models:
            keys["model"] = pc.index_in(every["model"], pa.array(models))
        order = pc.sort_indices(pa.table(keys), sort_keys=[(name, "ascending") for name in keys])
        return every.take(order)

    def _contents(self, tidy: bool = True) -> Iterator[bytes]:
        """What is whole of what was kept, in order of name."""
        for path in self.files():
            content = self.whole(path, tidy)
            if content is not None:
                yield content
