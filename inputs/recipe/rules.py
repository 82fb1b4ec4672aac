"""rules.csv: what law and programme say, with status and date. Applied rows set policy; the others inform."""

from inputs.recipe.money import EU_CASH_EUR, EU_SHARE
from models.case import Rule

REGULATION = "Council Regulation (EU) 2026/150 amending 2021/1173"
SECONDARY = "secondary sources; article text not read"
CONDITIONS = "planner's conditions"
EU_TABLE = "EU"


def _eu(rule: str, value: float, unit: str, status: str, date: str, source: str, applied: bool, note: str = "") -> Rule:
    return Rule(rule, EU_TABLE, value, unit, status, date, source, applied, note)


def _state(rule: str, state: str, value: float, unit: str, status: str, date: str, source: str, applied: bool,
           note: str = "") -> Rule:  # fmt: skip
    return Rule(rule, state, value, unit, status, date, source, applied, note)


PROGRAMME = (
    _eu("min_sites", 4, "sites", "announced", "2025-02", "InvestAI: four to five gigafactories", True),
    _eu("max_sites", 5, "sites", "announced", "2025-02", "InvestAI: four to five gigafactories", True),
    _eu(
        "max_sites",
        7,
        "sites",
        "headline",
        "2026-08",
        "press headline: up to seven sites with over 30 bn EUR",
        False,
        "not confirmed; put 7 into the applied row to try it",
    ),
    _eu(
        "gigafactory_minimum",
        100_000,
        "accelerators",
        "in force",
        "2026-01",
        REGULATION + "; EuroHPC",
        True,
        "more than 100,000 advanced AI processors, read as physical accelerators",
    ),
    _eu(
        "gigafactory_minimum",
        100_000,
        "H100e",
        "alternative reading",
        "2026-01",
        "Commission texts: H100-equivalents",
        False,
        "H100e reading: set policy.gigafactory_unit in case.toml to h100e; 4 bn EUR buys about 50,000 GB300",
    ),
    _eu("state_match_ratio", 1, "ratio", "reported", "2026-01", SECONDARY, True, "host states at least match the EU"),
    _eu(
        "programme_budget_eur",
        2 * EU_CASH_EUR,
        "EUR",
        "derived",
        "2026-01",
        "17 % of 48 bn EUR and as much from states",
        True,
        "EU and state money together; the volume mobilised is the row volume_mobilised_eur",
    ),
    _eu("eu_cash_eur", EU_CASH_EUR, "EUR", "derived", "2026-01", "17 % of 48 bn EUR", False, "applied in funders.csv"),
    _eu(
        "eu_share",
        EU_SHARE,
        "share of capital",
        "unverified",
        "2026-01",
        SECONDARY,
        False,
        "applied in funders.csv as max_share of eu; not checked against the article",
    ),
    _eu(
        "volume_mobilised_eur",
        20e9,
        "EUR",
        "announced",
        "2025-02",
        "InvestAI",
        False,
        "public and private money together for four to five sites: not EU cash",
    ),
    _eu(
        "investai_total_eur",
        200e9,
        "EUR",
        "announced",
        "2025-02",
        "InvestAI",
        False,
        "of which 20 bn for gigafactories",
    ),
    _eu(
        "state_commitment_before_call",
        1,
        "yes",
        "reported",
        "2026-01",
        SECONDARY,
        False,
        "a state commits its share before the call, for its own territory",
    ),
    _eu(
        "several_sites_one_entity",
        1,
        "yes",
        "in force",
        "2026-01",
        REGULATION,
        False,
        "one entity over several sites with at least one of gigafactory scale: not modelled",
    ),
    _eu(
        "expressions_of_interest",
        76,
        "proposals",
        "counted",
        "2025-06",
        "European Commission news",
        False,
        "60 sites, 16 states, at least 3 million processors, over 230 bn EUR",
    ),
)

UNION_LAW = (
    _eu(
        "eed_reporting_kw",
        500,
        "kW IT",
        "in force",
        "2024-09",
        "Energy Efficiency Directive 2023/1791",
        False,
        "yearly reporting of data centres",
    ),
    _eu("pact_pue_cool", 1.3, "PUE", "voluntary", "2025", "Climate Neutral Data Centre Pact", False),
    _eu("pact_pue_warm", 1.4, "PUE", "voluntary", "2025", "Climate Neutral Data Centre Pact", False),
    _eu("pact_wue", 0.4, "L/kWh", "voluntary", "2025", "Climate Neutral Data Centre Pact", False),
    _eu(
        "pact_clean_share",
        0.75,
        "share",
        "voluntary",
        "2025",
        "Climate Neutral Data Centre Pact",
        False,
        "followed by policy.carbon_free_share in case.toml",
    ),
    _eu("pact_clean_share", 1.0, "share", "voluntary", "2030", "Climate Neutral Data Centre Pact", False),
    _eu("legacy_hub_wait_low", 7, "years", "observed", "2025-06", "Ember, grids for data centres", False),
    _eu("legacy_hub_wait_high", 10, "years", "observed", "2025-06", "Ember, grids for data centres", False),
)

ENEFG = "Energieeffizienzgesetz (EnEfG)"

NATIONAL = (
    _state(
        "min_dispatchable_share",
        "IE",
        1.0,
        "share of import",
        "in force",
        "2025-12",
        "CRU connection policy",
        True,
        "dispatchable capacity equal to import",
    ),
    _state(
        "min_new_renewable_share", "IE", 0.8, "share of energy", "in force", "2025-12", "CRU connection policy", True
    ),
    _state("connection_deposit_eur_per_mw", "DE", 1_500, "EUR/MW", "in force", "2026-04", "maturity cycles", True),
    _state(
        "maturity_cycles",
        "DE",
        1,
        "yes",
        "in force",
        "2026-04",
        "transmission operators",
        False,
        "requests are ranked by maturity; in the years of sites.ready_year",
    ),
    _state("max_pue", "DE", 1.2, "PUE", "in force, amendment in progress", "2026-07", ENEFG, True),
    _state("min_heat_reuse_share", "DE", 0.10, "share", "in force, amendment in progress", "2026-07", ENEFG, False),
    _state("min_heat_reuse_share", "DE", 0.15, "share", "in force, amendment in progress", "2027-07", ENEFG, False),
    _state(
        "min_heat_reuse_share",
        "DE",
        0.20,
        "share",
        "in force, amendment in progress",
        "2028-07",
        ENEFG,
        True,
        "as enacted for sites from July 2028; set applied to false to see the amendment's reach",
    ),
    _state(
        "electricity_tax_eur_per_mwh",
        "FI",
        22.4,
        "EUR/MWh",
        "in force",
        "2026-07",
        CONDITIONS,
        False,
        "data centres leave the reduced class; applied in zones.csv",
    ),
    _state(
        "electricity_tax_credit_eur_per_mwh",
        "FI",
        0.5,
        "EUR/MWh",
        "planned",
        "2026-07",
        CONDITIONS,
        False,
        "the tax that remains with the planned credit; put it into zones.csv to try it",
    ),
    _state(
        "electricity_tax_eur_per_mwh",
        "SE",
        33,
        "EUR/MWh",
        "in force",
        "2026-01",
        CONDITIONS,
        False,
        "full rate (assumed); applied in zones.csv",
    ),
    _state("fast_track_low_mw", "FR", 400, "MW", "in force", "2025-05", "RTE fast track", False, "energised 2028-29"),
    _state(
        "fast_track_high_mw", "FR", 1_000, "MW", "in force", "2025-05", "RTE fast track", False, "energised 2028-29"
    ),
)

RULES = (*PROGRAMME, *UNION_LAW, *NATIONAL)
