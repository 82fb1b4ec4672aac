"""The investor's figures of summary.json: project return, debt service cover, grant.

Revenue is what is served at the mean of the workloads' price paths for unmet demand (a cloud contract); operation is
every cost term but capital and unmet demand. Flows: capital at each stage's start, margins at year ends, and at the
horizon what every asset is still worth in a straight line over its life. A return is checked by what it promises: it
makes the flows worth nothing.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.case import Stage
from placement.verify.costs import CAPITAL_TERMS
from placement.verify.facts import Facts
from placement.verify.fields import FILE, Fields, is_number
from placement.verify.money import alive_share, annuity, asset_life
from placement.verify.rows import tuples
from placement.verify.totals import Totals

Floats = npt.NDArray[np.float64]
SEARCHED = (-0.9, 10.0)
"""A return outside these is reported as none."""


def check_investor(fields: Fields, facts: Facts, totals: Totals, yearly: pd.Series) -> None:
    """Returns with and without grant, least cover of debt service, grant per H100e-hour sold."""
    sold = float(totals.sold_h100eh.sum())
    grant = float(discounted_grant(facts).sum())
    fields.equal("investor.grant_eur_per_h100eh", grant / sold if sold > 0 else np.nan, "EUR/H100e-hour")
    margins = _margins(facts, totals, yearly)
    for name, with_grant in (("project_irr", True), ("project_irr_without_grant", False)):
        _check_return(fields, f"investor.{name}", None if margins is None else _flows(facts, margins, with_grant))
    fields.equal("investor.dscr_min", np.nan if margins is None else _least_cover(facts, margins), "-")


def _paid(facts: Facts, kind: str) -> pd.DataFrame:
    rows = facts.run.funding
    return rows[rows["funder"].map({f: r.kind for f, r in facts.case.funders.items()}) == kind]


def discounted_grant(facts: Facts) -> pd.Series:
    """EU money by site: each payment at the start of its stage, in EUR at the start of the base year."""
    rows, growth = _paid(facts, "eu"), 1.0 + facts.case.discount_rate
    factor = rows["stage"].map({t: growth ** (facts.case.base_year - s.start_year) for t, s in facts.stages.items()})
    return (rows["eur"] * factor.astype(float)).groupby(rows["site"]).sum()


def _margins(facts: Facts, totals: Totals, yearly: pd.Series) -> dict[int, float] | None:
    """Revenue less operation by year; None where no workload names a price."""
    case = facts.case
    priced = [w for w in case.workloads.values() if w.unmet_eur_per_h100eh is not None]
    if not priced:
        return None
    running = yearly[~yearly.index.get_level_values("term").isin([*CAPITAL_TERMS, "unmet_demand"])]
    margins = {}
    for stage in case.stages:
        served = float(totals.served[totals.served.index.get_level_values(0) == stage.stage].sum())
        spent = float(running[running.index.get_level_values("stage") == stage.stage].sum())
        for year in _years(stage):
            paths = [(w.unmet_eur_per_h100eh or 0.0, w.unmet_fall_per_year, year - w.unmet_price_year) for w in priced]
            price = float(np.mean([eur * (1.0 - fall) ** years for eur, fall, years in paths]))
            margins[year] = served * case.hours_per_year * price - spent
    return margins


def _years(stage: Stage) -> range:
    return range(stage.start_year, stage.start_year + stage.years)


def _flows(facts: Facts, margins: dict[int, float], with_grant: bool) -> Floats:
    """Flows at the turns of the years, from the start of the first stage to the horizon."""
    first, last = facts.case.stages[0].start_year, facts.case.stages[-1]
    end = last.start_year + last.years
    flows = np.zeros(end - first + 1)
    for stage, asset, funder, eur in tuples(facts.run.funding, "stage", "asset", "funder", "eur"):
        year = facts.stages[stage].start_year
        granted = with_grant and facts.case.funders[funder].kind == "eu"
        flows[year - first] -= 0.0 if granted else eur
        flows[-1] += eur * max(0.0, 1.0 - (end - year) / asset_life(facts.case, asset))
    for year, margin in margins.items():
        flows[year - first + 1] += margin
    return flows


def _check_return(fields: Fields, name: str, flows: Floats | None) -> None:
    found: Any = fields.get(name)
    place = f"{FILE}, {name}"
    ends = [0.0, 0.0] if flows is None else [_worth(flows, rate) for rate in SEARCHED]
    if flows is None or ends[0] * ends[1] > 0:
        fields.ledger.require(
            found is None, "investor", place, str(found), "null: no rate makes the flows worth nothing"
        )
    elif fields.ledger.require(is_number(found), "investor", place, str(found), "a rate"):
        inside = SEARCHED[0] <= found <= SEARCHED[1]
        if fields.ledger.require(inside, "investor", place, str(found), "a rate within -0.9 and 10"):
            size = float(np.abs(flows) @ (1.0 + found) ** -np.arange(len(flows), dtype=float))
            fields.ledger.equal("investor: worth at the rate", place, _worth(flows, found), 0.0, "EUR", scale=size)


def _worth(flows: Floats, rate: float) -> float:
    return float(flows @ (1.0 + rate) ** -np.arange(len(flows), dtype=float))


def _least_cover(facts: Facts, margins: dict[int, float]) -> float:
    """Mean margin of a stage over the yearly service of the loans on what is alive; NaN without loans."""
    loans, covers = _paid(facts, "loan"), []
    for stage in facts.case.stages:
        service = 0.0
        for bought, asset, funder, eur in tuples(loans, "stage", "asset", "funder", "eur"):
            life, rate = asset_life(facts.case, asset), facts.case.funders[funder].return_rate
            service += eur * annuity(rate, life) * alive_share(life, facts.stages[bought], stage)
        if service > 0:
            covers.append(float(np.mean([margins[year] for year in _years(stage)])) / service)
    return min(covers, default=float("nan"))
