"""A sweep as it was read: its parameters and rows, the designs that these belong to, and the places of its sites."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from placement.account.difference import EURO_YEARS
from placement.map.summary import Summary
from placement.sweep_report.records import Kind, Operator, SiteRecord, SweepRecord

Value: TypeAlias = bool | int | float | str
PLAN = ("optimal", "time_limit", "unproven")
"""Statuses of rows that have a plan."""
WITHOUT = ("infeasible", "no_plan", "bad_input", "failed", "rejected", "not_run")


@dataclass(frozen=True, slots=True)
class Row:
    """One case; money in EUR, discounted; None where there is no plan, or nothing of the kind is modelled."""

    index: int
    name: str
    values: tuple[Value | None, ...]
    """By parameter; None: as in the case."""
    status: str
    reason: str
    objective_eur: float | None
    bound_eur: float | None
    siting_cost_eur: float | None
    it_mw: float | None
    lcoc_sold_eur_per_h100eh: float | None
    seconds: float | None
    sites: tuple[str, ...]
    key: str
    other_money: bool
    """Its euros are of another year than those of the unchanged case."""

    @property
    def has_plan(self) -> bool:
        """Whether the case has a plan."""
        return self.objective_eur is not None

    @property
    def open_eur(self) -> float | None:
        """By how much the least cost may lie below the plan's; None where nothing is proven."""
        if self.objective_eur is None or self.bound_eur is None:
            return None
        return max(0.0, self.objective_eur - self.bound_eur)


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that the sweep changes; ``number`` is its place in the values of a row."""

    number: int
    path: str
    operator: Operator


@dataclass(frozen=True)
class Design:
    """A section of the specification with its rows."""

    kind: Kind
    parameters: tuple[Parameter, ...]
    rows: tuple[Row, ...]
    document: Mapping[str, Any]
    """As sweep.json has it."""


@dataclass(frozen=True)
class Places:
    """The candidates of the case by id; ``trouble`` says why places are missing or may be wrong."""

    sites: Mapping[str, SiteRecord]
    trouble: str = ""

    def name(self, site: str) -> str:
        """Return the name of a site; its id where the case is gone."""
        known = self.sites.get(site)
        return (known.name if known else "") or site


@dataclass(frozen=True)
class Swept:
    """All of it."""

    record: SweepRecord
    parameters: tuple[Parameter, ...]
    rows: tuple[Row, ...]
    """In the order of the specification; the first is the unchanged case."""
    designs: tuple[Design, ...]
    places: Places
    columns: Mapping[str, list[Any]]
    """The table of results as it was read."""
    base_summary: Summary
    """Summary of the unchanged case's run; empty where its result is not in the store any more."""

    @property
    def case(self) -> str:
        """Return the name of the case."""
        return self.base_summary.case or self.record.case_folder.replace("\\", "/").split("/")[-1]

    @property
    def base(self) -> Row:
        """Return the unchanged case."""
        return self.rows[0]

    @cached_property
    def plans(self) -> tuple[Row, ...]:
        """Rows that have a plan."""
        return tuple(row for row in self.rows if row.has_plan)

    @cached_property
    def comparable(self) -> tuple[Row, ...]:
        """Rows that have a plan in the same euros."""
        return tuple(row for row in self.plans if not row.other_money)

    @cached_property
    def reference(self) -> Row | None:
        """What the others are compared with: the unchanged case, else the first with a plan, in the same euros."""
        if self.base.has_plan:
            return self.base
        if any(parameter.path in EURO_YEARS for parameter in self.parameters):
            return None
        return next(iter(self.plans), None)

    def of_kind(self, *kinds: str) -> Iterator[Design]:
        """Yield the designs of these kinds that have rows."""
        return (design for design in self.designs if design.kind in kinds and design.rows)


def figure(value: Value | None) -> float | None:
    """Return a value that is a number; None where it is a word, a yes or no, or as in the case."""
    return None if value is None or isinstance(value, bool | str) else float(value)


def figures(values: Iterable[Value | None]) -> list[float] | None:
    """Return values that are all numbers; None where any is not."""
    found = [figure(value) for value in values]
    known = [value for value in found if value is not None]
    return known if len(known) == len(found) else None
