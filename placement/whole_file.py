"""A file that readers see as it was or as it becomes."""

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes) -> Path:
    """Write beside ``path``, then rename: no reader sees half of it, and no power cut halves it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(aside).chmod(0o644)  # mkstemp lets in nobody else
        return Path(aside).replace(path)
    finally:
        Path(aside).unlink(missing_ok=True)
