"""Read the two files of a run that the map needs."""

from pathlib import Path
from typing import Any

from placement import json_file


def read_run(run_folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the contents of plan.geojson and summary.json."""
    return read_object(run_folder / "plan.geojson"), read_object(run_folder / "summary.json")


def read_object(path: Path) -> dict[str, Any]:
    """Return the contents of a JSON file of the run."""
    if not path.is_file():
        raise FileNotFoundError(
            f"{path}: not found. A map is drawn from a run folder; make one with `placement solve`."
        )
    try:
        return json_file.read_object(path)
    except json_file.DamagedJson as error:
        raise ValueError(f"{error} Solve the case again.") from error
