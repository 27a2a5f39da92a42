"""Expected courses of needs, compiled and kept, for tests that run in plain Python.

A neighbourhood's first base rates ask how long a need is expected to last: seconds in
compiled code, half a minute in plain Python, and the same for almost every test. As a plugin
of pytest this gives them from a folder; what is not there yet is followed once by compiled
code of the sources without a fault. So a fault in these few rules changes no first base
rate, but does change everything that is lived with them.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import Phase, settings

import sim
from sim.baseline import course
from sim.foundation.units import F8
from tests.fresh import fresh_environment


def kept(*asked: Any) -> F8:
    """Courses as ``sim.baseline.course`` follows them, from the folder."""
    content = pickle.dumps(asked)
    path = Path(os.environ["MUTANTS_COURSES"]) / f"{hashlib.sha256(content).hexdigest()}.npy"
    if not path.is_file():
        _follow(content, path)
    found: F8 = np.load(path)
    found.flags.writeable = False
    return found


def _follow(content: bytes, path: Path) -> None:
    """Have them followed by compiled code of the sources without a fault."""
    path.parent.mkdir(parents=True, exist_ok=True)
    origin = os.environ["MUTANTS_ORIGIN"]
    environment = fresh_environment(Path(os.environ["MUTANTS_CACHE"]), PYTHONPATH=origin)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        new = Path(folder) / path.name
        subprocess.run(
            [sys.executable, "-m", "tests.mutants.courses", str(new)],
            input=content,
            cwd=origin,
            env=environment,
            check=True,
        )
        os.replace(new, path)


def pytest_configure() -> None:
    """Courses from the folder, and no search for the smallest example: one failure is enough."""
    assert Path(sim.__file__).is_relative_to(Path.cwd()), "the copy is not what is imported"
    course._courses = kept  # type: ignore[assignment]
    quick = settings.get_profile("wijksim")
    settings.register_profile("mutants", quick, phases=[Phase.explicit, Phase.generate])
    settings.load_profile("mutants")


if __name__ == "__main__":
    np.save(sys.argv[1], course._courses(*pickle.loads(sys.stdin.buffer.read())))
