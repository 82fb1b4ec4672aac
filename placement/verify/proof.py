"""What a run proves: status, bound and gap, and that a screened run does not claim more than it proved."""

from collections.abc import Mapping
from typing import Any

from placement.verify.facts import Facts
from placement.verify.fields import FILE, Fields, is_number
from placement.verify.totals import Totals

METHODS = ("monolithic", "decomposed")
STATUSES = ("optimal", "time_limit", "interrupted")


def check_proof(fields: Fields, facts: Facts, totals: Totals) -> None:
    """The arithmetic of bound and gap; a screen proves a gap on the screen alone."""
    ledger = fields.ledger
    status, method, bound = (fields.get(name) for name in ("status", "method", "bound_eur"))
    ledger.require(method in METHODS, "summary", f"{FILE}, method", str(method), " or ".join(METHODS))
    ledger.require(status in STATUSES, "summary", f"{FILE}, status", str(status), " or ".join(STATUSES))
    days_left_out, screened = _screen(fields, facts)
    proven, other = ("gap_on_screen", "gap") if screened else ("gap", "gap_on_screen")
    ledger.require(fields.get(other) is None, "gap", f"{FILE}, {other}", str(fields.get(other)), "null")
    if bound is None:
        ledger.require(status != "optimal", "gap", f"{FILE}, bound_eur", "null", "a number: the status is optimal")
        fields.equal(proven, float("nan"), "share")
        return
    if not ledger.require(is_number(bound), "gap", f"{FILE}, bound_eur", str(bound), "a number"):
        return
    if not days_left_out:  # with fewer days the siting model has an objective of its own
        _arithmetic(fields, proven, bound, totals)
    gap = fields.get(proven)
    asked = _asked_gap(facts)
    if status == "optimal" and is_number(gap):
        ledger.at_most("status", f"{FILE}, status optimal: {proven}", gap, asked, "share")


def _arithmetic(fields: Fields, proven: str, bound: float, totals: Totals) -> None:
    objective, siting = totals.objective_eur, totals.siting_cost_eur
    scale = float(totals.costs.abs().sum())
    fields.ledger.at_most("bound", f"{FILE}, bound_eur", bound, objective, "EUR", scale=scale, rel=1e-6)
    room = max(0.0, objective - bound)
    fields.equal(proven, room / abs(objective) if objective else float("nan"), "share")
    fields.equal("siting_gap", room / siting if siting > 0 else float("nan"), "share")


def _screen(fields: Fields, facts: Facts) -> tuple[bool, bool]:
    """Whether days, and whether anything at all, stayed outside the siting model."""
    screen: Any = facts.run.summary.get("screen")
    place = f"{FILE}, screen"
    if screen is None:
        _candidates_screened(fields, facts, len(facts.case.sites))
        return False, False
    known = isinstance(screen, Mapping) and all(is_number(screen.get(n)) for n in ("sites", "of_sites"))
    if not fields.ledger.require(known, "screen", place, str(screen), "sites, of_sites, days, of_days, note"):
        return False, True
    fields.equal("screen.of_sites", float(len(facts.case.sites)), "sites")
    fields.ledger.at_most("screen", f"{place}, sites", screen["sites"], screen["of_sites"], "sites", rel=0.0)
    _candidates_screened(fields, facts, int(screen["sites"]))
    days, of_days = screen.get("days"), screen.get("of_days")
    fewer_days = is_number(days) and is_number(of_days) and days < of_days
    return fewer_days, fewer_days or screen["sites"] < screen["of_sites"]


def _candidates_screened(fields: Fields, facts: Facts, wanted: int) -> None:
    """As many candidates of the map are marked as the screen says; the chosen sites were in it too."""
    features: Any = facts.run.plan.get("features")
    properties = [f.get("properties") for f in features if isinstance(f, Mapping)] if isinstance(features, list) else []
    known = [p for p in properties if isinstance(p, Mapping)]
    chosen = {p.get("site") for p in known if p.get("layer") == "site"}
    marked = {p.get("site") for p in known if p.get("layer") == "candidate" and p.get("screened") is True}
    found = float(len(chosen | marked))
    fields.ledger.equal("screen", "plan.geojson, candidates screened", found, float(wanted), "sites", rel=0.0)


def _asked_gap(facts: Facts) -> float:
    """The gap asked for: an option of the run, else the case's setting."""
    options = facts.run.manifest.get("options")
    asked = options.get("gap") if isinstance(options, Mapping) else None
    return float(asked) if asked is not None and is_number(asked) else facts.case.solve.gap
