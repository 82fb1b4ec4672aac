"""The case as a whole, and its stages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any

from annotated_types import Ge, Le

from models.bounds import Rate, Year
from models.case.compute import Accelerator, Cooling
from models.case.demand import Link, Workload
from models.case.money import Funder, Rule, Source
from models.case.places import Exclusion, Headroom, Region, Site, State
from models.case.power import Carbon, Hour, Supply, Zone
from models.settings import Operation, Policy, SolveSettings, StateRules

EVERY_STAGE = "*"
"""In ``hourly.stage`` and ``demand.stage``: the row holds for every stage."""


@dataclass(frozen=True, slots=True)
class Stage:
    """An investment period: investment at its start, the same yearly operation through its years."""

    stage: str
    start_year: Year
    years: Annotated[int, Ge(1), Le(60)]


@dataclass(frozen=True)
class Case:
    """A checked case. Every key is consistent; tables keep the order of their files."""

    name: str
    currency_year: int
    base_year: int
    """Costs are discounted to the start of this year."""
    discount_rate: Rate
    social_rate: Rate
    hours_per_year: float
    stages: tuple[Stage, ...]
    policy: Policy
    operation: Operation
    solve: SolveSettings
    states: Mapping[str, State]
    zones: Mapping[str, Zone]
    carbon: Mapping[str, Carbon]
    sites: Mapping[str, Site]
    headroom: tuple[Headroom, ...]
    climate: Mapping[tuple[str, int], float]
    """(site, month) -> mean temperature in Celsius."""
    regions: Mapping[str, Region]
    workloads: Mapping[str, Workload]
    demand: Mapping[tuple[str, str, str], float]
    """(workload, region, stage) -> busy H100e, scaled by ``[demand] scale``."""
    residency: Mapping[tuple[str, str], float]
    """(state, accepted state) -> surcharge in EUR per H100e-hour; empty accepts every pair at none."""
    accelerators: Mapping[str, Accelerator]
    accelerator_cooling: tuple[tuple[str, str], ...]
    cooling: Mapping[str, Cooling]
    supplies: Mapping[tuple[str, str], Supply]
    """(zone, kind)."""
    hours: Mapping[tuple[str, str], tuple[Hour, ...]]
    """(stage, zone) -> hours in order; stages that share rows share the tuple itself."""
    funders: Mapping[str, Funder]
    state_rules: Mapping[str, StateRules]
    links: Mapping[tuple[str, str], Link]
    """(region, site)."""
    rules: tuple[Rule, ...] = ()
    sources: tuple[Source, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    demand_note: str = ""
    """The demand scenario in words."""
    notes: tuple[str, ...] = ()
    """What was mended in reading the files: rows left out, areas made valid."""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def headroom_of(self) -> Mapping[str, tuple[Headroom, ...]]:
        """Tranches of every site that has any, in the order of their file."""
        found: dict[str, list[Headroom]] = {}
        for row in self.headroom:
            found.setdefault(row.site, []).append(row)
        return {site: tuple(rows) for site, rows in found.items()}
