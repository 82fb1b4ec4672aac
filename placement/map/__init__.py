"""The map of a run: one HTML file that opens anywhere, with no network.

Import is cheap; folium and the rest load when a map is drawn.
"""

from pathlib import Path
from typing import Any


def draw_map(run_folder: Path, path: Path) -> Path:
    """Draw the run in `run_folder` (its plan.geojson and summary.json) to the HTML file `path`."""
    from placement.map.files import read_run, write_whole

    plan_geojson, summary = read_run(run_folder)
    return write_whole(plan_map(plan_geojson, summary), path)


def plan_map(plan_geojson: dict[str, Any], summary: dict[str, Any]) -> str:
    """Return the map as HTML. The two arguments are the contents of plan.geojson and summary.json."""
    from placement.map.page import page
    from placement.map.plan import read_plan
    from placement.map.summary import read_summary

    return page(read_plan(plan_geojson), read_summary(summary))


__all__ = ["draw_map", "plan_map"]
