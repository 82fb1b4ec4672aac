"""What the solver said when it handed the plan over: the log's last line, the manifest and the summary agree."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from placement.verify.facts import Facts
from placement.verify.fields import FILE, Fields, is_number
from placement.verify.tables import Json, json_of

ESTIMATE = "siting_estimate_eur_per_mw_year"
HEADING = "Proof: "
PLACE = "solver.log, last line"
COPIED = 1e-12
"""The same number written twice, relative."""


def check_record(fields: Fields, facts: Facts, asked_gap: float, scale: float) -> None:
    """Status, method, cost, bound and asked gap are those that the solver recorded; ``scale``: of the plan's costs."""
    ledger = fields.ledger
    record = _of_log(facts.run.log)
    if record is None:
        ledger.fail("proof", PLACE, "nothing", f"{HEADING}and what was proven")
        return
    kept = facts.run.manifest.get("proof")
    ledger.require(kept == record, "proof", "manifest.json, proof", str(kept), f"{record}, as in solver.log")
    for name in ("status", "method"):
        said = fields.get(name)
        ledger.require(said == record[name], "proof", f"{FILE}, {name}", str(said), f"{record[name]}, as in solver.log")
    on_screen = "screen." if fields.document.get("screen") is not None else ""
    objective = fields.get("objective_eur")
    if is_number(objective):
        _same(fields, "objective_eur", objective, record["objective_eur"])
        _bound(fields, f"{on_screen}bound_eur", record["bound_eur"], objective, scale)
    _candidates(fields, facts, record["candidates_sha256"])
    ledger.require(record["asked_gap"] == asked_gap, "proof", PLACE, str(record["asked_gap"]), f"a gap of {asked_gap}")


def _of_log(log: str) -> Json | None:
    """The record in the last line of the log, None where that is something else."""
    last = log.rstrip("\n").rpartition("\n")[2]
    if not last.startswith(HEADING):
        return None
    try:
        found: Any = json_of(last.removeprefix(HEADING))
    except (ValueError, RecursionError):
        return None
    names = {"status", "method", "objective_eur", "bound_eur", "asked_gap", "candidates_sha256"}
    return found if isinstance(found, Mapping) and set(found) == names else None


def _candidates(fields: Fields, facts: Facts, recorded: Any) -> None:
    """Whether each candidate was screened, and its estimated siting cost, are what the solver said."""
    told = {}
    for feature in facts.run.plan.get("features") or []:  # its form is checked elsewhere
        known = feature.get("properties") if isinstance(feature, Mapping) else None
        if isinstance(known, Mapping) and known.get("layer") in ("site", "candidate"):
            told[f"{known['layer']} {known.get('site')}"] = [known.get("screened"), known.get(ESTIMATE)]
    now = sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    place = f"plan.geojson, {ESTIMATE} and screened of all candidates"
    fields.ledger.require(now == recorded, "proof", place, now, f"{recorded}, as in solver.log")


def _bound(fields: Fields, name: str, recorded: Any, objective: float, scale: float) -> None:
    """The bound shown is the one that was found; rounding may have put that a hair above the plan's own cost."""
    said = fields.get(name)
    if said is None or recorded is None:
        fields.ledger.require(said == recorded, "proof", f"{FILE}, {name}", str(said), f"{recorded}, as in solver.log")
    elif is_number(said) and is_number(recorded):
        fields.ledger.at_most("bound", PLACE, recorded, objective, "EUR", scale=scale)
        _same(fields, name, said, recorded if fields.document.get("screen") is not None else min(recorded, objective))


def _same(fields: Fields, name: str, said: float, recorded: Any) -> None:
    place = f"{FILE}, {name}, against solver.log"
    if fields.ledger.require(is_number(recorded), "proof", PLACE, str(recorded), "a number"):
        fields.ledger.equal("proof", place, said, recorded, "-", rel=COPIED)
