"""Write every file of a run aside, then rename: a reader sees the whole run or none of it."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from placement.account import Plan
from placement.map import draw_map
from placement.read import case_digest
from placement.run.check import check_aside
from placement.run.manifest import Manifest, digests, sealed
from placement.run.proof_record import log_line, proof_record
from placement.spreadsheet import write_table
from placement.utf8 import in_utf8
from placement.whole_folder import whole_folder


def write_run(plan: Plan, folder: Path, manifest: Manifest, keep_rejected: bool = True) -> Path:
    """Write the plan with its map, checked before it takes its name.

    Raises FileExistsError where the folder holds something already, OSError where it cannot be written;
    neither leaves anything behind. Raises Rejected where the plan does not stand up to its check: then it is kept
    beside the folder, under a name that says so, unless nobody wants it.
    """
    with whole_folder(folder) as aside:
        _write_numbers(plan, aside, manifest)
        draw_map(aside, aside / "map.html")
        _write_manifest(plan, aside, manifest)
        check_aside(plan.case, aside, folder.resolve() if keep_rejected else None)
    return folder


def check_plan(plan: Plan, manifest: Manifest) -> None:
    """Check a plan of which no folder is asked for, by the files it would have. Raises Rejected."""
    with TemporaryDirectory(prefix="placement-") as name:
        _write_numbers(plan, Path(name), manifest)
        _write_manifest(plan, Path(name), manifest)
        check_aside(plan.case, Path(name), None)


def _write_numbers(plan: Plan, folder: Path, manifest: Manifest) -> None:
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
            write_table(table, folder / f"{name}.csv")
    with (folder / "dispatch.parquet").open("wb") as stream:  # Arrow itself opens no path that is not UTF-8
        plan.dispatch.to_parquet(stream, index=False)
    _write_json(plan.summary, folder / "summary.json")
    _write_json(plan.geojson, folder / "plan.geojson", indent=None)
    log = [*plan.log, log_line(proof_record(plan, manifest))]
    (folder / "solver.log").write_bytes(in_utf8("\n".join(log) + "\n"))


def _write_manifest(plan: Plan, folder: Path, manifest: Manifest) -> None:
    """Once all other files are there."""
    made = manifest.document()
    made |= {"case_sha256": case_digest(plan.case), "proof": proof_record(plan, manifest)}
    _write_json(sealed(made, digests(folder)), folder / "manifest.json")


def _write_json(document: dict[str, Any], path: Path, indent: int | None = 2) -> None:
    text = json.dumps(document, indent=indent, ensure_ascii=False, allow_nan=False)
    path.write_bytes(in_utf8(text + "\n"))
