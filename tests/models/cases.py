"""Tiny cases in memory. All that a test does not name is free, lossless and ample: each answer is plain arithmetic.

The neutral case: a year of four hours (2190 h each), one accelerator of 1 kW, 1 H100e and one year of life, PUE 1,
load factor 1, no discounting. Thus 1,000 H100e of demand are 1,000 accelerators are 1 MW,
and a MW at 50 EUR/MWh costs 0.438 MEUR a year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from models.bounds import FunderKind, SupplyKind
from models.case import (
    Accelerator,
    Carbon,
    Case,
    Cooling,
    Funder,
    Headroom,
    Hour,
    Link,
    Region,
    Site,
    Stage,
    State,
    Supply,
    Workload,
    Zone,
)
from models.settings import Operation, Policy, SolveSettings, StateRules

YEAR = 8760.0
"""Hours a year."""
QUARTER = 2190.0
"""Hours that each of the four hours stands for."""
MILD_C = 10.0
"""Everywhere, always, unless a test says otherwise."""
ONE_YEAR = (Stage("2030", 2030, 1),)
TWO_YEARS = (Stage("2030", 2030, 1), Stage("2031", 2031, 1))

Key = TypeVar("Key")
Row = TypeVar("Row")

NEUTRAL = Operation(
    load_factor=1.0,
    availability=1.0,
    utilisation=1.0,
    utilisation_first_year=1.0,
    it_upkeep_share=0.0,
    facility_upkeep_share=0.0,
    staff_per_mw=0.0,
    staff_per_site=0.0,
    land_rent_share=0.0,
)


def energy_meur(power_mw: float, price_eur_per_mwh: float, hours: float = YEAR) -> float:
    """What so much power costs, MEUR."""
    return power_mw * price_eur_per_mwh * hours / 1e6


def annuity(rate: float, years: float) -> float:
    """Yearly charge per unit of capital, from the textbook and not from the model."""
    return 1 / years if rate == 0 else rate * (1 + rate) ** years / ((1 + rate) ** years - 1)


def tiny(stages: tuple[Stage, ...] = ONE_YEAR, *, demand: float = 10_000, **price: float | Sequence[float]) -> Case:
    """A site per keyword, each in a zone of its name and a state of its name in capitals, at that power price.

    ``demand`` H100e of training, anywhere, in every stage. ``tiny(a=50, b=(20, 40, 60, 80))``.
    """
    names = list(price)
    case = Case(
        name="tiny",
        currency_year=2026,
        base_year=stages[0].start_year,
        discount_rate=0.0,
        social_rate=0.0,
        hours_per_year=YEAR,
        stages=stages,
        policy=Policy(block_it_mw=1.0),
        operation=NEUTRAL,
        solve=SolveSettings(),
        states={s.upper(): State(s.upper(), s.upper()) for s in names},
        zones={s: Zone(s, s.upper()) for s in names},
        carbon={s: Carbon(s, 0.0, 0.0) for s in names},
        sites={s: Site(s, s, s.upper(), s, max_it_mw=100.0, design_temperature_c=MILD_C) for s in names},
        headroom=tuple(Headroom(s, 2000, firm_mw=100.0) for s in names),
        climate={(s, month): MILD_C for s in names for month in range(1, 13)},
        regions={},
        workloads={"train": Workload("train", "training")},
        demand={("train", "EU", t.stage): demand for t in stages},
        residency={},
        accelerators={"g": Accelerator("g", 1.0, 0.0, 1.0, stages[0].stage, None, 1.0, 1.0, 100.0)},
        accelerator_cooling=(("g", "dry"),),
        cooling={"dry": Cooling("dry", 0.0, 1.0, 20.0, 0.0)},
        supplies={},
        hours={},
        funders={"equity": Funder("equity", "equity", 0.0)},
        state_rules={},
        links={},
    )
    for zone, value in price.items():
        case = with_hours(case, zone, value if isinstance(value, Sequence) else (value,) * 4)
    return case


def with_hours(
    case: Case,
    zone: str,
    price: Sequence[float],
    *,
    stage: str | None = None,
    wind: Sequence[float] | None = None,
    solar: Sequence[float] | None = None,
    anomaly_c: Sequence[float] | None = None,
    day: Sequence[int] | None = None,
    period: Sequence[int] | None = None,
) -> Case:
    """Hours of equal weight in a zone: of one stage, or of all."""
    count = len(price)
    zeros = [0] * count
    hours = dict(case.hours)
    for t in [stage] if stage else [t.stage for t in case.stages]:
        hours[t, zone] = tuple(
            Hour(t, zone, p, d, h, 1, YEAR / count, price[h], w, s, c)
            for h, (p, d, w, s, c) in enumerate(
                zip(period or zeros, day or zeros, wind or zeros, solar or zeros, anomaly_c or zeros, strict=True)
            )
        )
    return replace(case, hours=hours)


def _changed(rows: Mapping[Key, Row], key: Key, changes: dict[str, Any]) -> dict[Key, Row]:
    return {**rows, key: replace(rows[key], **changes)}  # type: ignore[type-var]


def with_policy(case: Case, **changes: Any) -> Case:
    return replace(case, policy=replace(case.policy, **changes))


def with_operation(case: Case, **changes: Any) -> Case:
    return replace(case, operation=replace(case.operation, **changes))


def with_site(case: Case, site: str, **changes: Any) -> Case:
    return replace(case, sites=_changed(case.sites, site, changes))


def with_state(case: Case, state: str, **changes: Any) -> Case:
    return replace(case, states=_changed(case.states, state, changes))


def with_zone(case: Case, zone: str, **changes: Any) -> Case:
    return replace(case, zones=_changed(case.zones, zone, changes))


def with_carbon(case: Case, zone: str, g_per_kwh: float, free_share: float = 0.0) -> Case:
    return replace(case, carbon={**case.carbon, zone: Carbon(zone, g_per_kwh, free_share)})


def with_cooling(case: Case, cooling: str = "dry", **changes: Any) -> Case:
    return replace(case, cooling=_changed(case.cooling, cooling, changes))


def with_accelerator(case: Case, accelerator: str = "g", **changes: Any) -> Case:
    return replace(case, accelerators=_changed(case.accelerators, accelerator, changes))


def with_generation(case: Case, accelerator: str, *coolings: str, **changes: Any) -> Case:
    """One more generation, like the first but for its name and ``changes``, for the given coolings."""
    row = replace(case.accelerators["g"], accelerator=accelerator, **changes)
    suits = tuple((accelerator, k) for k in coolings or ("dry",))
    return replace(
        case,
        accelerators={**case.accelerators, accelerator: row},
        accelerator_cooling=(*case.accelerator_cooling, *suits),
    )


def with_workload(case: Case, workload: str = "train", **changes: Any) -> Case:
    return replace(case, workloads=_changed(case.workloads, workload, changes))


def with_region(case: Case, workload: Workload, region: str, h100e: float, state: str = "A", **rtt_ms: float) -> Case:
    """Demand of a region in every stage, with round trips to sites."""
    links = {(region, site): Link(region, site, rtt) for site, rtt in rtt_ms.items()}
    return replace(
        case,
        workloads={**case.workloads, workload.workload: workload},
        regions={**case.regions, region: Region(region, region, state)},
        demand={**case.demand, **{(workload.workload, region, t.stage): h100e for t in case.stages}},
        links={**case.links, **links},
    )


def with_supply(case: Case, zone: str, kind: SupplyKind, yearly_eur_per_mw: float, **changes: Any) -> Case:
    return replace(case, supplies={**case.supplies, (zone, kind): Supply(zone, kind, yearly_eur_per_mw, **changes)})


def with_headroom(case: Case, *rows: Headroom) -> Case:
    """These tranches instead of the others of their sites."""
    named = {row.site for row in rows}
    return replace(case, headroom=(*(row for row in case.headroom if row.site not in named), *rows))


def with_temperature(case: Case, site: str, temperature_c: float) -> Case:
    return replace(case, climate={**case.climate, **{(site, month): temperature_c for month in range(1, 13)}})


def with_rules(case: Case, state: str, **changes: Any) -> Case:
    return replace(case, state_rules={**case.state_rules, state: StateRules(**changes)})


def with_funders(case: Case, **funders: tuple[FunderKind, float] | tuple[FunderKind, float, dict[str, Any]]) -> Case:
    """Other funders: ``name=(kind, return)`` or ``name=(kind, return, {"max_share": 0.5})``."""
    rows = {name: Funder(name, row[0], row[1], **(row[2] if len(row) == 3 else {})) for name, row in funders.items()}
    return replace(case, funders=rows)
