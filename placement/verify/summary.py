"""summary.json, field by field."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from placement.verify.accounts import Accounts
from placement.verify.facts import Facts
from placement.verify.funding import KINDS, by_kind
from placement.verify.ledger import Ledger
from placement.verify.tables import Json
from placement.verify.totals import Totals

FILE = "summary.json"
STATUSES = ("optimal", "time_limit", "interrupted")


class Fields:
    """Numbers of a JSON document by dotted name; a missing or odd one is a failure."""

    def __init__(self, document: Json, ledger: Ledger) -> None:
        self.document, self.ledger = document, ledger

    def get(self, name: str) -> Any:
        """The field, or None where it is missing (which is a failure of its own)."""
        value: Any = self.document
        for part in name.split("."):
            if not isinstance(value, Mapping) or part not in value:
                self.ledger.fail("summary", f"{FILE}, {name}", "no such field", "a value")
                return None
            value = value[part]
        return value

    def equal(self, name: str, wanted: float, unit: str, scale: float = 0.0) -> None:
        """The field is the number wanted; null where that does not exist."""
        found = self.get(name)
        place = f"{FILE}, {name}"
        if not np.isfinite(wanted):
            self.ledger.require(found is None, "summary", place, str(found), "null")
        elif self.ledger.require(is_number(found), "summary", place, str(found), f"a number near {wanted:.6g}"):
            self.ledger.equal("summary", place, found, wanted, unit, scale=scale)


def is_number(value: object) -> bool:
    """Whether a JSON value is a finite number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and bool(np.isfinite(value))


def check_summary(facts: Facts, accounts: Accounts, totals: Totals, ledger: Ledger) -> None:
    """Compare each field that the inputs and tables determine."""
    fields = Fields(facts.run.summary, ledger)
    ledger.require(
        fields.get("case") == facts.case.name, "summary", f"{FILE}, case", str(fields.get("case")), facts.case.name
    )
    _costs(fields, facts, totals)
    _proof(fields, facts, totals)
    _counts(fields, facts, totals)
    paid = by_kind(facts).sum()
    for kind in KINDS:
        fields.equal(f"funding_eur.{kind}", float(paid[kind]), "EUR")
    here = (facts.plan["stage"] == facts.last).to_numpy()
    for name, tonnes in (
        ("location", accounts.location_t),
        ("market", accounts.market_t),
        ("hourly", accounts.hourly_t),
    ):
        fields.equal(f"carbon.{name}", float(tonnes[here].sum()), "t a year")
    fields.equal("unmet_share", unmet_share(facts), "share")
    _evidence(fields, ledger)
    _investor(fields, facts, totals)


def unmet_share(facts: Facts) -> float:
    """Demand left unmet over all demand, all stages weighted by their years."""
    rows = facts.service
    unmet = rows[rows["site"] == ""]
    demand = sum(facts.case.demand.values())
    return float(unmet["h100e"].sum()) / demand if demand > 0 else 0.0


def _costs(fields: Fields, facts: Facts, totals: Totals) -> None:
    """Objective, its terms, and what is reported beside it."""
    objective = totals.objective_eur
    by_term = totals.costs.groupby(level="term").sum()
    scale = float(by_term.abs().sum())
    fields.equal("objective_eur", objective, "EUR", scale)
    reported = fields.get("cost_terms")
    if not isinstance(reported, Mapping) or not all(is_number(v) for v in reported.values()):
        fields.ledger.fail("summary", f"{FILE}, cost_terms", str(reported), "numbers by term")
        return
    found = pd.Series(dict(reported), dtype=float)
    for name in sorted(set(found.index) - set(by_term.index)):
        fields.ledger.require(found[name] == 0, "summary", f"{FILE}, cost_terms", name, "no such cost term")
    fields.ledger.same_series("summary", f"{FILE}, cost_terms", found, by_term, "EUR")
    fields.ledger.equal(
        "sum of terms", f"{FILE}, objective_eur", fields.get("objective_eur") or 0.0, found.sum(), "EUR", scale=scale
    )
    unmet = float(by_term.get("unmet_demand", 0.0))
    installed, sold = float(totals.installed_h100eh.sum()), float(totals.sold_h100eh.sum())
    nothing = float("nan")
    price = "EUR/H100e-hour"
    fields.equal("lcoc_installed_eur_per_h100eh", (objective - unmet) / installed if installed > 0 else nothing, price)
    fields.equal("lcoc_sold_eur_per_h100eh", (objective - unmet) / sold if sold > 0 else nothing, price)
    fields.equal("siting_cost_eur", totals.siting_cost_eur, "EUR", scale)
    fields.equal("resource_cost_eur", totals.resource_cost_eur, "EUR", scale)


def _proof(fields: Fields, facts: Facts, totals: Totals) -> None:
    """Status, bound and gap: their arithmetic, and that a screened run does not claim more than it proved."""
    ledger, summary = fields.ledger, facts.run.summary
    status, bound, gap = (fields.get(name) for name in ("status", "bound_eur", "gap"))
    ledger.require(status in STATUSES, "summary", f"{FILE}, status", str(status), " or ".join(STATUSES))
    objective = totals.objective_eur
    screened = isinstance(summary.get("screen"), Mapping)
    if screened:
        ledger.require(gap is None, "gap", f"{FILE}, gap", str(gap), "null: a screened run proves no gap on the case")
        on_screen = fields.get("gap_on_screen")
        ledger.require(is_number(on_screen), "gap", f"{FILE}, gap_on_screen", str(on_screen), "a number")
        return
    ledger.require(
        summary.get("gap_on_screen") is None, "gap", f"{FILE}, gap_on_screen", "a value", "null: not screened"
    )
    if bound is None:
        ledger.require(gap is None and status != "optimal", "gap", f"{FILE}, gap", str(gap), "null without a bound")
        return
    if not ledger.require(is_number(bound), "gap", f"{FILE}, bound_eur", str(bound), "a number"):
        return
    scale = float(totals.costs.abs().sum())
    ledger.at_most("bound", f"{FILE}, bound_eur", bound, objective, "EUR", scale=scale, rel=1e-6)
    fields.equal("gap", max(0.0, (objective - bound) / abs(objective)) if objective else float("nan"), "share")
    siting = totals.siting_cost_eur
    fields.equal("siting_gap", (objective - bound) / siting if siting else float("nan"), "share")
    asked = facts.run.manifest.get("options", {})
    limit = asked.get("gap", facts.case.solve.gap) if isinstance(asked, Mapping) else facts.case.solve.gap
    if status == "optimal" and is_number(gap) and is_number(limit):
        ledger.at_most("status", f"{FILE}, status optimal: gap", gap, limit, "share")


def _counts(fields: Fields, facts: Facts, totals: Totals) -> None:
    last = _stage_counts(facts, totals, facts.last)
    here = facts.plan["stage"] == facts.last
    fields.equal("counts.states", float(facts.plan.loc[here, "state"].nunique()), "states")
    peak = float((facts.plan["re_peak_pue"] * facts.plan["it_mw"])[here].sum())
    fields.equal("counts.facility_peak_mw", peak, "MW")
    for name in ("sites", "it_mw", "accelerators", "h100e"):
        fields.equal(f"counts.{name}", last[name], COUNT_UNITS[name])
    rows = fields.get("counts.by_stage")
    named = [r.get("stage") for r in rows if isinstance(r, Mapping)] if isinstance(rows, list) else []
    if not fields.ledger.require(
        named == list(facts.stages), "summary", f"{FILE}, counts.by_stage", str(named), str(list(facts.stages))
    ):
        return
    for row in rows:
        for name, wanted in _stage_counts(facts, totals, row["stage"]).items():
            place = f"{FILE}, counts.by_stage, {row['stage']}, {name}"
            if fields.ledger.require(is_number(row.get(name)), "summary", place, str(row.get(name)), "a number"):
                fields.ledger.equal("summary", place, row[name], wanted, COUNT_UNITS[name])


COUNT_UNITS = {
    "sites": "sites",
    "it_mw": "MW",
    "accelerators": "accelerators",
    "h100e": "H100e",
    "served_h100e": "H100e",
}


def _stage_counts(facts: Facts, totals: Totals, stage: str) -> dict[str, float]:
    def of(series: pd.Series) -> float:
        return float(series[series.index.get_level_values(0) == stage].sum())

    here = facts.plan["stage"] == stage
    return {
        "sites": float(here.sum()),
        "it_mw": float(facts.plan.loc[here, "it_mw"].sum()),
        "accelerators": of(totals.accelerators),
        "h100e": of(totals.installed),
        "served_h100e": of(totals.served),
    }


def _evidence(fields: Fields, ledger: Ledger) -> None:
    """Shares of the siting cost by class of evidence: not negative, and together 1 (or 0 without sources)."""
    shares = fields.get("evidence.siting_cost_share")
    if not isinstance(shares, Mapping) or not all(is_number(v) for v in shares.values()):
        ledger.fail("summary", f"{FILE}, evidence.siting_cost_share", str(shares), "shares by class")
        return
    total = sum(shares.values())
    if total:
        ledger.equal("evidence shares add to 1", f"{FILE}, evidence.siting_cost_share", total, 1.0, "share")
    ledger.at_least("evidence shares", f"{FILE}, evidence.siting_cost_share", list(shares.values()), 0.0, "share")


def _investor(fields: Fields, facts: Facts, totals: Totals) -> None:
    """Grant per H100e-hour sold."""
    eu = float(by_kind(facts)["eu"].sum())
    sold = float(totals.sold_h100eh.sum())
    fields.equal("investor.grant_eur_per_h100eh", eu / sold if sold > 0 else float("nan"), "EUR/H100e-hour")
