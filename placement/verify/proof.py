"""What a run proves: status, bound and gap, and that a screened run does not claim more than it proved."""

from collections.abc import Mapping
from typing import Any

from placement.verify.facts import Facts
from placement.verify.fields import FILE, Fields, is_number
from placement.verify.proof_record import check_record
from placement.verify.tolerance import SAME_REL
from placement.verify.totals import Totals

METHODS = ("monolithic", "decomposed")
STOPPED = ("time_limit", "interrupted", "unproven")
ROUNDED = 1e-9
"""Of a quotient of two numbers that were written in full."""
STATUSES = ("optimal", *STOPPED)


def check_proof(fields: Fields, facts: Facts, totals: Totals) -> None:
    """The arithmetic of bound and gap; a screen proves a gap on the screen alone."""
    ledger = fields.ledger
    status, method = fields.get("status"), fields.get("method")
    ledger.require(method in METHODS, "summary", f"{FILE}, method", str(method), " or ".join(METHODS))
    ledger.require(status in STATUSES, "summary", f"{FILE}, status", str(status), " or ".join(STATUSES))
    screened = facts.run.summary.get("screen") is not None
    proven = "gap_on_screen" if screened else "gap"
    _screen_as_asked(fields, facts, screened)
    if screened:
        _on_screen(fields, facts, totals)
    else:
        _on_case(fields, totals)
        _candidates_screened(fields, facts, len(facts.case.sites))
    gap, asked = fields.get(proven), _asked_gap(facts)
    check_record(fields, facts, asked, float(totals.costs.abs().sum()))
    place = f"{FILE}, status {status}: {proven}"
    if status == "optimal" and ledger.require(is_number(gap), "status", place, str(gap), "a number"):
        ledger.at_most("status", place, gap, asked, "share")
    elif status != "optimal" and is_number(gap):  # a solve that reached the gap asked for did not stop early
        ledger.at_least("status", place, gap, asked, "share")


def _screen_as_asked(fields: Fields, facts: Facts, screened: bool) -> None:
    """The case says whether candidates are screened, and how many: a run may not claim the whole case instead."""
    asked, case = facts.case.solve.screen_sites, facts.case
    wanted = asked is not None and asked < len(case.sites) and bool(case.cooling)
    place = f"{FILE}, screen"
    if fields.ledger.require(screened == wanted, "screen", place, str(screened), str(wanted)) and screened:
        days = {(h.period, h.day) for h in next(iter(case.hours.values()), ())}
        fields.equal("screen.sites", float(asked or 0), "sites")
        fields.equal("screen.of_days", float(len(days)), "days")


def _on_case(fields: Fields, totals: Totals) -> None:
    for name in ("gap_on_screen", "siting_gap_on_screen"):
        fields.equal(name, float("nan"), "share")
    objective, siting = totals.objective_eur, totals.siting_cost_eur
    room = _room(fields, "bound_eur", objective, totals)
    fields.equal("gap", room / abs(objective) if objective else 0.0, "share")
    fields.equal("siting_gap", room / siting if siting > 0 else float("nan"), "share")
    _not_smaller(fields, "gap", "objective_eur", "bound_eur", "objective_eur")
    _not_smaller(fields, "siting_gap", "objective_eur", "bound_eur", "siting_cost_eur")


def _on_screen(fields: Fields, facts: Facts, totals: Totals) -> None:
    """What was left out, and the gap of the siting model; nothing is proven of the case."""
    for name in ("bound_eur", "gap", "siting_gap"):
        fields.equal(name, float("nan"), "share")
    fields.equal("screen.of_sites", float(len(facts.case.sites)), "sites")
    names = ("sites", "of_sites", "days", "of_days", "objective_eur")
    figures: list[Any] = [fields.get(f"screen.{name}") for name in names]
    if not fields.ledger.require(all(map(is_number, figures)), "screen", f"{FILE}, screen", str(figures), "numbers"):
        return
    sites, of_sites, days, of_days, objective = map(float, figures)
    fewer = sites <= of_sites and days <= of_days and (sites < of_sites or days < of_days)
    fields.ledger.require(fewer, "screen", f"{FILE}, screen", str(figures[:4]), "fewer sites or days than the case has")
    _candidates_screened(fields, facts, int(sites))
    if days == of_days:  # with fewer days the siting model has an objective of its own
        fields.equal("screen.objective_eur", totals.objective_eur, "EUR", float(totals.costs.abs().sum()))
    room = _room(fields, "screen.bound_eur", objective, totals)
    fields.equal("gap_on_screen", room / abs(objective) if objective else 0.0, "share")
    siting = totals.siting_cost_eur
    fields.equal("siting_gap_on_screen", room / siting if siting > 0 else float("nan"), "share")
    _not_smaller(fields, "gap_on_screen", "screen.objective_eur", "screen.bound_eur", "screen.objective_eur")
    _not_smaller(fields, "siting_gap_on_screen", "screen.objective_eur", "screen.bound_eur", "siting_cost_eur")


def _not_smaller(fields: Fields, gap: str, objective: str, bound: str, whole: str) -> None:
    """However small: a gap is no smaller than the figures beside it say."""
    figures = [fields.get(name) for name in (gap, objective, bound, whole)]
    if all(map(is_number, figures)) and figures[3]:
        said, cost, low, size = figures
        least = (cost - low) / abs(size)
        place = f"{FILE}, {gap}"
        fields.ledger.at_least("gap", place, said, least * (1 - ROUNDED), "-", rel=0.0)


def _room(fields: Fields, name: str, objective: float, totals: Totals) -> float:
    """Objective less the bound, which may not exceed it; NaN where the bound is no number."""
    bound, place = fields.get(name), f"{FILE}, {name}"
    if bound is None and fields.get("status") in STOPPED:
        return float("nan")  # stopped before anything was proven
    if not fields.ledger.require(is_number(bound), "bound", place, str(bound), "a number"):
        return float("nan")
    scale = float(totals.costs.abs().sum())
    fields.ledger.at_most("bound", place, bound, objective, "EUR", scale=scale, rel=SAME_REL)
    return max(0.0, objective - float(bound))


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
