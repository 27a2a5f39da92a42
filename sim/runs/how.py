"""Carrying out a study: the executor, and the writer of its page."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
