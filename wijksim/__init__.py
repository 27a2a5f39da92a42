"""``import wijksim`` is ``import sim``: the package under the name of the project.

What stands beside this folder is loaded, also where a ``sim.py`` in the current folder would
otherwise come first: that one is no part of wijksim, and worker processes look in the same places.
"""

from __future__ import annotations

import atexit
import gc
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

_BESIDE = str(Path(__file__).resolve().parent.parent)


def _package() -> Any:
    """The package beside this one."""
    if "sim" not in sys.modules and sys.path[:1] != [_BESIDE]:
        sys.path.insert(0, _BESIDE)
    found = import_module("sim")
    if getattr(found, "__file__", None) != str(Path(_BESIDE, "sim", "__init__.py")):
        where = getattr(found, "__file__", "another folder")
        raise ImportError(f"a module 'sim' that is not wijksim's was loaded from {where}")
    return found


_SIM = _package()
__version__: str = _SIM.__version__
__all__ = list(_SIM.__all__)

# New objects after which memory is searched for cycles. Libraries and charts make a million that
# stay: with Python's own number the search for what can go takes a sixth of a small command.
_SEARCH_AFTER = 500_000


def __getattr__(name: str) -> Any:
    return getattr(_SIM, name)


def __dir__() -> list[str]:
    return sorted(__all__)


def main() -> int:
    """The command ``wijksim``."""
    gc.set_threshold(_SEARCH_AFTER)
    # A process that ends gives back its memory whole: no search through it for what can go.
    atexit.register(gc.freeze)
    return int(import_module("sim.cli.main").main())
