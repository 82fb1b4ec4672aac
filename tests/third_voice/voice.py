"""The third voice: a case to its cheapest plan, from the page of the mathematics alone, in one programme.

It shares no formula with `models` or `placement`; of them it knows only the records of a case.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.case import Case, Stage
from tests.third_voice.access import tie_public_money
from tests.third_voice.battery import BOTH_WAYS_MW, either_or
from tests.third_voice.compute import Compute, add_compute
from tests.third_voice.cost import capital_charges, power_costs, service_cost, site_cost, upkeep
from tests.third_voice.fleet import limit_fleet, price_rise
from tests.third_voice.funding import Funding, add_funding
from tests.third_voice.money_and_time import discount
from tests.third_voice.power import Place, Power, add_power, limit_power
from tests.third_voice.programme import Answer, Programme, Sum, total
from tests.third_voice.service import Service, add_service, do_the_work, survive_any_loss
from tests.third_voice.siting import Option, Siting, add_siting, limit_sites
from tests.third_voice.weather import pue


@dataclass(frozen=True)
class Whole:
    """A case written out."""

    case: Case
    programme: Programme
    siting: Siting
    compute: Compute
    powers: dict[Option, tuple[Place, Power]]
    funding: Funding
    service: Service


def ask(case: Case, gap: float = 1e-6, seconds: float = 60.0) -> Answer | None:
    """The answer in million EUR, or None where no plan meets every limit.

    Raises Undecided where the time is over before either is known.
    """
    whole = written(case)
    bound_ways = set[tuple[Option, int]]()
    while True:
        answer = whole.programme.solve(gap, seconds)
        both_ways = set() if answer is None else _both_ways(whole, answer.values)
        if not both_ways:
            return answer
        assert both_ways.isdisjoint(bound_ways), "an hour that is either-or by now"
        for option, i in both_ways:
            battery = whole.powers[option][1].battery
            either_or(whole.programme, battery, i, _most_battery_mw(whole, option, i))
        bound_ways |= both_ways


def written(case: Case) -> Whole:
    p = Programme()
    siting = add_siting(p, case)
    limit_sites(p, case, siting)
    compute = add_compute(p, case, siting)
    service = add_service(p, case, siting)
    do_the_work(p, case, siting, compute, service)
    if case.policy.n_minus_1:
        survive_any_loss(p, case, siting, compute, service)
    powers = {option: _power(p, case, compute, option) for option in siting.use}
    funding = add_funding(p, case, siting, compute)
    tie_public_money(p, case, siting, funding, service)
    limit_fleet(p, case, siting, powers)
    whole = Whole(case, p, siting, compute, powers, funding, service)
    p.cost = total(discount(case, t) * _yearly(whole, t) for t in case.stages)
    return whole


def _power(p: Programme, case: Case, compute: Compute, option: Option) -> tuple[Place, Power]:
    site, cooling, stage = option
    now = next(t for t in case.stages if t.stage == stage)
    place = Place(case, case.sites[site], case.cooling[cooling], now)
    power = add_power(p, place, compute.draw_mw[option])
    limit_power(p, place, power)
    return place, power


def _yearly(whole: Whole, stage: Stage) -> Sum:
    """Million EUR a year in a stage."""
    case, siting, compute = whole.case, whole.siting, whole.compute
    return total(
        (
            capital_charges(case, whole.funding, stage),
            power_costs(whole.powers, stage.stage),
            price_rise(whole.programme, case, compute, stage),
            upkeep(case, siting, compute, stage.stage),
            site_cost(case, siting, stage.stage),
            service_cost(case, whole.service, stage),
        )
    )


def _both_ways(whole: Whole, values: NDArray[np.float64]) -> set[tuple[Option, int]]:
    """Hours in which a battery charges and discharges at once."""
    return {
        (option, i)
        for option, (place, power) in whole.powers.items()
        for i in range(len(place.hours))
        if min(power.battery.charge(i).at(values), power.battery.discharge(i).at(values)) > BOTH_WAYS_MW
    }


def _most_battery_mw(whole: Whole, option: Option, i: int) -> float:
    """More than it can take from the connection, or give to a facility that runs all of its nameplate."""
    place, _ = whole.powers[option]
    return max(place.headroom[i], pue(place.cooling, place.celsius[i]) * whole.siting.bound_mw[option])
