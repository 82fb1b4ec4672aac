"""The map of a run: one HTML file that opens anywhere, with no network.

Import is cheap; folium and the rest load when a map is drawn.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from placement.map.extras import Extras


def draw_map(run_folder: Path, path: Path) -> Path:
    """Draw the run in `run_folder` to the HTML file `path`.

    plan.geojson and summary.json are needed; service.csv, alternatives.json and explanations.json add to the map.
    """
    from placement.map.extras import read_extras
    from placement.map.files import read_run
    from placement.whole_file import write_whole_text

    plan_geojson, summary = read_run(run_folder)
    return write_whole_text(path, plan_map(plan_geojson, summary, read_extras(run_folder)))


def plan_map(plan_geojson: dict[str, Any], summary: dict[str, Any], extras: "Extras | None" = None) -> str:
    """Return the map as HTML; the first two arguments are the contents of plan.geojson and summary.json."""
    from placement.map.extras import Extras
    from placement.map.page import page
    from placement.map.plan import read_plan
    from placement.map.summary import read_summary

    return page(read_plan(plan_geojson), read_summary(summary), extras or Extras())


__all__ = ["draw_map", "plan_map"]
