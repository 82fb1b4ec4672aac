"""Years, returns and what is left of an asset: the first rows of the page's table of derived quantities."""

from models.case import Case, Funder, Site, Stage
from models.settings import Operation


def overlap(first: float, last: float, start: float, end: float) -> float:
    """How much of one span of years lies inside another."""
    return max(0.0, min(last, end) - max(first, start))


def discount(case: Case, stage: Stage) -> float:
    """D_t: a yearly payment at each year's end, in money of the start of the base year."""
    ahead = stage.start_year - case.base_year
    return sum((1 + case.discount_rate) ** -(ahead + year) for year in range(1, stage.years + 1))


def alive_share(life: float, bought: Stage, stage: Stage) -> float:
    """A(L, u, t)."""
    start, end = stage.start_year, stage.start_year + stage.years
    return overlap(start, end, bought.start_year, bought.start_year + life) / stage.years


def busy_share(operation: Operation, life: float, bought: Stage, stage: Stage) -> float:
    """B(g, u, t)."""
    start, end = stage.start_year, stage.start_year + stage.years
    alive = overlap(start, end, bought.start_year, bought.start_year + life)
    first = overlap(start, end, bought.start_year, bought.start_year + min(life, 1.0))
    lost_at_first = (operation.utilisation - operation.utilisation_first_year) * first
    return operation.availability * (operation.utilisation * alive - lost_at_first) / stage.years


def capital_recovery(rate: float, life: float) -> float:
    """crf(i, L): the yearly charge on a unit of capital."""
    return 1 / life if rate == 0 else rate / (1 - (1 + rate) ** -life)


def asked_return(case: Case, funder: Funder, site: Site) -> float:
    """What a funder asks at a site: private equity adds its part of the country's premium."""
    premium = case.states[site.state].country_premium_pp / 100
    return funder.return_rate + (case.policy.risk_pass_through * premium if funder.kind == "equity" else 0.0)
