"""Read and check a case folder: tables and ``case.toml`` in, a frozen `Case` or every problem at once out.

Heavy imports stay inside the functions, so that the command line starts fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from placement.read.findings import CaseError, Finding
from placement.spreadsheet import read as cell_text

if TYPE_CHECKING:
    from models.case import Case
    from placement.read.reading import Reading

__all__ = [
    "CaseError",
    "Finding",
    "case_digest",
    "case_digests",
    "cell_text",
    "check_case",
    "examine_case",
    "read_case",
    "resolve_case",
]


def read_case(folder: str | Path, overrides: Sequence[str] = ()) -> Case:
    """Read a case folder, with ``--set`` overrides; raise `CaseError` with all problems when there are any."""
    from placement.read.pipeline import load

    reading = load(Path(folder), overrides)
    if reading.findings or reading.case is None:
        raise CaseError(reading.findings)
    return reading.case


def check_case(folder: str | Path, overrides: Sequence[str] = ()) -> list[Finding]:
    """Every problem of a case folder at once, in the order of its files; no finding means that it can be solved.

    Impossibilities (kind ``impossible``) are sought once nothing else is wrong: a wrong cell would make them mislead.
    """
    return list(examine_case(folder, overrides).findings)


def examine_case(folder: str | Path, overrides: Sequence[str] = ()) -> Reading:
    """The same, with the case where it can be read, and with notes on what was mended in reading it."""
    from placement.read.pipeline import load

    return load(Path(folder), overrides)


def resolve_case(name_or_folder: str | Path) -> Path:
    """The folder of a packaged case (``europe``, ``tutorial``), else the folder itself; `CaseError` when neither."""
    from placement.read.folders import resolve

    return resolve(name_or_folder)


def case_digests(folder: str | Path) -> dict[str, str]:
    """SHA-256 of every input file of a case folder, by file name."""
    from placement.read.folders import digests

    return digests(Path(folder))


def case_digest(case: Case) -> str:
    """SHA-256 of a case as it was read, its overrides included."""
    from placement.read.fingerprint import digest

    return digest(case)
