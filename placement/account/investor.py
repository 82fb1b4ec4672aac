"""The investor's view: project return, debt service and grant, at the price that unmet demand would pay elsewhere."""

from dataclasses import dataclass

from models.case import Case, Stage
from models.derive import capital_recovery
from models.derive.finance import alive_share
from placement.account.facts import Facts

CAPITAL_TERMS = ("accelerators_capital", "facility_capital", "connection_capital")
NOT_OPERATING = (*CAPITAL_TERMS, "unmet_demand")


@dataclass(frozen=True, slots=True)
class InvestorView:
    """None where the case names no price, or no rate solves."""

    project_irr: float | None
    """Real internal rate of return on capital less the EU's grant."""
    project_irr_without_grant: float | None
    """The same on all capital."""
    dscr_min: float | None
    """Least debt service cover over the stages: (revenue - operation) / yearly debt service."""
    grant_eur_per_h100eh: float | None
    """EU money, discounted like the hours, over discounted H100e-hours sold."""


def investor_view(facts: Facts) -> InvestorView:
    """Revenue at the cloud contract path of the workloads that name one; the rest is sold at their mean."""
    sold = facts.discounted_hours({t.stage: _served(facts, t) for t in facts.case.stages})
    grant = sum(discounted_grant_eur(facts, site) for site in facts.open_in(facts.last))
    priced = any(w.unmet_eur_per_h100eh is not None for w in facts.case.workloads.values())
    return InvestorView(
        project_irr=_return(facts, with_grant=True) if priced else None,
        project_irr_without_grant=_return(facts, with_grant=False) if priced else None,
        dscr_min=_least_cover(facts) if priced else None,
        grant_eur_per_h100eh=grant / sold if sold > 0 else None,
    )


def discounted_grant_eur(facts: Facts, site: str) -> float:
    """EU money at a site, each payment at its stage's start, in EUR at the start of the base year."""
    case, start = facts.case, {t.stage: t.start_year for t in facts.case.stages}
    return sum(
        eur * (1.0 + case.discount_rate) ** -(start[t] - case.base_year)
        for (f, s, _, t), eur in facts.decisions.pay_eur.items()
        if s == site and case.funders[f].kind == "eu"
    )


def _served(facts: Facts, stage: Stage) -> float:
    return sum(facts.served_h100e(s, stage.stage) for s in facts.open_in(stage.stage))


def contract_price(case: Case, year: int) -> float:
    """Mean of the workloads' price paths in a year, EUR per H100e-hour."""
    prices = [
        w.unmet_eur_per_h100eh * (1.0 - w.unmet_fall_per_year) ** (year - w.unmet_price_year)
        for w in case.workloads.values()
        if w.unmet_eur_per_h100eh is not None
    ]
    return sum(prices) / len(prices)


def _margin_eur(facts: Facts, stage: Stage, year: int) -> float:
    """Revenue less operation in one year."""
    revenue = _served(facts, stage) * facts.case.hours_per_year * contract_price(facts.case, year)
    operation = sum(
        row.eur_per_year for row in facts.decisions.costs if row.stage == stage.stage and row.term not in NOT_OPERATING
    )
    return revenue - operation


def _return(facts: Facts, with_grant: bool) -> float | None:
    """Rate at which the yearly flows are worth nothing: capital at each stage's start, margins at year ends.

    What assets are still worth at the horizon, in a straight line over their lives, comes back at its end.
    """
    case, first = facts.case, facts.case.stages[0].start_year
    end = case.stages[-1].start_year + case.stages[-1].years
    flows = [0.0] * (end - first + 1)
    stages = {t.stage: t for t in case.stages}
    life = _lives(case)
    for (f, _, asset, t), eur in facts.decisions.pay_eur.items():
        granted = with_grant and case.funders[f].kind == "eu"
        flows[stages[t].start_year - first] -= 0.0 if granted else eur
        age = end - stages[t].start_year
        flows[-1] += eur * max(0.0, 1.0 - age / life[asset])
    for stage in case.stages:
        for year in range(stage.start_year, stage.start_year + stage.years):
            flows[year - first + 1] += _margin_eur(facts, stage, year)
    return _irr(flows)


def _lives(case: Case) -> dict[str, float]:
    """Life of each asset, years."""
    life = {g.accelerator: g.life_years for g in case.accelerators.values()}
    return life | {"facility": case.operation.facility_life_years, "connection": case.operation.connection_life_years}


def _irr(flows: list[float]) -> float | None:
    def worth(rate: float) -> float:
        return sum(flow / (1.0 + rate) ** year for year, flow in enumerate(flows))

    from scipy.optimize import brentq  # slow to import, and many cases name no price

    low, high = -0.9, 10.0
    if worth(low) * worth(high) > 0:
        return None
    return float(brentq(worth, low, high))


def _least_cover(facts: Facts) -> float | None:
    case = facts.case
    covers = [_cover(facts, t) for t in case.stages]
    known = [c for c in covers if c is not None]
    return min(known) if known else None


def _cover(facts: Facts, stage: Stage) -> float | None:
    """Mean yearly margin of the stage over the yearly service of loans on assets alive."""
    case, stages = facts.case, {t.stage: t for t in facts.case.stages}
    life = _lives(case)
    service = sum(
        eur * capital_recovery(case.funders[f].return_rate, life[a]) * alive_share(life[a], stages[t], stage)
        for (f, _, a, t), eur in facts.decisions.pay_eur.items()
        if case.funders[f].kind == "loan" and stages[t].start_year <= stage.start_year
    )
    years = range(stage.start_year, stage.start_year + stage.years)
    margin = sum(_margin_eur(facts, stage, year) for year in years) / stage.years
    return margin / service if service > 0 else None
