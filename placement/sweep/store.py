"""Results by the digest of what they rest on: whole or absent, whoever writes at the same time, whatever is killed."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from placement.aside import ASIDE, folder_aside, is_left
from placement.json_file import read_json
from placement.sweep.stored import opened, sealed
from placement.whole_file import write_whole, write_whole_text

RESULT = "result.json"
RUN = "run"
START = "start"
PROBE = "probe"
STORE = "store"
"""Of a sweep that names no other."""
OLD_PROBE = ".probe-"
"""Begins the name of a file that a killed sweep of an older version left."""


class StoreTrouble(Exception):
    """A stored result that cannot be read; the message says what to do."""


class Store:
    """A folder with one folder for each result."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is created when it is `held`."""
        self.folder = folder.absolute()
        self._way: Path | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """While the block lasts, results may be put in. Raises StoreTrouble where the folder cannot hold any."""
        try:
            with folder_aside(self.folder) as self._way:
                (self._way / PROBE).touch()
                yield
        except OSError as error:
            if self._way is not None:
                raise
            why = f"{self.folder} cannot hold results: {error.strerror}. Name another folder by --store."
            raise StoreTrouble(why) from error
        finally:
            self._way = None

    @property
    def way(self) -> Path:
        """The folder, in the store, of what is on its way into it."""
        assert self._way is not None, "a store is held while it is written"
        return self._way

    def get(self, key: str, with_run: bool = False, asked_gap: float = 1.0) -> dict[str, Any] | None:
        """The result of that key; None where there is none, or its run folder is wanted and was not kept.

        ``asked_gap`` is the gap at most that an optimal plan of this case may have.
        """
        path = self.folder / key / RESULT
        try:
            found = opened(key, read_json(path, paths=True), asked_gap)
        except FileNotFoundError:
            return None
        except ValueError as error:
            why = str(error).removeprefix(f"{path}: ")
            raise StoreTrouble(f"{path} is damaged. Delete it: the case is then solved again. ({why})") from error
        if with_run and found["summary"] is not None and not (self.folder / key / RUN).is_dir():
            return None
        return found

    def put(
        self, key: str, result: dict[str, Any], start: bytes | None = None, run: Path | None = None
    ) -> dict[str, Any]:
        """Keep a result, what its solve leaves for like cases, and its run folder, all at once or nothing.

        Gives back what is kept: where another sweep has been faster, its result, whose run stays beside it.
        """
        new = Path(tempfile.mkdtemp(dir=self.way))
        new.chmod(0o755)  # mkdtemp lets in nobody else
        text = json.dumps(sealed(key, result), ensure_ascii=False, allow_nan=False)
        write_whole_text(new / RESULT, text)
        if start is not None:
            write_whole(new / START, start)
        if run is not None:
            run.replace(new / RUN)
        try:
            if (kept := self.get(key, run is not None)) is not None:
                return kept
            return self._keep(new, key, result, run is not None)
        finally:
            shutil.rmtree(new, ignore_errors=True)  # nothing, where it has been kept

    def _keep(self, new: Path, key: str, result: dict[str, Any], with_run: bool) -> dict[str, Any]:
        """Rename a folder to its key; one without a run gives way to one with it."""
        target, old = self.folder / key, Path(tempfile.mkdtemp(dir=self.way))
        if target.is_dir():
            target.replace(old)
        try:
            new.rename(target)
        except OSError:
            kept = self.get(key, with_run)  # another sweep has been faster by this much
            if kept is None:
                old.rename(target)  # what was there stays
                raise
            return kept
        finally:
            shutil.rmtree(old, ignore_errors=True)
        return result

    def has_start(self, key: str) -> bool:
        """Whether a like case may begin where this one ended."""
        return (self.folder / key / START).is_file()

    def start(self, key: str) -> bytes | None:
        """What the solve of that key left for like cases; None where somebody has deleted it meanwhile.

        It is not checked here: who begins with it leaves out what is damaged.
        """
        try:
            return (self.folder / key / START).read_bytes()
        except FileNotFoundError:
            return None

    def new_run_folder(self) -> Path:
        """Where a worker may write the run folder of one solve, before `put` takes it in."""
        return self.way / f"run-{uuid4().hex}"

    def probe(self) -> Path:
        """A file that whoever sees this folder sees, while it is held."""
        return self.way / PROBE

    def any_results(self, most: int) -> Iterator[dict[str, Any]]:
        """Some results, in no order."""
        if not self.folder.is_dir():
            return
        with os.scandir(self.folder) as entries:
            keys = [entry.name for entry in entries if entry.is_dir() and not entry.name.startswith(ASIDE)][:most]
        for key in keys:
            if (result := self.get(key)) is not None:
                yield result


def holds_nothing(folder: Path) -> bool:
    """Whether there is nothing in a folder but what a killed sweep had begun: leftovers, and a store of leftovers."""
    return all(
        is_left(path)
        or path.name.startswith(OLD_PROBE)
        or (path.name == STORE and path.is_dir() and holds_nothing(path))
        for path in folder.iterdir()
    )
