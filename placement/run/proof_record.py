"""What the solver said of the plan when it handed it over: kept in the manifest, and as the last line of the log."""

import json
from collections.abc import Mapping
from hashlib import sha256
from math import isfinite
from typing import Any

from placement.account import Plan
from placement.run.manifest import Manifest

ESTIMATE = "siting_estimate_eur_per_mw_year"
HEADING = "Proof: "
"""Begins the line of solver.log."""


def proof_record(plan: Plan, manifest: Manifest) -> dict[str, Any]:
    """Status, method, cost and bound in EUR (null where none was found), the gap asked for, what candidates were."""
    asked, proof = manifest.options.gap, plan.proof
    return {
        "status": proof.status,
        "method": proof.method,
        "objective_eur": plan.summary["objective_eur"],
        "bound_eur": proof.bound_eur if isfinite(proof.bound_eur) else None,
        "asked_gap": plan.case.solve.gap if asked is None else asked,
        "candidates_sha256": _candidates(plan.geojson),
    }


def _candidates(geojson: Mapping[str, Any]) -> str:
    """SHA-256 of what only the solver knows of each candidate: whether it was screened, its estimated siting cost."""
    known = [feature["properties"] for feature in geojson["features"]]
    told = {
        f"{one['layer']} {one['site']}": [one.get("screened"), one[ESTIMATE]]
        for one in known
        if one["layer"] in ("site", "candidate")
    }
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def log_line(record: Mapping[str, Any]) -> str:
    """The record as a line of the log."""
    return HEADING + json.dumps(record)
