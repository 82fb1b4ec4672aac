"""states.csv: risk, construction cost, labour, money, peak load."""

from statistics import median

from inputs.recipe.facts import LABOUR_YEARS, Facts
from models.case import State

LABOUR = "hourly_labour_cost_total_economy"

EU_LABOUR_EUR_PER_H = 33.5
"""EU average of 2024 (assumed: recalled from Eurostat)."""

LOCAL_LABOUR_SHARE = 0.3
"""Share of a facility's cost that follows local labour (assumed)."""

INDEX_RANGE = (9 / 11, 13 / 11)
"""The range of facility cost, 9 to 13 around 11 MEUR/MW, bounds the index."""

BUDGET_SHARE_OF_GDP = 0.0075
"""A state's own money for gigafactories over all stages, share of one year's GDP (assumed)."""

EAST = frozenset({"BG", "CZ", "EE", "HR", "HU", "LT", "LV", "PL", "RO", "SK"})
"""States whose labour cost of 2017 is updated by the eastern median rather than the western one (assumed)."""

PEAK_TO_MEAN = {"FI": 1.45, "SE": 1.6, "FR": 1.55, "DE": 1.35, "EE": 1.5, "ES": 1.25, "IT": 1.5, "IE": 1.35, "NL": 1.4}
"""Yearly peak load over mean load (assumed; checked against known peaks: EE 1.5, FI 14, SE 25, FR 83, DE 80 GW)."""

PEAK_TO_MEAN_DEFAULT = 1.45

PEAK_MW_WITHOUT_DATA = {"CY": 1200.0, "MT": 600.0}
"""Ember's file has neither Cyprus nor Malta (assumed)."""


def _growth(facts: Facts, east: bool) -> float:
    """Median growth of labour cost 2017 to 2024 among the states of a group that have both years."""
    new, old = LABOUR_YEARS
    table = facts.indicators
    both = [s for s in facts.state_names if (LABOUR, s, new) in table and (LABOUR, s, old) in table]
    return median(table[LABOUR, s, new] / table[LABOUR, s, old] for s in both if (s in EAST) == east)


def labour_eur_per_h(facts: Facts, state: str) -> float:
    """Labour cost of 2024, or that of 2017 brought to 2024 by the group's median growth."""
    new, old = LABOUR_YEARS
    if (LABOUR, state, new) in facts.indicators:
        return facts.indicators[LABOUR, state, new]
    return round(facts.indicators[LABOUR, state, old] * _growth(facts, state in EAST), 1)


def construction_index(labour: float) -> float:
    """Facility cost relative to the reference, by local labour within the range of facility cost."""
    index = 1 - LOCAL_LABOUR_SHARE + LOCAL_LABOUR_SHARE * labour / EU_LABOUR_EUR_PER_H
    return round(min(max(index, INDEX_RANGE[0]), INDEX_RANGE[1]), 3)


def peak_load_mw(facts: Facts, state: str) -> float:
    """Demand of 2024 over 8,760 h times an assumed peak-to-mean ratio, to 10 MW."""
    if state in PEAK_MW_WITHOUT_DATA:
        return PEAK_MW_WITHOUT_DATA[state]
    demand_twh, _ = facts.mix[state]
    return round(demand_twh * 1e6 / 8760 * PEAK_TO_MEAN.get(state, PEAK_TO_MEAN_DEFAULT), -1)


def state_row(facts: Facts, state: str) -> State:
    """One member state."""
    gdp = facts.indicator("gdp", state, "2025")
    labour = labour_eur_per_h(facts, state)
    return State(
        state=state,
        name=facts.state_names[state],
        country_premium_pp=facts.indicator("country_equity_risk_premium", state, "2025-01"),
        construction_index=construction_index(labour),
        labour_eur_per_h=labour,
        budget_eur=round(gdp * 1e9 * BUDGET_SHARE_OF_GDP, -7),
        peak_load_mw=peak_load_mw(facts, state),
        gdp_billion_eur=gdp,
        population_million=facts.indicator("population", state, "2026"),
    )


def states(facts: Facts) -> list[State]:
    """All member states."""
    return [state_row(facts, state) for state in facts.state_names]
