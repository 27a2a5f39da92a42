"""The one way from a request to a folder of results: every command that runs many neighbourhoods.

What is done is written at once, so that a run that was stopped goes on in the same folder under
the same code, data, values and libraries, and loses what was in hand; what failed is tried again
when the same command is given. The results take their place when they are whole, manifest last;
then comes the page.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shlex
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import pyarrow as pa

from sim.data import checksums
from sim.execution.cluster import scheduler
from sim.execution.pool import Workers, cores
from sim.execution.progress import Progress
from sim.foundation.compiled import source_digest
from sim.inputs.files.errors import PageError
from sim.inputs.files.folders import table_checksums
from sim.inputs.files.said import Said
from sim.inputs.parameters.load import read_parameters
from sim.inputs.request import CompareRequest, CountryRequest, EvidenceRequest
from sim.inputs.study_request import StudyRequest
from sim.runs.paired import Plan
from sim.runs.warm_up import warm_up
from sim.runs.work import Done, Job, Task, Work, do, failed, raise_first, run_in_parts, tasks_of
from sim.storage import folder as store
from sim.storage.checkpoint import FOLDER, RUN, Checkpoint, writing
from sim.storage.manifest import manifest, versions

T = TypeVar("T")
FrameRequest: TypeAlias = CompareRequest | CountryRequest | EvidenceRequest | StudyRequest
# Writes what people read of a document into a folder, in a language. It is handed down by the
# command, for a study knows no pages.
Page = Callable[[Any, Path, str], object]


@dataclass(frozen=True)
class How:
    """The executor of a study, and the writer of its page.

    executor: any ``concurrent.futures.Executor`` instead of processes of our own; page: None
    writes none.
    """

    executor: Executor | None = None
    page: Page | None = None


HERE = How()  # in processes of our own, without a page


def identity(plan: Plan) -> dict[str, Any]:
    """All that a replication is a function of, as JSON holds it."""
    ranges = {
        key: [item.value, item.low, item.high, item.draw, item.direction]
        for key, item in read_parameters().items()
    }
    whole = {
        "code": source_digest(),
        "data": {**checksums(), **table_checksums()},
        "scenario": plan.resolved.document(),
        "ranges": ranges,
        "today": [plan.today.answers, dict(plan.today_values)],
        "place": hashlib.sha256(repr(plan.place).encode()).hexdigest(),
        "versions": versions(),
    }
    if plan.without is not None:
        whole["without"] = identity(plan.without)
    found: dict[str, Any] = json.loads(json.dumps(whole, default=str))
    # Where a value was stated changes no number; the command line says it anyway.
    for name in ("origin", "files", "title"):
        found["scenario"].pop(name, None)
    return found


@dataclass(frozen=True)
class Undertaking:
    """A run under one name; ``identity`` and ``key`` hold all that its rows are a function
    of, ``plan`` is (the first of) its scenarios."""

    name: str  # of its folder, when none is asked for
    title: str  # in progress
    key: str
    identity: dict[str, Any]
    plan: Plan
    work: Work[Any]


@dataclass
class Underway:
    """An undertaking while it is carried out: in ``part`` its results are written, in ``folder``
    they will stand."""

    what: Undertaking
    request: FrameRequest
    how: How
    checkpoint: Checkpoint
    folder: Path
    part: Path
    progress: Progress
    began: float = field(default_factory=time.perf_counter)
    failed: dict[Job, dict[str, Any]] = field(default_factory=dict)
    order: dict[Job, int] = field(default_factory=dict)  # of every job that was asked for
    spent: dict[str, float] = field(default_factory=dict)  # seconds of the processors
    compiling: float = 0.0  # seconds of the clock
    cpu: float = 0.0
    cost: float = 0.0  # citizen-weeks done now, burn-ins included
    workers: int = 1
    page_of: Any = None

    @property
    def failures(self) -> list[dict[str, Any]]:
        """Failed jobs, in the order in which they were asked for."""
        return [self.failed[job] for job in sorted(self.failed, key=self.order.__getitem__)]

    def carry_out(
        self,
        todo: Mapping[Job, T],
        batched: Callable[[list[T]], Sequence[Any]],
        weight: Callable[[Job], int] = lambda _: 1,
    ) -> None:
        """Do what was not done before. Raises the first failure when nothing at all was done.

        todo: by job; batched: what is left of it in batches of the work; weight: of a job in
        progress, where jobs are of very different size.
        """
        things, before = self.what.work.things, self.checkpoint.done() & todo.keys()
        self.order |= {job: len(self.order) + at for at, job in enumerate(todo)}
        left = {job: item for job, item in todo.items() if job not in before}
        if before:
            self.progress.say(f"{len(before)} of {len(todo)} {things} were done before")
        if count := self.checkpoint.damaged:
            files = "1 damaged file" if count == 1 else f"{count} damaged files"
            self.progress.say(f"{files} of finished work taken away; the work is done again")
        if self.checkpoint.mended:
            self.progress.say(f"{RUN} was damaged and is written anew; finished work is kept")
        if left:
            total, finished = sum(map(weight, todo)), sum(map(weight, before))

            def take(_: Task[Any], done: Done) -> None:
                """Take over what a task gave, and report."""
                nonlocal finished
                finished += sum(map(weight, done.jobs))
                self.took(done)
                self.progress(finished, total)

            self._do(batched(list(left.values())), take)
        if not self.checkpoint.files() and self.failed:
            raise_first(self.failures)

    def _do(self, batches: Sequence[Any], take: Callable[[Task[Any], Done], None]) -> None:
        """By the executor that was given, a cluster, or processes of our own."""
        work, request = self.what.work, self.request
        asked = request.workers
        address = None if self.how.executor else request.scheduler
        with scheduler(address) as (cluster, size):
            self.workers = asked or size or cores()
            began = time.perf_counter()
            try:
                warm_up(self.what.plan, self.progress, self.workers)
                self.compiling += time.perf_counter() - began
                tasks = tasks_of(work, batches, self.workers)
                by = Workers(asked or size, self.how.executor or cluster, work.apart)
                lost = run_in_parts(do, tasks, take, by)
            except KeyboardInterrupt:
                self._tell_kept()
                raise
        for task, item in lost:
            for batch in task.batches:
                for job in work.jobs(batch):
                    self.failed[job] = failed(work, batch, job, item.error, item.died)

    def _tell_kept(self) -> None:
        """Say what a run that is stopped leaves behind."""
        things, done = self.what.work.things, len(self.checkpoint.done())
        if done:
            self.progress.say(
                f"{done} of {len(self.order)} {things} are checkpointed in "
                f"{self.checkpoint.folder}; the same command goes on from there"
            )
        else:
            self.progress.say(f"none of {len(self.order)} {things} was finished: nothing is kept")

    def took(self, done: Done) -> None:
        """Write what a task gave, at once."""
        self.checkpoint.write(done.rows)
        self.failed |= dict(done.failures)
        self.cpu += done.cpu
        self.cost += done.cost
        for name, seconds in done.spent.items():
            self.spent[name] = self.spent.get(name, 0.0) + seconds
        done.rows.clear()  # they are on disk

    def table(self, models: Sequence[str] = ()) -> pa.Table:
        """Every row, by job and, where rows have one, by model in the given order."""
        return self.checkpoint.table(models)

    def finish(
        self,
        document: dict[str, Any],
        name: str,
        found: Callable[[], Mapping[str, Any]],
        page_of: Any = None,
    ) -> dict[str, Any]:
        """Write document and manifest beside the tables that stand in ``part``.

        name: of the document's file; found: what the manifest says of the result, asked for
        last; page_of: what the page is made of, when that is not the document.
        """
        self.page_of = page_of or document
        with store.write_errors(self.folder):
            about = {**found(), "document": name}
            store.write_json(self.part / name, document)
            plan = self.what.plan.resolved
            store.write_manifest(self.part, manifest(plan, self.request, self.what.key, about))
        return document

    def elapsed(self) -> float:
        """Seconds of the clock since it began."""
        return time.perf_counter() - self.began


def write_page(folder: Path, how: How, page_of: Any, lang: str) -> None:
    """Write the page beside results that are in place. PageError when that goes wrong."""
    if how.page is None:
        return
    try:
        with store.added(folder) as part:
            how.page(page_of, part, lang)
    except Exception as error:
        raise PageError(
            code="no_page",
            where=str(folder),
            found=f"{type(error).__name__}: {error}",
            allowed=Said.REPORT(folder=shlex.quote(str(folder))),
            message="the results are kept, but their page could not be written",
        ) from error


@contextlib.contextmanager
def underway(what: Undertaking, request: FrameRequest, how: How) -> Iterator[Underway]:
    """Carry out an undertaking; its results stand in their folder at the end.

    Raises InputError when the folder holds another run or cannot be written.
    """
    began = time.perf_counter()
    folder = store.folder_of(request.out, what.name, what.key)
    store.check_folder(folder, what.key)
    progress = Progress(what.title, request.progress)
    own = Checkpoint(folder / FOLDER, what.identity, what.work.job, what.work.types)
    with writing(own):
        with store.staged(folder, what.key) as part:
            found = Underway(what, request, how, own, folder, part, progress, began)
            yield found
        if not found.failed:
            own.clear()
        write_page(folder, how, found.page_of, request.lang)
