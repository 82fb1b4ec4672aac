"""Money and cohorts over time: discounting, capital recovery, what is left of an asset in a later stage."""

from math import cosh, log1p, sinh

from models.case import Case, Stage

LARGE_ANGLE = 350.0
"""Beyond this coth is 1 to the last digit, and cosh near the largest number there is."""


def discount_factors(case: Case, rate: float) -> dict[str, float]:
    """D_t by stage: a yearly payment at each year's end, in money of the start of ``base_year``."""
    factors: dict[str, float] = {}
    for stage in case.stages:
        first = stage.start_year - case.base_year + 1
        factors[stage.stage] = sum(float((1.0 + rate) ** -year) for year in range(first, first + stage.years))
    return factors


def annuity(rate: float, life_years: float) -> float:
    """crf(i, L): the yearly charge that pays one EUR back with return i over L years.

    (1 + i)^L / ((1 + i)^L - 1) = (1 + coth(y / 2)) / 2 with y = L log(1 + i): small rates keep their digits.
    """
    half = 0.5 * life_years * log1p(rate)
    if half < 1e-17:
        return 1.0 / life_years
    return 0.5 * rate * (1.0 + (cosh(half) / sinh(half) if half < LARGE_ANGLE else 1.0))


def years_within(stage: Stage, start: float, years: float) -> float:
    """Years of the stage that lie in [start, start + years)."""
    return max(0.0, min(stage.start_year + stage.years, start + years) - max(stage.start_year, start))


def alive_share(life_years: float, bought: Stage, stage: Stage) -> float:
    """A(L, u, t)."""
    return years_within(stage, bought.start_year, life_years) / stage.years


def busy_share(case: Case, life_years: float, bought: Stage, stage: Stage) -> float:
    """B(g, u, t): availability times utilisation, slower in the year after purchase."""
    ops = case.operation
    alive = years_within(stage, bought.start_year, life_years)
    fresh = years_within(stage, bought.start_year, min(1.0, life_years))
    busy_years = ops.utilisation * (alive - fresh) + ops.utilisation_first_year * fresh
    return ops.availability * busy_years / stage.years


def required_return(case: Case, funder: str, site: str) -> float:
    """Return that the funder asks at the site: private equity bears part of the country premium."""
    record = case.funders[funder]
    if record.kind != "equity":
        return record.return_rate
    premium = case.states[case.sites[site].state].country_premium_pp / 100.0
    return record.return_rate + case.policy.risk_pass_through * premium


def asset_life(case: Case, asset: str) -> float:
    """Life of an asset in years."""
    fixed = {"facility": case.operation.facility_life_years, "connection": case.operation.connection_life_years}
    return fixed[asset] if asset in fixed else case.accelerators[asset].life_years


def cheapest_return(case: Case) -> float:
    """The least return of all funders, without premium; 0 where the case has none."""
    return min((funder.return_rate for funder in case.funders.values()), default=0.0)


def stages_by_name(case: Case) -> dict[str, Stage]:
    """Stages by name."""
    return {stage.stage: stage for stage in case.stages}


def stage_pairs(case: Case) -> list[tuple[Stage, Stage]]:
    """(bought, later or same) for every purchase that can matter."""
    return [(u, t) for u in case.stages for t in case.stages if u.start_year <= t.start_year]
