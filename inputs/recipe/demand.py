"""regions, workloads, demand and residency: one scenario, sized backwards and openly."""

from dataclasses import dataclass, replace

from inputs.recipe.facts import Facts, Nuts
from models.case import EU_POOL, Demand, Region, Residency, Stage, Workload

STAGES = (Stage("2028-30", 2028, 3), Stage("2031-33", 2031, 3), Stage("2034-36", 2034, 3))

GIGAFACTORIES = 5
THRESHOLD = 100_000
MARGIN = 1.1
GB300_H100E = 2.5
AVAILABILITY, UTILISATION = 0.95, 0.8

BUSY_H100E = GIGAFACTORIES * THRESHOLD * MARGIN * GB300_H100E * AVAILABILITY * UTILISATION
"""1,045,000 busy H100e: five sites of 110,000 physical GB300 at work."""

GROWTH = {"2028-30": 0.4, "2031-33": 1.0, "2034-36": 2.0}
"""Stage over BUSY_H100E; the last doubles compute by refresh."""

BORDER_SURCHARGE = 0.03
"""EUR per H100e-hour for sensitive work in another state: audits, encryption, legal cost (assumed)."""


@dataclass(frozen=True)
class Mix:
    """Shares of a stage's demand."""

    training: float
    public_access: float
    interactive: float
    real_time: float
    sensitive: float


MIXES = {
    "2028-30": Mix(0.50, 0.10, 0.25, 0.05, 0.10),
    "2031-33": Mix(0.425, 0.10, 0.325, 0.05, 0.10),
    "2034-36": Mix(0.35, 0.10, 0.40, 0.05, 0.10),
}
"""Training 50 falling to 35 %, inference 30 rising to 45 % (real-time at most a sixth of it and 5 % of all), 10, 10."""

UNMET_EUR_PER_H100EH, UNMET_FALL_PER_YEAR, UNMET_PRICE_YEAR = 2.0, 0.15, 2026
"""A cloud contract path: 2.0 EUR per H100e-hour, falling 15 % a year."""


def priced(workload: Workload) -> Workload:
    """The workload with unmet demand at the cloud contract path."""
    return replace(
        workload,
        unmet_eur_per_h100eh=UNMET_EUR_PER_H100EH,
        unmet_fall_per_year=UNMET_FALL_PER_YEAR,
        unmet_price_year=UNMET_PRICE_YEAR,
    )


WORKLOADS = (
    priced(Workload("training", "training", coverage_share=0.97, gbps_per_1000_h100e=2.0)),
    Workload("public-access", "training", public_access=True, gbps_per_1000_h100e=2.0),
    priced(Workload("interactive", "inference", 60.0, 0.97, gbps_per_1000_h100e=10.0, critical_share=0.5)),
    priced(Workload("real-time", "inference", 25.0, 0.75, gbps_per_1000_h100e=10.0)),
    Workload("sensitive", "inference", resident=True, gbps_per_1000_h100e=5.0),
)


def regions(facts: Facts) -> list[Region]:
    """The NUTS-2 regions with places of 15,000 and more."""
    return [Region(n.code, n.name, n.state, n.lat, n.lon) for n in facts.nuts]


def state_shares(facts: Facts) -> dict[str, float]:
    """Half by GDP, half by population."""
    gdp = {s: facts.indicator("gdp", s, "2025") for s in facts.state_names}
    people = {s: facts.indicator("population", s, "2026") for s in facts.state_names}
    total_gdp, total_people = sum(gdp.values()), sum(people.values())
    return {s: 0.5 * gdp[s] / total_gdp + 0.5 * people[s] / total_people for s in facts.state_names}


def region_shares(facts: Facts) -> list[tuple[Nuts, float]]:
    """Each region's share of the Union: its state's, split by urban population."""
    urban: dict[str, float] = {}
    for region in facts.nuts:
        urban[region.state] = urban.get(region.state, 0.0) + region.urban_population
    states = state_shares(facts)
    return [(n, states[n.state] * n.urban_population / urban[n.state]) for n in facts.nuts]


def demand(facts: Facts) -> list[Demand]:
    """Pooled work for the Union, the rest by region."""
    rows: list[Demand] = []
    for stage in STAGES:
        busy, mix = BUSY_H100E * GROWTH[stage.stage], MIXES[stage.stage]
        rows.append(Demand(EU_POOL, "training", stage.stage, round(busy * mix.training, 2)))
        rows.append(Demand(EU_POOL, "public-access", stage.stage, round(busy * mix.public_access, 2)))
        split = (("interactive", mix.interactive), ("real-time", mix.real_time), ("sensitive", mix.sensitive))
        for workload, part in split:
            for region, share in region_shares(facts):
                rows.append(Demand(region.code, workload, stage.stage, round(busy * part * share, 2)))
    return rows


def residency(facts: Facts) -> list[Residency]:
    """Every state accepts every other, at a surcharge across borders."""
    states = list(facts.state_names)
    return [Residency(a, b, BORDER_SURCHARGE) for a in states for b in states if a != b]
