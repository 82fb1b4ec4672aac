"""Write every file of a run aside, then rename: a reader sees the whole run or none of it."""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from placement.account import Plan
from placement.map import draw_map
from placement.run.manifest import Manifest
from placement.whole_folder import whole_folder


def write_run(plan: Plan, folder: Path, manifest: Manifest) -> Path:
    """Write the plan with its map.

    Raises FileExistsError where the folder holds something already, OSError where it cannot be written;
    neither leaves anything behind.
    """
    with whole_folder(folder) as aside:
        _write_files(plan, aside, manifest)
    return folder


def _write_files(plan: Plan, folder: Path, manifest: Manifest) -> None:
    tables = {
        "sites": plan.sites,
        "capacity": plan.capacity,
        "accelerators": plan.accelerators,
        "work": plan.work,
        "service": plan.service,
        "supply": plan.supply,
        "funding": plan.funding,
        "limits": plan.limits,
        "costs": plan.costs,
        "evidence": plan.evidence,
        "access": plan.access,
    }
    for name, table in tables.items():
        if table is not None:
            _write_csv(table, folder / f"{name}.csv")
    with (folder / "dispatch.parquet").open("wb") as stream:  # Arrow itself opens no path that is not UTF-8
        plan.dispatch.to_parquet(stream, index=False)
    _write_json(plan.summary, folder / "summary.json")
    _write_json(plan.geojson, folder / "plan.geojson", indent=None)
    _write_json(manifest.document(), folder / "manifest.json")
    (folder / "solver.log").write_text("\n".join(plan.log) + "\n", encoding="utf-8")
    draw_map(folder, folder / "map.html")


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path, index=False, lineterminator="\n")


def _write_json(document: dict[str, Any], path: Path, indent: int | None = 2) -> None:
    text = json.dumps(document, indent=indent, ensure_ascii=False, allow_nan=False)
    # A path may hold bytes that are no UTF-8: "\udcff" is what JSON writes for one, and gives back.
    path.write_bytes((text + "\n").encode("utf-8", "backslashreplace"))
