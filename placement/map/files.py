"""Read the two files of a run that the map needs."""

import json
from pathlib import Path
from typing import Any


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
        content = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ValueError(f"{path}, line {error.lineno}: not valid JSON ({error.msg}). Solve the case again.") from error
    if not isinstance(content, dict):
        raise ValueError(f"{path}: expected a JSON object, found {type(content).__name__}. Solve the case again.")
    return content
