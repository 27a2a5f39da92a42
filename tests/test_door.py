"""``import wijksim``, and what a user's own files of the same names cannot change."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import sim
import wijksim

ROOT = Path(__file__).parents[1]
SHADOWS = 'raise SystemExit("a file of the user was run")\n'
POOL = """
import sys
import wijksim
from sim.execution.pool import Workers, run_tasks
from sim.foundation.ahead import compile_module
if __name__ == "__main__":
    found = run_tasks(compile_module, ["sim.foundation.units"] * 2, Workers(2))
    print(sorted(found.done), found.failed, wijksim.resolve("null").id)
"""


def test_the_door_gives_what_the_package_has() -> None:
    assert set(sim.__all__) <= set(dir(wijksim))
    assert wijksim.compare is sim.compare and wijksim.CompareRequest is sim.CompareRequest
    assert wijksim.__version__ == sim.__version__


def test_the_wheel_and_the_command_go_through_the_door() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["sim", "wijksim"]
    assert project["project"]["scripts"] == {"wijksim": "wijksim:main"}


def in_a_folder_of_the_user(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Python in a folder that holds files by the names of ours."""
    (folder / "sim.py").write_text(SHADOWS)
    (folder / "calibration").mkdir(exist_ok=True)
    (folder / "calibration" / "__init__.py").write_text(SHADOWS)
    return subprocess.run(
        [sys.executable, *words], cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))}, timeout=600.0,
    )  # fmt: skip


def test_files_of_the_user_by_our_names_are_not_run(tmp_path: Path) -> None:
    done = in_a_folder_of_the_user(tmp_path, "-m", "wijksim", "scenarios", "show", "null")
    assert (done.returncode, done.stderr) == (0, "") and done.stdout.startswith("null: ")


def test_nor_in_the_processes_that_do_the_work(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(POOL)
    done = in_a_folder_of_the_user(tmp_path, "mine.py")
    assert (done.returncode, done.stdout) == (0, "[0, 1] [] null\n"), done.stderr


def test_another_sim_that_is_already_there_is_told(tmp_path: Path) -> None:
    other = "import sys, types; sys.modules['sim'] = types.ModuleType('sim'); import wijksim"
    done = in_a_folder_of_the_user(tmp_path, "-c", other)
    assert "ImportError: a module 'sim' that is not wijksim's" in done.stderr
