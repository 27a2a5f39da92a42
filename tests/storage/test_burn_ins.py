"""Files of burn-ins: whole and ours, or for nothing; bounded; never in the way of a run."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sim.inputs.request import CompareRequest
from sim.model.digest import state_digest
from sim.runs import paired
from sim.runs.paired import make_plan
from sim.runs.replicate import people_of, values_of
from sim.storage import burn_ins
from sim.storage.burn_ins import FILES, FOLDER, MEGABYTES, SUFFIX, BurnIn, cached, room
from sim.storage.situations import decoded, encoded

KEY, OTHER = 64 * "a", 64 * "b"
POSIX = pytest.mark.skipif(not hasattr(os, "getuid"), reason="owners and modes of POSIX")


class Kept(NamedTuple):
    """A burn-in, and how often it was simulated."""

    found: BurnIn
    times: list[int]

    def simulated(self) -> BurnIn:
        self.times.append(1)
        return self.found

    def __call__(self, key: str = KEY) -> str:
        """What comes of asking for it."""
        now, years = cached(key, self.found[0].practice, self.simulated)
        assert years == self.found[1]
        return state_digest(now)


@pytest.fixture(scope="module")
def found() -> BurnIn:
    given = {"burn_in_weeks": "53"}
    plan = make_plan(CompareRequest(citizens=200, weeks=5, set=given), None)
    values, people = values_of(plan, "luck", 0)[0], people_of(plan, 0)
    return paired.burn_in_years(plan, values, people, 7, 2)


@pytest.fixture
def burn_in(found: BurnIn) -> Kept:
    return Kept(found, [])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where burn-ins are kept, with room for some."""
    monkeypatch.setenv("WIJKSIM_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("WIJKSIM_CACHE_MB", "100")
    return tmp_path / "cache" / FOLDER


def sizes(monkeypatch: pytest.MonkeyPatch, file: Path, files: float) -> None:
    """Room for so many files of this size."""
    monkeypatch.setattr(burn_ins, "FILES", 1)
    monkeypatch.setattr(burn_ins, "room", lambda: int(files * file.stat().st_size))


def test_it_is_simulated_once(burn_in: Kept, folder: Path) -> None:
    digests = {burn_in() for _ in range(3)}
    assert digests == {state_digest(burn_in.found[0])} and len(burn_in.times) == 1
    assert [path.name for path in folder.iterdir()] == [KEY + SUFFIX]


@POSIX
def test_folder_and_file_are_their_users_alone(burn_in: Kept, folder: Path) -> None:
    burn_in()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / (KEY + SUFFIX)).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "damage",
    [
        *(lambda c, at=at: c[:at] + bytes([c[at] ^ 1]) + c[at + 1 :] for at in (0, 999, -40, -2)),
        *(lambda c, size=size: c[:size] for size in (0, 10, 31, 32, 33, 5000, -1)),
        *(lambda c: c + b"\0", lambda c: bytes(len(c)), lambda c: b"\x80\x04." + c),
        *(lambda _, t=text: burn_ins._sealed(KEY, t) for text in (b"", b"\x80\x04.", b"{}")),
    ],
)  # fmt: skip
def test_what_is_damaged_is_simulated_and_written_anew(
    damage: Any, burn_in: Kept, folder: Path
) -> None:
    digest = burn_in()
    file = folder / (KEY + SUFFIX)
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert burn_in() == digest and len(burn_in.times) == 2
    assert file.read_bytes() == whole and burn_in() == digest and len(burn_in.times) == 2


def test_the_file_of_another_burn_in_is_not_read(burn_in: Kept, folder: Path) -> None:
    burn_in(OTHER)
    (folder / (OTHER + SUFFIX)).rename(folder / (KEY + SUFFIX))
    burn_in()
    assert len(burn_in.times) == 2


@POSIX
def test_a_file_of_another_user_and_a_link_are_not_read(
    burn_in: Kept, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    burn_in()
    file, elsewhere = folder / (KEY + SUFFIX), tmp_path / "elsewhere"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    burn_in()
    assert len(burn_in.times) == 2 and not file.is_symlink()
    monkeypatch.setattr(burn_ins, "of_ours", lambda _: False)
    burn_in()
    assert len(burn_in.times) == 3


@POSIX
def test_a_folder_in_which_others_can_write_is_not_used(burn_in: Kept, folder: Path) -> None:
    burn_in()
    folder.chmod(0o777)
    burn_in()
    burn_in(OTHER)
    assert len(burn_in.times) == 3 and len(list(folder.iterdir())) == 1


def test_what_was_used_longest_ago_goes(
    burn_in: Kept, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [64 * letter for letter in "abcd"]
    for age, key in enumerate(keys[:3]):
        burn_in(key)
        os.utime(folder / (key + SUFFIX), (1000 + age, 1000 + age))
    burn_in(keys[0])
    sizes(monkeypatch, folder / (keys[0] + SUFFIX), 2.5)
    burn_in(keys[3])
    left = {path.name[0] for path in folder.iterdir()}
    assert left == {"a", "d"} and len(burn_in.times) == 4


def test_one_that_is_too_large_for_all_to_fit_is_not_kept(
    burn_in: Kept, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    burn_in()
    most = FILES * (folder / (KEY + SUFFIX)).stat().st_size
    for less, there in ((1, False), (0, True)):
        shutil.rmtree(folder)
        monkeypatch.setattr(burn_ins, "room", lambda less=less: most - less)
        burn_in()
        assert (folder / (KEY + SUFFIX)).exists() == there


@pytest.mark.parametrize(
    ("given", "megabytes"),
    [("", MEGABYTES), ("12", 12), ("0", 0), ("-1", MEGABYTES), ("x", MEGABYTES)],
)
def test_the_room_is_as_asked(given: str, megabytes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIJKSIM_CACHE_MB", given)
    assert room() == 1_000_000 * megabytes


def test_no_room_keeps_and_reads_nothing(
    burn_in: Kept, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIJKSIM_CACHE_MB", "0")
    burn_in()
    burn_in()
    assert len(burn_in.times) == 2 and not folder.exists()


@pytest.mark.parametrize("what", ["os.replace", "tempfile.mkstemp", "tempfile.TemporaryFile"])
def test_a_disk_that_takes_nothing_stops_no_run(
    what: str, burn_in: Kept, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(what, full)
    burn_in()
    burn_in()
    assert len(burn_in.times) == 2 and list(folder.iterdir()) == []


def test_the_last_of_a_disk_is_left_to_results(
    burn_in: Kept, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": room() - 1})
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    burn_in()
    assert list(folder.iterdir()) == []


def test_a_folder_in_place_of_the_file_stops_no_run(burn_in: Kept, folder: Path) -> None:
    burn_in()
    file = folder / (KEY + SUFFIX)
    file.unlink()
    file.mkdir()
    burn_in()
    assert len(burn_in.times) == 2 and file.is_dir()


def test_several_at_once_are_no_trouble(burn_in: Kept, folder: Path) -> None:
    digests = list[str]()
    threads = [threading.Thread(target=lambda: digests.append(burn_in())) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(digests) == 6 and len(set(digests)) == 1
    assert [path.name for path in folder.iterdir()] == [KEY + SUFFIX]


def test_values_say_what_they_are() -> None:
    given = {"a": (1, 2.5, [True, None]), "b": {"$list": "x"}, "c": ()}
    assert decoded(encoded(given)) == given
