"""What a run folder may hold beside plan.geojson and summary.json: who serves whom, alternatives, explanations."""

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from placement import spreadsheet
from placement.map.alternatives import Alternatives, Explanations
from placement.map.files import read_object
from placement.map.reach import Served
from placement.map.text import clean

_SERVICE_COLUMNS = {"stage", "workload", "region", "site", "h100e"}


@dataclass(frozen=True, slots=True)
class Extras:
    """Each is empty where the run does not hold it."""

    service: tuple[Served, ...] = ()
    alternatives: Alternatives = field(default_factory=Alternatives)
    explanations: Explanations = field(default_factory=Explanations)


def read_extras(run_folder: Path) -> Extras:
    """Read those of the three files that the run folder holds."""
    service, alternatives, explanations = (
        run_folder / name for name in ("service.csv", "alternatives.json", "explanations.json")
    )
    return Extras(
        service=_read_service(service) if service.is_file() else (),
        alternatives=Alternatives.model_validate(read_object(alternatives))
        if alternatives.is_file()
        else Alternatives(),
        explanations=Explanations.model_validate(read_object(explanations))
        if explanations.is_file()
        else Explanations(),
    )


def _read_service(path: Path) -> tuple[Served, ...]:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        if missing := sorted(_SERVICE_COLUMNS - set(rows.fieldnames or ())):
            raise ValueError(f"{path}: column {missing[0]} not found. Solve the case again with this version.")
        return tuple(_served(spreadsheet.record(row)) for row in rows)


def _served(row: Mapping[str, str]) -> Served:
    h100e = float(row["h100e"] or 0)
    return Served(
        stage=clean(row["stage"]),
        workload=clean(row["workload"]),
        region=clean(row["region"]),
        site=clean(row["site"]),
        h100e=h100e if math.isfinite(h100e) else 0.0,
    )
