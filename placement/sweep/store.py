"""Results by the digest of what they rest on: whole or absent, whoever writes at the same time, whatever is killed."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

RESULT = "result.json"
RUN = "run"
START = "start"


class StoreTrouble(Exception):
    """A stored result that cannot be read; the message says what to do."""


class Store:
    """A folder with one folder for each result."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is created with its first result."""
        self.folder = folder.absolute()

    def get(self, key: str, with_run: bool = False) -> dict[str, Any] | None:
        """The result of that key; None where there is none, or its run folder is wanted and was not kept."""
        try:
            text = (self.folder / key / RESULT).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        try:
            found = json.loads(text)
        except ValueError as error:
            found = error
        if not isinstance(found, dict) or "status" not in found:
            raise StoreTrouble(f"{self.folder / key / RESULT} is damaged. Delete it: the case is then solved again.")
        if with_run and found["summary"] is not None and not self.run_folder(key).is_dir():
            return None
        return found

    def put(self, key: str, result: dict[str, Any], start: bytes | None = None) -> None:
        """Keep a result, and what its solve leaves for like cases: each written aside, then renamed."""
        folder = self.folder / key
        folder.mkdir(parents=True, exist_ok=True)
        if start is not None:
            write_whole(folder / START, start)
        write_whole(folder / RESULT, json.dumps(result, ensure_ascii=False, allow_nan=False).encode())

    def has_start(self, key: str) -> bool:
        """Whether a like case may begin where this one ended."""
        return (self.folder / key / START).is_file()

    def start(self, key: str) -> bytes:
        """What the solve of that key left for like cases."""
        return (self.folder / key / START).read_bytes()

    def run_folder(self, key: str) -> Path:
        """Where the run folder of a case is kept, if it is."""
        return self.folder / key / RUN

    @contextmanager
    def probe(self) -> Iterator[Path]:
        """A file that whoever sees this folder sees, for as long as the block lasts."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(prefix=".probe-", dir=self.folder) as stream:
            yield Path(stream.name)

    def any_results(self, most: int) -> Iterator[dict[str, Any]]:
        """Some results, in no order."""
        if not self.folder.is_dir():
            return
        with os.scandir(self.folder) as entries:
            keys = [entry.name for entry in entries if entry.is_dir()][:most]
        for key in keys:
            if (result := self.get(key)) is not None:
                yield result


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that every reader sees as it was or as it becomes, and that a power cut does not halve."""
    handle, aside = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(aside).chmod(0o644)  # mkstemp lets in nobody else
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
