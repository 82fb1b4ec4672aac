"""A case on its way: typed rows with the line each came from, before the checks have passed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from models import case as c
from models.settings import Operation, Policy, SolveSettings, StateRules
from placement.read.notes import Note
from placement.read.raw import RawTable
from placement.read.schema import DemandScenario, Head

R = TypeVar("R")


@dataclass(frozen=True)
class Rows(Generic[R]):
    """The valid rows of one table."""

    file: str
    rows: tuple[R, ...]
    lines: tuple[int, ...]
    present: bool
    clean: bool
    """Every row of the file is here: what adds rows up may be trusted."""
    columns: tuple[str, ...] = ()
    """Columns that hold something, in the order of the file."""
    source: RawTable | None = None
    """The table as text, all of its rows."""

    def from_set(self, column: str, line: int) -> str | None:
        """The ``--set`` text that wrote a cell."""
        if self.source is None or not self.source.overridden:
            return None
        return self.source.overridden.get((column, self.source.lines.index(line)))

    def __iter__(self) -> Iterator[tuple[int, R]]:
        """Line and row."""
        return zip(self.lines, self.rows, strict=True)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Tables:
    """All tables; an absent one has no rows."""

    states: Rows[c.State]
    zones: Rows[c.Zone]
    carbon: Rows[c.Carbon]
    sites: Rows[c.Site]
    headroom: Rows[c.Headroom]
    climate: Rows[c.Climate]
    regions: Rows[c.Region]
    demand: Rows[c.Demand]
    workloads: Rows[c.Workload]
    residency: Rows[c.Residency]
    accelerators: Rows[c.Accelerator]
    accelerator_cooling: Rows[c.AcceleratorCooling]
    cooling: Rows[c.Cooling]
    supplies: Rows[c.Supply]
    hourly: Rows[c.Hour]
    funders: Rows[c.Funder]
    rules: Rows[c.Rule]
    sources: Rows[c.Source]
    links: Rows[c.Link]


@dataclass(frozen=True)
class Settings:
    """``case.toml``, with the applied rules in the policy."""

    file: str
    lines: dict[tuple[str, ...], int]
    head: Head
    stages: tuple[c.Stage, ...]
    demand: DemandScenario
    policy: Policy
    operation: Operation
    solve: SolveSettings
    state_rules: dict[str, StateRules]
    rules_file: str
    ruled: dict[str, int]
    """Policy field -> row of the rule that sets it."""
    overridden: dict[tuple[str, ...], str]
    """Key -> the ``--set`` text that wrote it."""


@dataclass(frozen=True)
class Draft:
    """What the checks read."""

    settings: Settings
    tables: Tables
    exclusions: tuple[c.Exclusion, ...]
    exclusions_file: str
    notes: tuple[Note, ...]
    """What was mended in them."""
    powered: bool
    """Power, cooling and accelerators are modelled."""
    clean: frozenset[str]
    """Tables and sections (``case``, ``stages``, ``policy``, ...) in which nothing was wrong so far."""

    @property
    def stage_names(self) -> tuple[str, ...]:
        """Stages in order."""
        return tuple(stage.stage for stage in self.settings.stages)
