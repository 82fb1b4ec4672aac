"""A lower bound on every supply cost from one linear programme per zone and stage.

The programme of one site of the zone, without headroom and water limits, gives a price of power for every hour
(the dual of its balance). Power at those prices covers the cost of every source of the zone, so any
other site of the zone pays at least its own load at those prices, with its load moved and stopped as
cheaply as it can be: a Lagrangian bound, in closed form because a day's moving is a fractional knapsack.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from pyomo.environ import ConcreteModel

from models.case import Case, Headroom
from models.derive import (
    SupplyData,
    SupplyRules,
    ZoneSeries,
    all_zone_series,
    it_bound_mw,
    supply_data,
    supply_rules,
)
from models.settings import StateRules
from placement.solve.duals import least_cost, packed_duals
from placement.solve.supply_cut import Ask, Option, SupplyCut
from placement.solve.supply_lp import SupplyLp

Hourly = NDArray[np.float64]
Bounds: TypeAlias = Mapping[Option, Sequence[SupplyCut]]
ZoneKey: TypeAlias = tuple[str, int, StateRules | None]
"""Zone, identity of its hours, rules of the state: sites that agree in these share a programme."""
AMPLE_MW = 1e5
"""Headroom that no site comes near: the limit is gone without changing the programme's shape."""
DRAWS_AS_SHARE_OF_LARGEST = (0.02, 1.0)
"""IT draws at which the programme is priced, at most: where lease limits do not bind yet, and where they bind most."""


@dataclass(frozen=True, eq=False)
class PowerPrices:
    """Duals of a zone's programme."""

    power_meur_per_mw: Hourly
    """Of the balance: a MW more in the hour, a year."""
    clean_meur_per_gwh: float
    """Of the carbon-free share."""
    renewable_meur_per_gwh: float
    """Of the rule on new renewables."""
    lease_limits_meur: float
    """Sum of limit x dual over the leases at their limits (at most 0)."""
    duals: Hourly = field(default_factory=lambda: np.zeros(0))
    """`lasting` ones of all its rows: what the others follow from."""
    basis: bytes | None = None
    """Where the programme ended."""


def zone_representatives(case: Case, options: Sequence[Option]) -> dict[ZoneKey, Option]:
    """One option for each zone, set of hours and state rules: the first that has them."""
    found: dict[ZoneKey, Option] = {}
    for option in options:
        found.setdefault(_zone_key(case, option), option)
    return found


def _zone_key(case: Case, option: Option) -> ZoneKey:
    site, _, stage = option
    place = case.sites[site]
    zone = str(place.zone)
    return zone, id(case.hours[stage, zone]), case.state_rules.get(place.state)


def zone_bounds(case: Case, options: Sequence[Option], prices: Mapping[ZoneKey, Sequence[PowerPrices]]) -> Bounds:
    """Valid cuts for every option, from the prices of its zone and hours."""
    series, rules = all_zone_series(case), supply_rules(case)
    cuts: dict[Option, list[SupplyCut]] = {}
    for option in options:
        site, cooling, stage = option
        data = supply_data(case, case.sites[site], cooling, stage, series[stage, str(case.sites[site].zone)])
        found = (bound_from_prices(option, rules, data, p) for p in prices[_zone_key(case, option)])
        cuts[option] = list(dict.fromkeys(found))
    return cuts


def zone_prices(case: Case, option: Option, starts: Sequence[bytes] = ()) -> list[PowerPrices]:
    """Solve the programme of ``option`` without its site's own limits, for a small and a large draw.

    A large programme is solved for the large draw alone, which is the nearer to that of any gigafactory.
    ``starts``: where such programmes of a like case ended, draw by draw.
    """
    site, cooling, stage = option
    lp = SupplyLp(without_own_limits(case, site), site, cooling, [stage])
    draws = zone_draws_mw(case, site)
    asked = draws[-1:] if lp.is_large else draws
    priced = []
    for draw, start in zip_longest(asked, starts[: len(asked)]):
        lp.begin_at(start)
        if lp.price(stage, Ask(draw)) is not None:
            duals = np.array(lp.problem.highs.getSolution().row_dual)
            proof = lp.lasting(duals) if _bounds(lp, duals) else np.zeros(0)
            priced.append(replace(_read_prices(lp, duals), basis=lp.ended_at(), duals=proof))
    # Where no supply meets the rules, whatever the connection, nothing can be said but that power costs something.
    return priced or [PowerPrices(np.zeros(len(lp.model.HOURS)), 0.0, 0.0, 0.0)]


def without_own_limits(case: Case, site: str) -> Case:
    """The case with this site as any of its zone could be: ample connection and water."""
    place = replace(case.sites[site], water_m3_per_year=None)
    ample = Headroom(site, case.stages[0].start_year, firm_mw=AMPLE_MW)
    # Reuse of heat hangs on the site's own network: without the rule the programme bounds every site of the zone.
    rules = {c: replace(r, min_heat_reuse_share=0.0) for c, r in case.state_rules.items()}
    return replace(case, sites={**case.sites, site: place}, headroom=(ample,), state_rules=rules)


def zone_draws_mw(case: Case, site: str) -> tuple[float, ...]:
    """IT draws at which the programme of the site's zone is priced, MW."""
    largest = case.operation.load_factor * _largest_it_mw(case, str(case.sites[site].zone))
    return tuple(share * largest for share in DRAWS_AS_SHARE_OF_LARGEST)


def _largest_it_mw(case: Case, zone: str) -> float:
    """The largest site bound of the zone, MW of IT power."""
    stage, cooling = case.stages[-1], next(iter(case.cooling.values()))
    return max(it_bound_mw(case, s, cooling, stage) for s in case.sites.values() if s.zone == zone)


def packed_prices(prices: Sequence[PowerPrices]) -> bytes | None:
    """What all of them follow from; None where there is nothing that proves them."""
    proofs = [p.duals for p in prices]
    return packed_duals(np.array(proofs)) if all(p.size for p in proofs) else None


def unpacked_prices(case: Case, option: Option, content: bytes) -> list[PowerPrices] | None:
    """Prices of the zone's programme from duals that were kept; None where these bound it nowhere.

    It is built, but not solved: any power prices that no source of the zone can beat make a valid bound.
    """
    site, cooling, stage = option
    lp = SupplyLp(without_own_limits(case, site), site, cooling, [stage])
    found = lp.duals_from(content, len(DRAWS_AS_SHARE_OF_LARGEST))
    if found is None or not all(_bounds(lp, duals) for duals in found):
        return None
    return [replace(_read_prices(lp, duals), duals=lp.lasting(duals)) for duals in found]


def _bounds(lp: SupplyLp, duals: Hourly) -> bool:
    """Whether no source of the zone beats the prices; what load pays is worked out anew at them."""
    form = lp.problem.form
    upper, limits = form.upper.copy(), form.row_upper.copy()
    upper[lp.draw] = 0.0
    limits[[*lp.connection.tolist(), *lp.allowance.values()]] = np.inf  # a price of what other sites are free of
    return bool(np.isfinite(least_cost(replace(form, upper=upper, row_upper=limits), duals)[0]))


def _read_prices(lp: SupplyLp, duals: Hourly) -> PowerPrices:
    m: ConcreteModel = lp.model
    form = lp.problem.form
    reduced = form.cost - form.matrix.T @ duals
    row = {id(c): i for i, c in enumerate(form.rows)}
    column = form.column_of()

    def dual(constraint: object) -> float:
        return float(duals[row[id(constraint)]])

    limits = sum(
        min(0.0, reduced[column[id(lease)]]) * lease.ub
        for lease in m.Lease.values()
        if lease.ub is not None and id(lease) in column
    )
    return PowerPrices(
        power_meur_per_mw=np.array([dual(m.power_balances[h]) for h in m.HOURS]),
        clean_meur_per_gwh=sum(abs(dual(c)) for c in m.carbon_free_share_met.values()),
        renewable_meur_per_gwh=sum(abs(dual(c)) for c in m.new_renewables_used.values()),
        lease_limits_meur=float(limits),
    )


def bound_from_prices(option: Option, rules: SupplyRules, data: SupplyData, prices: PowerPrices) -> SupplyCut:
    """The cheapest way to run 1 MW of average IT draw at the zone's prices, MEUR a year."""
    weight = data.series.weight
    owed = prices.clean_meur_per_gwh * (rules.carbon_free_share or 0.0)
    owed += prices.renewable_meur_per_gwh * data.rules.min_new_renewable_share
    run = data.pue * (prices.power_meur_per_mw + owed * weight / 1e3)
    run = run + rules.water_eur_per_m3 * data.wue_l_per_kwh * weight / 1e6
    sold = np.where(data.heat_demand_mw > 0, data.heat_share * data.heat_price_eur_per_mwh, 0.0)
    run = run - sold * weight / 1e6
    if rules.lost_compute_eur_per_mwh is not None:
        run = np.minimum(run, rules.lost_compute_eur_per_mwh * weight / 1e6)
    down = rules.moved_load_share
    up = min(down, 1.0 / rules.load_factor - 1.0)
    slope = float(run.sum()) + _cheapest_moving(run, data.series, down, up)
    return SupplyCut(option, slope, prices.lease_limits_meur)


def _cheapest_moving(run: Hourly, series: ZoneSeries, down: float, up: float) -> float:
    """Least sum of run x moved over moves in [-down, up] that add to 0 in each day (at most 0)."""
    if down + up == 0:
        return 0.0
    days = series.period * (series.day.max() + 1) + series.day
    dearest_last = np.lexsort((run, days))
    _, first, hours = np.unique(days[dearest_last], return_index=True, return_counts=True)
    place_in_day = np.arange(len(run)) - np.repeat(first, hours)
    room = np.clip(np.repeat(hours, hours) * down - (down + up) * place_in_day, 0.0, down + up)
    return float(run[dearest_last] @ (room - down))
