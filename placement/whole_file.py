"""A file that readers see as it was or as it becomes."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from placement.aside import file_aside
from placement.utf8 import in_utf8

MOVES_WHILE_OPEN = os.name != "nt"
"""Windows renames no open file; there `file_aside` holds none either."""


@contextmanager
def named(path: Path) -> Iterator[None]:
    """What the machine refuses while the block writes is told of this path: a full disk or a limit names no file."""
    try:
        yield
    except FileExistsError:
        raise
    except shutil.Error as errors:  # of a copy: a list of (from, to, why)
        raise OSError(errno.EIO, f"{errors.args[0][0][2]}; it could not be written", str(path)) from errors
    except OSError as error:
        if error.errno is None or error.filename == str(path):
            raise
        why = error.strerror or str(error)
        raise type(error)(error.errno, f"{why}; it could not be written", str(path)) from error


def write_whole(path: Path, content: bytes) -> Path:
    """Write beside ``path``, then rename: no reader sees half of it, and no power cut halves it.

    Raises FileExistsError where a folder, a device or a pipe stands there: it is no file to write anew.
    """
    if path.exists() and not path.is_file():
        raise FileExistsError(f"{path} is there and no file: name another one.")
    with named(path), file_aside(path.parent) as (handle, aside):
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
            aside.chmod(0o644)  # mkstemp lets in nobody else
            if MOVES_WHILE_OPEN:
                return aside.replace(path)  # while it is held
        return aside.replace(path)


def write_whole_text(path: Path, text: str) -> Path:
    """`write_whole` of a text."""
    return write_whole(path, in_utf8(text))
