"""Money over time: discounting, capital recovery, and what is left of an asset in a later stage."""

from math import expm1, log1p

from models.case import Accelerator, Case, Funder, Site, Stage

NO_RATE = 1e-18
"""At a rate up to this an EUR earns less, in any life, than the last digit of a number: the charge is 1 / L."""


def capital_recovery(rate: float, life_years: float) -> float:
    """Yearly charge per EUR of capital: crf(i, L) = i / (1 - (1 + i)^-L), and 1 / L at i = 0 (standard annuity).

    By expm1 and log1p: 1 + i forgets the digits of a small rate, and 1e-16 altogether.
    """
    return 1.0 / life_years if rate <= NO_RATE else rate / -expm1(-life_years * log1p(rate))


def discount_factor(stage: Stage, rate: float, base_year: int) -> float:
    """D_t: yearly payments at each year's end of the stage, in money of the start of ``base_year``."""
    return sum((1.0 + rate) ** -(stage.start_year - base_year + year) for year in range(1, stage.years + 1))


def discount_factors(case: Case) -> dict[str, float]:
    """D_t at the case's own discount rate, by stage name."""
    return {t.stage: discount_factor(t, case.discount_rate, case.base_year) for t in case.stages}


def _overlap_years(start: float, end: float, stage: Stage) -> float:
    """Years of [start, end) that fall inside the stage."""
    return max(0.0, min(end, stage.start_year + stage.years) - max(start, stage.start_year))


def alive_share(life_years: float, bought: Stage, stage: Stage) -> float:
    """A(L, u, t): share of stage t in which an asset bought at the start of stage u still lives."""
    return _overlap_years(bought.start_year, bought.start_year + life_years, stage) / stage.years


def busy_share(case: Case, accelerator: Accelerator, bought: Stage, stage: Stage) -> float:
    """B(g, u, t): availability x utilisation of a cohort over stage t, with the slower first year."""
    start, life = bought.start_year, accelerator.life_years
    alive = _overlap_years(start, start + life, stage)
    first = _overlap_years(start, start + min(1.0, life), stage)
    o = case.operation
    return o.availability * (o.utilisation * alive - (o.utilisation - o.utilisation_first_year) * first) / stage.years


def funder_return(case: Case, funder: Funder, site: Site) -> float:
    """Real yearly return that the funder asks at the site; only private equity bears the country premium."""
    premium = case.policy.risk_pass_through * case.states[site.state].country_premium_pp / 100.0
    return funder.return_rate + (premium if funder.kind == "equity" else 0.0)


def cheapest_return(case: Case) -> float:
    """The least return over all funders, without premium: the yardstick of the siting cost."""
    return min((f.return_rate for f in case.funders.values()), default=0.0)


def unmet_price(case: Case, workload: str, stage: str) -> float:
    """Price of unmet demand in the middle of the stage, EUR per H100e-hour; 0 where only coverage binds."""
    w = case.workloads[workload]
    t = next(t for t in case.stages if t.stage == stage)
    years = t.start_year + (t.years - 1) / 2 - w.unmet_price_year
    return float((w.unmet_eur_per_h100eh or 0.0) * (1.0 - w.unmet_fall_per_year) ** years)
