"""What must be true of any case, tried on rich random ones: of values, never of which of several equal sites."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

import pytest

from models.case import Case, Headroom
from tests.models.cases import with_headroom, with_site
from tests.models.random_cases import rich_case
from tests.models.solving import NO_PLAN, Solve

SEEDS = (0, 1, 3, 4, 8)
each_seed = pytest.mark.parametrize("seed", SEEDS)
GAP = 1e-4
Row = TypeVar("Row")

MONEY = {
    "operation": ("line_eur_per_km", "transit_eur_per_gbps_year", "water_eur_per_m3"),
    "policy": (
        "carbon_price_eur_per_t",
        "capital_cap_eur",
        "lost_compute_eur_per_mwh",
        "price_slope_eur_per_mwh_per_gw",
        "programme_budget_eur",
    ),
}


@cache
def known(seed: int) -> float:
    """Cost of the case as it is."""
    return cost(rich_case(seed)[0])


def cost(case: Case) -> float:
    """By the faster method; that the two agree is another test."""
    return Solve("decomposed")(case, GAP).objective_meur


def at_most(less: float, more: float) -> bool:
    """Both are known within the gap."""
    return less <= more * (1 + 2 * GAP)


def doubled(row: Row) -> Row:
    """Every field whose name has ``eur`` in it, twice."""
    changes = {
        f.name: 2 * getattr(row, f.name)
        for f in fields(row)  # type: ignore[arg-type]
        if "eur" in f.name.split("_") and isinstance(getattr(row, f.name), int | float)
    }
    return replace(row, **changes)  # type: ignore[type-var]


def at_double_prices(case: Case) -> Case:
    """All prices, costs and budgets doubled; returns, shares and powers as they were."""

    def table(rows: Mapping[Any, Any]) -> dict[Any, Any]:
        return {key: doubled(row) for key, row in rows.items()}

    return replace(
        case,
        policy=doubled(case.policy),
        operation=doubled(case.operation),
        states={key: replace(doubled(row), gdp_billion_eur=row.gdp_billion_eur) for key, row in case.states.items()},
        zones=table(case.zones),
        sites=table(case.sites),
        workloads=table(case.workloads),
        residency={key: 2 * eur for key, eur in case.residency.items()},
        accelerators=table(case.accelerators),
        cooling=table(case.cooling),
        supplies=table(case.supplies),
        hours={key: tuple(doubled(h) for h in rows) for key, rows in case.hours.items()},
        funders=table(case.funders),
        state_rules=table(case.state_rules),
        links=table(case.links),
    )


def renamed(thing: Any, names: Mapping[str, str]) -> Any:
    """The same with other names for sites, states, zones, regions, workloads, coolings, accelerators and funders."""
    if isinstance(thing, str):
        return names.get(thing, thing)
    if isinstance(thing, tuple):
        return tuple(renamed(part, names) for part in thing)
    if isinstance(thing, Mapping):
        return {renamed(key, names): renamed(row, names) for key, row in thing.items()}
    if is_dataclass(thing) and not isinstance(thing, type):
        return type(thing)(**{f.name: renamed(getattr(thing, f.name), names) for f in fields(thing)})
    return thing


def reordered(case: Case) -> Case:
    """Every table upside down, but stages and hours, whose order means something."""
    tables: dict[str, Any] = {
        f.name: dict(reversed(list(value.items())))
        for f in fields(case)
        if isinstance(value := getattr(case, f.name), Mapping)
    }
    return replace(
        case,
        headroom=case.headroom[::-1],
        accelerator_cooling=case.accelerator_cooling[::-1],
        policy=replace(case.policy, access_levels=case.policy.access_levels[::-1]),
        **tables,
    )


def cost_or_infinite(case: Case) -> float:
    try:
        return cost(case)
    except NO_PLAN:
        return float("inf")


@each_seed
def test_more_demand_never_costs_less(seed: int) -> None:
    case = rich_case(seed)[0]
    more = replace(case, demand={key: 1.15 * h100e for key, h100e in case.demand.items()})
    assert at_most(known(seed), cost_or_infinite(more))


@each_seed
def test_one_more_site_never_costs_more(seed: int) -> None:
    case = rich_case(seed)[0]
    # a twin of the first site without fixed cost, with cooler days and a connection of its own
    first = next(iter(case.sites))
    twin = replace(case.sites[first], site="twin", fixed_cost_eur_per_year=0.0)
    wider = replace(
        case,
        sites={**case.sites, "twin": twin},
        climate={**case.climate, **{("twin", month): 8.0 for month in range(1, 13)}},
        links=case.links | {(r, "twin"): replace(case.links[r, first], site="twin") for r in case.regions},  # type: ignore[operator]
    )
    wider = with_headroom(wider, Headroom("twin", 2030, firm_mw=6.0))
    assert at_most(cost(wider), known(seed))


@each_seed
def test_more_headroom_never_costs_more(seed: int) -> None:
    case = rich_case(seed)[0]
    rows = [replace(row, firm_mw=2.0 * (row.firm_mw or 0.0)) for row in case.headroom]
    assert at_most(cost(replace(case, headroom=tuple(rows))), known(seed))


@each_seed
def test_double_prices_double_the_cost(seed: int) -> None:
    case = rich_case(seed)[0]
    assert cost(at_double_prices(case)) == pytest.approx(2 * known(seed), rel=2 * GAP)


@each_seed
def test_no_price_is_forgotten_in_doubling(seed: int) -> None:
    case = rich_case(seed)[0]
    twice = at_double_prices(case)
    for part, names in MONEY.items():
        for name in names:
            before, after = getattr(getattr(case, part), name), getattr(getattr(twice, part), name)
            assert after == (None if before is None else 2 * before)
    site = next(iter(case.sites))
    assert twice.sites[site].connection_eur_per_mw == 2 * case.sites[site].connection_eur_per_mw
    assert twice.hours["2030", site][0].price_eur_per_mwh == 2 * case.hours["2030", site][0].price_eur_per_mwh


@each_seed
def test_names_do_not_matter(seed: int) -> None:
    case = rich_case(seed)[0]
    tables = (
        case.sites, case.states, case.regions, case.workloads, case.cooling, case.accelerators, case.funders,
    )  # fmt: skip
    old = [name for table in tables for name in table]
    assert len(set(old)) == len(old)
    names = {name: f"{chr(ord('z') - i)} {name}" for i, name in enumerate(old)}
    assert cost(renamed(case, names)) == pytest.approx(known(seed), rel=2 * GAP)


@each_seed
def test_order_does_not_matter(seed: int) -> None:
    case = rich_case(seed)[0]
    assert cost(reordered(case)) == pytest.approx(known(seed), rel=2 * GAP)


@each_seed
def test_dearer_site_never_costs_less(seed: int) -> None:
    case = rich_case(seed)[0]
    first = next(iter(case.sites))
    dear = with_site(case, first, fixed_cost_eur_per_year=case.sites[first].fixed_cost_eur_per_year + 5e6)
    assert at_most(known(seed), cost_or_infinite(dear))
