"""A file that readers see as it was or as it becomes."""

import os
from pathlib import Path

from placement.aside import file_aside


def write_whole(path: Path, content: bytes) -> Path:
    """Write beside ``path``, then rename: no reader sees half of it, and no power cut halves it."""
    with file_aside(path.parent) as (handle, aside), os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
        aside.chmod(0o644)  # mkstemp lets in nobody else
        return aside.replace(path)  # while it is held
