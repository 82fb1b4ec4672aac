"""What the solver said of the plan when it handed it over: kept in the manifest, and as the last line of the log."""

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any

from placement.account import Plan
from placement.run.manifest import Manifest

HEADING = "Proof: "
"""Begins the line of solver.log."""


def proof_record(plan: Plan, manifest: Manifest) -> dict[str, Any]:
    """Status, method, cost and bound in EUR (null where none was found), and the gap that was asked for."""
    asked, proof = manifest.options.gap, plan.proof
    return {
        "status": proof.status,
        "method": proof.method,
        "objective_eur": plan.summary["objective_eur"],
        "bound_eur": proof.bound_eur if isfinite(proof.bound_eur) else None,
        "asked_gap": plan.case.solve.gap if asked is None else asked,
    }


def log_line(record: Mapping[str, Any]) -> str:
    """The record as a line of the log."""
    return HEADING + json.dumps(record)
