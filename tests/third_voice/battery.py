"""A battery with two levels, of clean and of grid power; it never charges and discharges in one hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from models.case import Hour, Supply
from tests.third_voice.programme import NOTHING, Programme, Sum, total

BOTH_WAYS_MW = 1e-6


@dataclass(frozen=True)
class Battery:
    """By hour, MW; nothing where no battery is on offer."""

    lease: Sum
    clean_charge: list[Sum]
    grid_charge: list[Sum]
    clean_discharge: list[Sum]
    grid_discharge: list[Sum]

    def charge(self, i: int) -> Sum:
        return self.clean_charge[i] + self.grid_charge[i]

    def discharge(self, i: int) -> Sum:
        return self.clean_discharge[i] + self.grid_discharge[i]


def no_battery(hours: int) -> Battery:
    return Battery(NOTHING, *([NOTHING] * hours for _ in range(4)))


def add_battery(p: Programme, row: Supply, hours: Sequence[Hour]) -> Battery:
    lease = p.column() if row.limit_mw is None else p.column(row.limit_mw)
    flows = [[p.column() for _ in hours] for _ in range(4)]
    battery = Battery(lease, *flows)
    for i in range(len(hours)):
        p.at_most(battery.charge(i), lease)
        p.at_most(battery.discharge(i), lease)
    clean = _levels(p, row.efficiency, hours, battery.clean_charge, battery.clean_discharge)
    grid = _levels(p, row.efficiency, hours, battery.grid_charge, battery.grid_discharge)
    for of_clean, of_grid in zip(clean, grid, strict=True):
        p.at_most(of_clean + of_grid, row.duration_h * lease)
    return battery


def _levels(
    p: Programme, efficiency: float, hours: Sequence[Hour], charge: Sequence[Sum], discharge: Sequence[Sum]
) -> list[Sum]:
    """MWh at the start of each hour; a period ends where it began."""
    level, way = [p.column() for _ in hours], sqrt(efficiency)
    for period in dict.fromkeys(h.period for h in hours):
        inside = [i for i, h in enumerate(hours) if h.period == period]
        for i, after in zip(inside, [*inside[1:], inside[0]], strict=True):
            p.equal(level[after], total((level[i], way * charge[i], -1 / way * discharge[i])))
    return level


def either_or(p: Programme, battery: Battery, i: int, most_mw: float) -> None:
    """In this hour it charges or discharges."""
    charges = p.column(1.0, whole=True)
    p.at_most(battery.charge(i), most_mw * charges)
    p.at_most(battery.discharge(i), most_mw * (1.0 - charges))
