"""summary.json, field by field."""

from collections.abc import Mapping

import pandas as pd

from placement.verify.accounts import Accounts
from placement.verify.evidence import check_evidence
from placement.verify.facts import Facts
from placement.verify.fields import FILE, Fields, is_number
from placement.verify.funding import KINDS, by_kind
from placement.verify.investor import check_investor
from placement.verify.keys import check_summary_keys
from placement.verify.ledger import Ledger
from placement.verify.proof import check_proof
from placement.verify.totals import Totals


def check_summary(facts: Facts, accounts: Accounts, totals: Totals, yearly: pd.Series, ledger: Ledger) -> None:
    """Compare each field that the inputs and tables determine."""
    fields = Fields(facts.run.summary, ledger)
    check_summary_keys(facts.run.summary, ledger)
    ledger.require(
        fields.get("case") == facts.case.name, "summary", f"{FILE}, case", str(fields.get("case")), facts.case.name
    )
    fields.equal("currency_year", facts.case.currency_year, "year")
    fields.equal("base_year", facts.case.base_year, "year")
    fields.equal("discount_rate", facts.case.discount_rate, "a year")
    _costs(fields, facts, totals)
    check_proof(fields, facts, totals)
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
    check_evidence(fields, facts, totals)
    check_investor(fields, facts, totals, yearly)


def unmet_share(facts: Facts) -> float:
    """Demand left unmet over all demand: each stage counts by its demand, whatever its length."""
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
    found = _terms(fields, "cost_terms", by_term)
    siting = by_term.copy()
    if "accelerators_capital" in siting.index:
        siting["accelerators_capital"] -= float(totals.invariant.sum())
    _terms(fields, "siting_cost_terms", siting)
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


def _terms(fields: Fields, name: str, wanted: pd.Series) -> pd.Series:
    """Compare the terms of a cost; those reported, empty where they are not numbers."""
    reported = fields.get(name)
    if not isinstance(reported, Mapping) or not all(is_number(v) for v in reported.values()):
        fields.ledger.fail("summary", f"{FILE}, {name}", str(reported), "numbers by term")
        return pd.Series(dtype=float)
    found = pd.Series(dict(reported), dtype=float)
    for term in sorted(set(found.index) - set(wanted.index)):
        fields.ledger.require(found[term] == 0, "summary", f"{FILE}, {name}", term, "no such cost term")
    fields.ledger.same_series("summary", f"{FILE}, {name}", found, wanted, "EUR")
    return found


def _counts(fields: Fields, facts: Facts, totals: Totals) -> None:
    last = _stage_counts(facts, totals, facts.last)
    here = facts.plan["stage"] == facts.last
    fields.equal("counts.states", float(facts.plan.loc[here, "state"].nunique()), "states")
    peak = float((facts.plan["re_peak_pue"] * facts.plan["it_mw"])[here].sum())
    fields.equal("counts.facility_peak_mw", peak, "MW")
    for name in COUNT_UNITS:
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
