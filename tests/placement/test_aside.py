"""What is on its way to its name: gone with the process that made it, and never before."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from placement.aside import ASIDE, YOUNG_S, clean, folder_aside
from placement.whole_file import write_whole
from placement.whole_folder import whole_folder
from tests.placement.clusters import wait_until


@contextmanager
def another_process(work: Callable[[], None]) -> Iterator[int]:
    """A process that has done the work and lives on until it is killed."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            work()
            os.write(writing, b"done")
            time.sleep(600)
        finally:
            os._exit(1)
    os.close(writing)
    try:
        assert os.read(reading, 4) == b"done"
        yield pid
    finally:
        os.close(reading)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def half_a_folder(target: Path) -> Callable[[], None]:
    """Begin to write a folder, and never end."""
    begun = []

    def work() -> None:
        begun.append(whole_folder(target))  # kept, or it would end here
        (begun[0].__enter__() / "half").write_text("a", encoding="utf-8")

    return work


def left_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(ASIDE)]


def test_a_living_process_keeps_what_it_writes_and_a_killed_one_leaves_nothing(tmp_path: Path) -> None:
    with another_process(half_a_folder(tmp_path / "a")):
        with whole_folder(tmp_path / "b"):
            pass
        assert len(left_in(tmp_path)) == 1, "it lives, and goes on writing"
    assert len(left_in(tmp_path)) == 1
    with whole_folder(tmp_path / "c"):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "c"]


def test_a_file_of_a_killed_process_goes_with_the_next_that_is_written(tmp_path: Path) -> None:
    pid = os.fork()
    if pid == 0:
        Path.replace = lambda *_: os._exit(1)  # type: ignore[method-assign]
        write_whole(tmp_path / "map.html", b"half")
    os.waitpid(pid, 0)
    assert len(left_in(tmp_path)) == 1
    write_whole(tmp_path / "other.html", b"whole")
    assert [path.name for path in tmp_path.iterdir()] == ["other.html"]


def test_what_is_new_and_empty_may_be_about_to_be_held(tmp_path: Path) -> None:
    fresh = tmp_path / f"{ASIDE}abcdefgh"
    fresh.mkdir()
    clean(tmp_path)
    assert fresh.is_dir()
    os.utime(fresh, (0, time.time() - 2 * YOUNG_S))
    clean(tmp_path)
    assert not fresh.exists()


@pytest.mark.parametrize("name", [".new-year", f"{ASIDE}plans", f"{ASIDE}ABCDEFGH", "new-placement-abcdefgh"])
def test_what_others_named_stays(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "theirs").touch()
    clean(tmp_path)
    assert (tmp_path / name / "theirs").is_file()


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "file").touch()
    (tmp_path / f"{ASIDE}abcdefgh").symlink_to(theirs)
    clean(tmp_path)
    assert (theirs / "file").is_file()


def test_two_threads_of_work_in_one_folder(tmp_path: Path) -> None:
    with folder_aside(tmp_path) as one, folder_aside(tmp_path) as other:
        assert one != other
        assert one.is_dir()
    wait_until(lambda: not left_in(tmp_path), 1)


def test_where_no_open_file_can_be_renamed_it_is_closed_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows."""
    handles: list[int] = []
    opened, replace = os.fdopen, Path.replace

    def noted(handle: int, mode: str) -> Any:
        handles.append(handle)
        return opened(handle, mode)

    def closed_first(self: Path, target: Path) -> Path:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(handles[0])
        return replace(self, target)

    monkeypatch.setattr("placement.whole_file.MOVES_WHILE_OPEN", False)
    monkeypatch.setattr(os, "fdopen", noted)
    monkeypatch.setattr(Path, "replace", closed_first)
    assert write_whole(tmp_path / "page.html", b"whole").read_bytes() == b"whole"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
