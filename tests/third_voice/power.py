"""What powers one site with one cooling through the year of one stage."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.bounds import SupplyKind
from models.case import Case, Cooling, Hour, Site, Stage, Supply
from tests.third_voice.battery import Battery, add_battery, no_battery
from tests.third_voice.connection import headroom_mw
from tests.third_voice.programme import NOTHING, Programme, Sum, total
from tests.third_voice.weather import heat_wanted_mw, hours_of, pue, temperature, water_l_per_kwh


@dataclass(frozen=True)
class Place:
    """Where it is, with what each hour needs and gives."""

    case: Case
    site: Site
    cooling: Cooling
    stage: Stage
    hours: Sequence[Hour] = field(init=False)
    celsius: Sequence[float] = field(init=False)
    headroom: Sequence[float] = field(init=False)

    def __post_init__(self) -> None:
        hours = hours_of(self.case, self.site, self.stage.stage)
        object.__setattr__(self, "hours", hours)
        object.__setattr__(self, "celsius", [temperature(self.case, self.site, h) for h in hours])
        object.__setattr__(self, "headroom", headroom_mw(self.case, self.site, self.stage))

    def offer(self, kind: SupplyKind) -> Supply | None:
        assert self.site.zone is not None, "a powered site has a zone"
        return self.case.supplies.get((self.site.zone, kind))

    def weighed(self, flows: Sequence[Sum], factors: Sequence[float] | float = 1.0) -> Sum:
        """GWh a year of a flow in MW, or what it comes to at a thousandth of these factors for a MWh."""
        each = [factors] * len(self.hours) if isinstance(factors, float) else factors
        parts = zip(self.hours, flows, each, strict=True)
        return total(h.weight * factor / 1e3 * flow for h, flow, factor in parts)


@dataclass(frozen=True)
class Power:
    """Flows by hour in MW, leases in MW."""

    it_load: list[Sum]
    lost: list[Sum]
    facility: list[Sum]
    grid: list[Sum]
    contracts: dict[SupplyKind, list[Sum]]
    """Used output of wind, solar and baseload."""
    leases: dict[SupplyKind, Sum]
    backup: list[Sum]
    battery: Battery
    peak: Sum
    heat: list[Sum]

    def contracted(self, i: int) -> Sum:
        return total(flow[i] for flow in self.contracts.values())

    def through_connection(self, i: int) -> Sum:
        return self.grid[i] + self.contracted(i)


def add_power(p: Programme, place: Place, draw_mw: Sum) -> Power:
    moved, lost = _moved(p, place, draw_mw), _lost(p, place)
    it_load = [total((draw_mw, m, -stopped)) for m, stopped in zip(moved, lost, strict=True)]
    _limit_lost(p, place, draw_mw, lost, it_load)
    facility = [pue(place.cooling, c) * load for c, load in zip(place.celsius, it_load, strict=True)]
    leases: dict[SupplyKind, Sum] = {}
    power = Power(
        it_load=it_load,
        lost=lost,
        facility=facility,
        grid=[p.column() for _ in place.hours],
        contracts=_contracts(p, place, leases),
        leases=leases,
        backup=_backup(p, place, leases),
        battery=_battery(p, place, leases),
        peak=p.column(),
        heat=_heat(p, place, it_load),
    )
    for i in range(len(place.hours)):
        _balance(p, place, power, i)
    return power


def _moved(p: Programme, place: Place, draw_mw: Sum) -> list[Sum]:
    """Load moved into an hour; each day keeps its sum."""
    share, hours = place.case.policy.moved_load_share, place.hours
    if share == 0:
        return [NOTHING] * len(hours)
    moved = [p.column(least=-float("inf")) for _ in hours]
    for flow in moved:
        p.at_most(-share * draw_mw, flow)
        p.at_most(flow, min(share, 1 / place.case.operation.load_factor - 1) * draw_mw)
    for day in dict.fromkeys((h.period, h.day) for h in hours):
        p.equal(total(flow for flow, h in zip(moved, hours, strict=True) if (h.period, h.day) == day), 0.0)
    return moved


def _lost(p: Programme, place: Place) -> list[Sum]:
    forbidden = place.case.policy.lost_compute_eur_per_mwh is None
    return [NOTHING if forbidden else p.column() for _ in place.hours]


def _limit_lost(p: Programme, place: Place, draw_mw: Sum, lost: list[Sum], it_load: list[Sum]) -> None:
    for load in it_load:
        p.at_most(0.0, load)
    most = place.case.policy.max_lost_compute_share * place.weighed([draw_mw] * len(lost))
    p.at_most(place.weighed(lost), most)


def _contracts(p: Programme, place: Place, leases: dict[SupplyKind, Sum]) -> dict[SupplyKind, list[Sum]]:
    """Used output; the rest is curtailed."""
    shares: dict[SupplyKind, list[float]] = {
        "wind": [h.wind for h in place.hours],
        "solar": [h.solar for h in place.hours],
        "baseload": [1.0] * len(place.hours),
    }
    used: dict[SupplyKind, list[Sum]] = {}
    for kind, share in shares.items():
        if (row := place.offer(kind)) is None:
            used[kind] = [NOTHING] * len(share)
            continue
        leases[kind] = lease = _lease(p, row)
        used[kind] = [p.column() for _ in share]
        for flow, factor in zip(used[kind], share, strict=True):
            p.at_most(flow, factor * lease)
    return used


def _lease(p: Programme, row: Supply) -> Sum:
    return p.column() if row.limit_mw is None else p.column(row.limit_mw)


def _backup(p: Programme, place: Place, leases: dict[SupplyKind, Sum]) -> list[Sum]:
    if (row := place.offer("backup")) is None:
        return [NOTHING] * len(place.hours)
    leases["backup"] = lease = _lease(p, row)
    flows = [p.column() for _ in place.hours]
    for flow in flows:
        p.at_most(flow, lease)
    return flows


def _battery(p: Programme, place: Place, leases: dict[SupplyKind, Sum]) -> Battery:
    if (row := place.offer("battery")) is None:
        return no_battery(len(place.hours))
    battery = add_battery(p, row, place.hours)
    leases["battery"] = battery.lease
    return battery


def _heat(p: Programme, place: Place, it_load: list[Sum]) -> list[Sum]:
    wanted = [heat_wanted_mw(place.case.operation, place.site, c) for c in place.celsius]
    heat = [p.column(most) for most in wanted]
    for sold, load in zip(heat, it_load, strict=True):
        p.at_most(sold, place.cooling.heat_share * load)
    return heat


def _balance(p: Programme, place: Place, power: Power, i: int) -> None:
    """Power in is power out; all but back-up and battery comes through the connection."""
    battery = power.battery
    given = total((power.through_connection(i), power.backup[i], battery.discharge(i)))
    p.equal(given, power.facility[i] + battery.charge(i))
    p.at_most(battery.clean_charge[i], power.contracted(i))
    p.at_most(battery.grid_charge[i], power.grid[i])
    p.at_most(power.through_connection(i), place.headroom[i])
    p.at_most(power.through_connection(i), power.peak)


def limit_power(p: Programme, place: Place, power: Power) -> None:
    """The carbon-free share, the water permit, and what the state asks of a site."""
    case, rules = place.case, place.case.state_rules.get(place.site.state)
    facility = place.weighed(power.facility)
    if case.policy.carbon_free_share is not None:
        p.at_most(case.policy.carbon_free_share * facility, _carbon_free(place, power))
    if place.site.water_m3_per_year is not None:
        p.at_most(water_km3(place, power), place.site.water_m3_per_year / 1e3)
    if rules is None:
        return
    p.at_most(rules.min_heat_reuse_share * place.weighed(power.it_load), place.weighed(power.heat))
    at_hand = power.leases.get("backup", NOTHING) + power.leases.get("battery", NOTHING)
    p.at_most(rules.min_dispatchable_share * power.peak, at_hand)
    renewable = [wind + solar for wind, solar in zip(power.contracts["wind"], power.contracts["solar"], strict=True)]
    p.at_most(rules.min_new_renewable_share * facility, place.weighed(renewable))


def _carbon_free(place: Place, power: Power) -> Sum:
    assert place.site.zone is not None, "a powered site has a zone"
    counts = place.case.policy.grid_carbon_free_counts
    of_grid = place.case.carbon[place.site.zone].carbon_free_share if counts else 0.0
    battery = power.battery
    flows = [
        total(
            (
                power.contracted(i),
                -battery.clean_charge[i],
                battery.clean_discharge[i],
                of_grid * (power.grid[i] - battery.grid_charge[i]),
            )
        )
        for i in range(len(place.hours))
    ]
    return place.weighed(flows)


def carbon_kt(place: Place, power: Power) -> Sum:
    """A year, in the account that the policy chose."""
    assert place.site.zone is not None, "a powered site has a zone"
    by_location = place.case.policy.carbon_account == "location"
    counted = [power.through_connection(i) if by_location else power.grid[i] for i in range(len(place.hours))]
    row = place.offer("backup")
    from_backup = 0.0 if row is None else row.carbon_g_per_kwh
    of_grid = place.case.carbon[place.site.zone].carbon_g_per_kwh
    return place.weighed(counted, of_grid / 1e3) + place.weighed(power.backup, from_backup / 1e3)


def water_km3(place: Place, power: Power) -> Sum:
    """Thousand m3 a year: a litre for a kWh is a m3 for a MWh."""
    return place.weighed(power.it_load, [water_l_per_kwh(place.cooling, c) for c in place.celsius])
