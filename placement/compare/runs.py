"""Read run folders for a comparison, and name each so that a reader can tell them apart."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from placement.json_file import DamagedJson, read_object
from placement.map.plan import Plan, read_plan
from placement.map.summary import Summary, read_summary
from placement.map.text import clean
from placement.report.files import table
from placement.report.records import Limit
from placement.report.words import isolated

Typed = TypeVar("Typed")


class NoRun(ValueError):
    """A folder that cannot be read as a run: which file, and what to do."""


@dataclass(frozen=True)
class Run:
    """What a comparison reads of a run folder."""

    folder: Path
    label: str
    """Short name, different from that of every other run compared."""
    summary_json: Mapping[str, Any]
    summary: Summary
    plan: Plan
    manifest: Mapping[str, Any]
    limits: tuple[Limit, ...]
    """Rows of limits.csv; none where the run has no such table."""


def read_runs(folders: Sequence[Path]) -> tuple[Run, ...]:
    """Read every folder, in the order given."""
    return tuple(_read(folder, label) for folder, label in zip(folders, labels(folders), strict=True))


def _read(folder: Path, label: str) -> Run:
    summary, plan, manifest = (_object(folder / name) for name in ("summary.json", "plan.geojson", "manifest.json"))
    return Run(
        folder=folder,
        label=label,
        summary_json=summary,
        summary=_typed(folder / "summary.json", lambda: read_summary(summary)),
        plan=_typed(folder / "plan.geojson", lambda: read_plan(plan)),
        manifest=manifest,
        limits=_typed(folder / "limits.csv", lambda: table(folder, "limits.csv", Limit)),
    )


def _typed(path: Path, read: Callable[[], Typed]) -> Typed:
    try:
        return read()
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise NoRun(f"{path}, {where}: {first['msg']}. Solve the case again.") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise NoRun(f"{path}: not as a run has it ({error}). Solve the case again.") from error


def _object(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise NoRun(f"{path}: not found. Name run folders to compare; make one with `placement solve`.")
    try:
        return read_object(path, paths=path.name == "manifest.json")
    except DamagedJson as error:
        raise NoRun(f"{error} Solve the case again.") from error


def labels(folders: Sequence[Path]) -> list[str]:
    """Return the shortest ends of the paths that tell the folders apart; a folder given twice is numbered."""
    parts = [folder.resolve().parts for folder in folders]
    longest = max((len(part) for part in parts), default=1)
    for depth in range(1, longest + 1):
        ends = [isolated(clean("/".join(part[-depth:]))) for part in parts]
        if len(set(ends)) == len(set(parts)):
            break
    return [f"{end} ({ends[:i].count(end) + 1})" if end in ends[:i] else end for i, end in enumerate(ends)]
