"""The folder of compiled code is nobody else's, and what is damaged in it is made anew."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.foundation import cache_folder
from sim.foundation.cache_folder import NOTES, pinned, trusted
from sim.foundation.sealed_code import is_sealed, seal
from tests.fresh import fresh_environment

DIGEST = "0123456789abcdef0123"
NAME = "numba-0123456789abcdef"
POSIX = pytest.mark.skipif(not hasattr(os, "getuid"), reason="owners and modes of POSIX")
ROOT = Path(__file__).parents[2]
# Two functions that are kept: one calls a rule in another file.
RULES = (
    "from sim.foundation.compiled import rule\n@rule\ndef step(x: int) -> int:\n    return x + 1\n"
)
PROGRAM = (
    "import rules; from sim.foundation.cache_folder import NOTES; print(rules.step(1), *NOTES)"
)


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No folder is asked for, what is temporary stands in a folder of this test."""
    monkeypatch.setattr(cache_folder, "NOTES", NOTES)
    NOTES.clear()
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    # These go back to what they were, whatever sets them.
    monkeypatch.setenv("WIJKSIM_CACHE_DIR", "")
    monkeypatch.setenv("WIJKSIM_CACHE_MB", "")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))


@POSIX
def test_it_is_made_for_its_user_alone(tmp_path: Path) -> None:
    found = pinned(DIGEST)
    assert found == tmp_path / "home" / ".cache" / "wijksim" / NAME
    assert [path.stat().st_mode & 0o777 for path in (found, found.parent)] == [0o700, 0o700]
    assert not NOTES


@POSIX
@pytest.mark.parametrize("of_others", ["", NAME])
def test_a_folder_in_which_others_can_write_is_not_used(tmp_path: Path, of_others: str) -> None:
    found = pinned(DIGEST)
    assert found is not None
    (found / "theirs.nbi").write_bytes(b"code")
    (found.parent / of_others).chmod(0o777)
    other = pinned(DIGEST)
    assert other is not None and other.parent.parent == tmp_path / "temporary"
    assert list(other.iterdir()) == [] and "cache_of_others" in NOTES
    assert other.stat().st_mode & 0o777 == other.parent.stat().st_mode & 0o777 == 0o700


@POSIX
def test_a_folder_of_another_user_and_a_link_are_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "home")
    assert trusted(tmp_path / "home") and not trusted(tmp_path / "link")
    if os.getuid() == 0:
        os.chown(tmp_path / "home", 4321, 4321)
    else:
        monkeypatch.setattr(os, "getuid", lambda: 4321)
    assert not trusted(tmp_path / "home")


def test_without_a_home_it_is_a_temporary_one_that_children_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", nowhere)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    first = pinned(DIGEST)
    assert first is not None and first.parent.parent == tmp_path / "temporary"
    assert NOTES == {"cache_not_written": ""}
    assert os.environ[cache_folder.ROOM] == "0"  # nothing else is kept in it
    assert pinned(DIGEST) == first  # as a child finds it
    cache_folder._remove(first.parent, os.getpid() + 1)
    assert first.is_dir()
    cache_folder._remove(first.parent, os.getpid())
    assert list((tmp_path / "temporary").iterdir()) == []


def test_what_can_be_read_and_not_written_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = pinned(DIGEST)
    assert kept is not None
    (kept / "a.nbi").write_bytes(b"code")

    def refused(*_: object, **__: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr("tempfile.TemporaryFile", refused)
    other = pinned(DIGEST)
    assert other is not None and other != kept and (other / "a.nbi").read_bytes() == b"code"
    assert list(NOTES) == ["cache_not_written"]


def test_only_folders_of_compiled_code_make_room(tmp_path: Path) -> None:
    root = tmp_path / "home" / ".cache" / "wijksim"
    for number in range(5):
        pinned(f"{number:016x}")
    (root / "numba-mine").mkdir()
    pinned(DIGEST)
    assert len(list(root.iterdir())) == cache_folder.KEPT + 1
    assert (root / "numba-mine").is_dir() and (root / NAME).is_dir()


def test_a_seal_notices_every_change() -> None:
    content = seal(b"code")
    assert is_sealed(content)
    for other in (b"", content[:-1], content[:3], b"cods" + content[4:], content + b"\0"):
        assert not is_sealed(other)


def answered(folder: Path, **more: str) -> list[str]:
    """What a new process says of the rule."""
    environment = fresh_environment(
        folder / "cache", PYTHONPATH=f"{ROOT}{os.pathsep}{folder}", **more
    )
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=folder, env=environment, text=True,
        capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout.split()


@pytest.mark.slow
def test_a_damaged_file_of_compiled_code_is_made_anew_and_told(tmp_path: Path) -> None:
    (tmp_path / "rules.py").write_text(RULES)
    assert answered(tmp_path) == ["2"]
    for pattern in ("*.nbi", "*.nbc"):
        (path,) = (tmp_path / "cache").rglob(pattern)
        whole = path.read_bytes()
        middle = len(whole) // 2
        flipped = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
        for broken in (b"", whole[:middle], b"not ours", flipped):
            path.write_bytes(broken)
            assert answered(tmp_path) == ["2", "cache_damaged"], (pattern, broken[:9])
            assert answered(tmp_path) == ["2"]


def test_the_folder_that_numba_is_told_of_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "rules.py").write_text(RULES)
    assert answered(tmp_path, NUMBA_CACHE_DIR=str(tmp_path / "others")) == ["2"]
    assert not (tmp_path / "others").exists()
