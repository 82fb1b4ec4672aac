"""Case folders: where they are, which input files they hold, and the digest of each."""

import os
from hashlib import file_digest
from importlib.resources import files
from pathlib import Path

from placement.read.findings import CaseError, Finding, nearest, shown
from placement.read.schema import EXCLUSIONS, HEAD, TABLES

SUFFIXES = (".csv", ".parquet")


def resolve(name_or_folder: str | Path) -> Path:
    """The packaged case of that name, else the folder; ``./europe`` means a folder even where a case has its name."""
    text = str(name_or_folder)
    packaged = packaged_cases()
    if text in packaged:
        return packaged[text]
    folder = Path(name_or_folder)
    if _is(folder, "folder"):
        return folder
    found = "a file" if _is(folder, "file") else "no such folder"
    advice = f"Give a folder that holds {HEAD}, or a packaged case ({', '.join(packaged)}). {nearest(text, packaged)}"
    raise CaseError([Finding(shown(text), None, None, found, "a case folder", advice)])


def packaged_cases() -> dict[str, Path]:
    """The cases that ship with the program, by name."""
    root = Path(str(files("inputs")))
    return {folder.name: folder for folder in sorted(root.iterdir()) if _is(folder / HEAD, "file")}


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every input file, by file name."""
    found: dict[str, str] = {}
    for path in input_files(folder):
        with path.open("rb") as handle:
            found[path.name] = file_digest(handle, "sha256").hexdigest()
    return found


def input_files(folder: Path) -> list[Path]:
    """The files that reading the case would open, in the order of the schema."""
    names = [HEAD, *(schema.name + suffix for schema in TABLES for suffix in SUFFIXES), EXCLUSIONS]
    return [folder / name for name in names if _is(folder / name, "file")]


def display(path: Path) -> str:
    """A path as the user would write it: from the working directory where the file lies below it."""
    absolute = Path(os.path.abspath(path))  # resolve() would follow the user's links
    here = Path.cwd()
    return absolute.relative_to(here).as_posix() if absolute.is_relative_to(here) else str(path)


def _is(path: Path, what: str) -> bool:
    """Whether it is a file or folder; a name that no file system can hold is neither."""
    try:
        return path.is_file() if what == "file" else path.is_dir()
    except (OSError, ValueError):
        return False
