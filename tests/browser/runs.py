"""Runs and their pages: the tutorial solved, a published abstract case, and runs with invented figures."""

import json
import shutil
from pathlib import Path
from typing import Any

from placement.compare import compare_runs, draw_comparison
from placement.imports import write_case
from placement.map import draw_map
from placement.read import read_case
from placement.report import draw_report
from placement.run import Manifest, write_run
from placement.solve import SolveOptions, solve_case
from tests.placement.map.whole_run import alternatives, layer, write_whole_run
from tests.published.test_published import KUBO

MAP_RUN = Path(__file__).parents[1] / "placement" / "map" / "fixture"
"""plan.geojson and summary.json of an invented European run."""
OPTIONS = SolveOptions(threads=1, gap=0.01)
WHY = ["It has the cheapest power.", "Its grid is ready in 2028."]


def solved(case: Path, folder: Path, *overrides: str) -> Path:
    """Solve a case into a new run folder."""
    run = write_run(solve_case(read_case(case, overrides), OPTIONS), folder, Manifest(case, overrides, OPTIONS))
    # so that not every report verifies anew; tests of the report itself do
    (run / "verification.json").write_text(json.dumps({"checked": 1000, "failures": []}), encoding="utf-8")
    return run


def abstract(folder: Path) -> Path:
    """Solve a published case of warehouses; return its run folder."""
    case = folder / "case"
    case.mkdir()
    write_case(KUBO, case, False, KUBO.name)
    return solved(case, folder / "run")


def told(run: Path, folder: Path) -> Path:
    """Copy a run and add alternatives and explanations."""
    shutil.copytree(run, folder)
    sites, candidates = (names(folder, kind) for kind in ("site", "candidate"))
    others = [name for name in candidates if name not in sites]
    why = {"sites": [{"site": name, "text": WHY} for name in sites]}
    for name, content in (("alternatives.json", alternatives(sites, others)), ("explanations.json", why)):
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
    return folder


def names(run: Path, kind: str) -> list[str]:
    """Return the ids of the sites of a layer of plan.geojson."""
    return [one["site"] for one in layer(document(run / "plan.geojson"), kind)]


def document(path: Path) -> dict[str, Any]:
    """Read a JSON file."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def whole_run(folder: Path) -> Path:
    """Write the invented European run with everything that a run folder may hold."""
    plan = document(MAP_RUN / "plan.geojson")
    for number, site in enumerate(layer(plan, "site")):
        _tell_apart(site, number)
    for region in layer(plan, "region"):
        _slow_one_workload(region)
    run = write_whole_run(folder, plan, document(MAP_RUN / "summary.json"))
    _fewer_sure(run / "alternatives.json")
    return run


def _tell_apart(site: dict[str, Any], number: int) -> None:
    """Give the sites figures that rank them otherwise in each colouring, so that no two colourings look alike."""
    site["water_m3_per_year"] = 10_000.0 * (1 + (number + 2) % 5)
    site["carbon_hourly_t_per_year"] = site["energy_mwh_per_year"] * 0.02 * (1 + (3 * number) % 5)
    site["siting_cost_eur"] *= 1 + 0.2 * ((2 * number) % 5)
    for paid in ("eu_eur", "state_eur"):
        site[paid] *= 1 + (4 * number + 3) % 5


def _slow_one_workload(region: dict[str, Any]) -> None:
    """Let the round trips of one workload be 12 ms longer; the worst follows."""
    served = [service for service in region["services"] if service["rtt_ms"] is not None]
    for service in served:
        service["rtt_ms"] += 12.0 * (service["workload"] == "sensitive")
    region["worst_rtt_ms"] = max(service["rtt_ms"] for service in served)


def _fewer_sure(path: Path) -> None:
    """Let no site be sure among the plans within the larger share."""
    content = document(path)
    content["within"][-1]["sites"] = [
        {**verdict, "chosen": "never" if verdict["chosen"] == "never" else "sometimes"}
        for verdict in content["within"][-1]["sites"]
    ]
    content["within"][-1]["sites"][-1]["chosen"] = "sometimes"
    path.write_text(json.dumps(content), encoding="utf-8")


def whole_map(folder: Path) -> Path:
    """Draw the map of that run."""
    return drawn_map(whole_run(folder / "run"))


def drawn_map(run: Path) -> Path:
    """Draw the map of a run beside it."""
    return draw_map(run, run.with_name("map.html"))


def drawn_report(run: Path) -> Path:
    """Draw the report of a run beside it."""
    return draw_report(run, run.with_name("report.html"))


def drawn_comparison(*compared: Path, into: Path) -> Path:
    """Draw the comparison of runs into a folder."""
    return draw_comparison(compare_runs(compared), into / "compare.html")
