"""What a row came to, as a line of results.csv."""

import csv
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from benchmarks.solve_speed.proven import GAPS


@dataclass(frozen=True, slots=True)
class Result:
    """Text as it stands in the file; empty where there is nothing to say."""

    row: str
    measured_at: str
    cores: str
    load_before: str
    """Load average of the last minute when the row began: ratios need a quiet machine."""
    command: str
    exit_code: str
    status: str
    method: str
    wall_s: str
    peak_mb: str
    gap: str
    objective_eur: str
    bound_eur: str
    proven_s: str
    """Seconds to each gap of `GAPS`, separated by blanks; a dash where it was not reached."""
    outside_share: str
    """Part of the wall time that is not the optimiser's."""
    primed_s: str
    """Wall time of the solve that filled the cache."""
    seconds: str
    """Seconds of each phase, JSON."""

    @property
    def seconds_to(self) -> dict[float, float | None]:
        """Gap -> seconds."""
        cells = self.proven_s.split() or ["-"] * len(GAPS)
        return {gap: None if cell == "-" else float(cell) for gap, cell in zip(GAPS, cells, strict=True)}


def read_results(path: Path) -> list[Result]:
    """The rows measured so far; none where there is no file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return [Result(**row) for row in csv.DictReader(stream)]


def write_results(path: Path, results: Iterable[Result]) -> None:
    """Write them all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [field.name for field in fields(Result)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(result) for result in results)
