"""A new folder that is whole or absent, however its writing ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from placement.aside import folder_aside
from placement.whole_file import named


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Yield a folder aside to fill, which takes the place of ``folder`` when the block ends well.

    Raises FileExistsError where ``folder`` holds something already, is a file or the folder one is in: nothing is ever
    overwritten. Raises OSError where it cannot be written.
    """
    target = folder.resolve()
    if target == Path.cwd():
        raise FileExistsError(f"{folder} is the folder you are in: name a new one.")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise FileExistsError(f"{folder} already holds something: name a new folder, so that nothing is overwritten.")
    with named(folder), folder_aside(target.parent) as aside:
        yield aside
        if target.exists():
            target.rmdir()
        aside.rename(target)
