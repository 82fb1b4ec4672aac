"""What is on its way to its name: held by the process that makes it, and removed by others once that one is gone."""

import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

if sys.platform != "win32":
    import fcntl

ASIDE = ".new-placement-"
"""Begins the name of a file or folder that is not there yet."""
OURS = re.compile(re.escape(ASIDE) + r"[a-z0-9_]{8}")
"""As `tempfile` names them: nothing else is ever removed."""
YOUNG_S = 60.0
"""What is still empty may have been made a moment ago by a process that is just about to hold it."""

_mine: set[Path] = set()
"""What this process holds now."""


@contextmanager
def folder_aside(parent: Path) -> Iterator[Path]:
    """A new folder in ``parent`` while the block lasts; whoever renames it meanwhile keeps it.

    What killed processes have left there is removed first.
    """
    parent.mkdir(parents=True, exist_ok=True)
    clean(parent)
    found = Path(tempfile.mkdtemp(prefix=ASIDE, dir=parent))
    handle = _hold(found)
    _mine.add(found)
    try:
        found.chmod(0o755)  # mkdtemp lets in nobody else
        yield found
    finally:
        shutil.rmtree(found, ignore_errors=True)  # nothing, where it has been renamed
        _mine.discard(found)
        _let_go(handle)


@contextmanager
def file_aside(parent: Path) -> Iterator[tuple[int, Path]]:
    """A new file in ``parent``, open to write, with its handle, as `folder_aside`. Who closes the handle lets go."""
    parent.mkdir(parents=True, exist_ok=True)
    clean(parent)
    handle, name = tempfile.mkstemp(prefix=ASIDE, dir=parent)
    found = Path(name)
    _lock(handle)
    _mine.add(found)
    try:
        yield handle, found
    finally:
        found.unlink(missing_ok=True)
        _mine.discard(found)


def clean(parent: Path) -> None:
    """Remove what processes that are gone have left on its way in ``parent``; what a living one holds stays."""
    try:
        with os.scandir(parent) as entries:
            found = [Path(entry.path) for entry in entries if OURS.fullmatch(entry.name)]
    except OSError:  # no folder, or one that is not for us to look into: then nothing there is for us to remove
        return
    for path in found:
        _remove_if_left(path)


def remove_mine() -> None:
    """Remove what this process holds: it is about to end at once.

    Each is renamed first: another thread may just be giving it its name, and keeps it whole if it was faster.
    """
    for path in list(_mine):
        gone = path.with_name(f"{ASIDE}{uuid4().hex[:8]}")
        with suppress(OSError):
            path.rename(gone)
            _remove(gone)


def is_left(path: Path) -> bool:
    """Whether the name says that it was never finished."""
    return OURS.fullmatch(path.name) is not None


def _remove_if_left(path: Path) -> None:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError:  # gone meanwhile, a link, or of somebody else
        return
    try:
        if not _is_young(path) and _lock(handle, wait=False):
            _remove(path)
    finally:
        os.close(handle)


def _is_young(path: Path) -> bool:
    """Whether it is empty and new, as between its making and its maker's hold on it."""
    with suppress(OSError):  # gone meanwhile
        empty = not any(path.iterdir()) if path.is_dir() else path.stat().st_size == 0
        return empty and time.time() - path.stat().st_mtime < YOUNG_S
    return False


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):  # of another user in a folder of many, or gone meanwhile
            path.unlink()


def _hold(folder: Path) -> int | None:
    """A handle that holds the folder until it is closed, at the latest by the end of the process."""
    if sys.platform == "win32":
        return None
    handle = os.open(folder, os.O_RDONLY)
    _lock(handle)
    return handle


def _let_go(handle: int | None) -> None:
    if handle is not None:
        os.close(handle)


def _lock(handle: int, wait: bool = True) -> bool:
    """Whether this process now holds the file; never where the disk knows no locks: there nothing is removed."""
    if sys.platform == "win32":
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True
