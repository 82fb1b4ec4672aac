"""The cases of a specification, in order: the unchanged one, a grid, one at a time, samples, then those with a name."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

from placement.sweep.axes import Axis, Interval, Listed
from placement.sweep.change import WORD, Change, Value
from placement.sweep.points import points, rows_of
from placement.sweep.spec import BASE, Sample, Spec

IsWhole = Callable[[str], bool]
"""Tells whether a path holds whole numbers."""


@dataclass(frozen=True)
class SweptCase:
    """One case: its name and what it changes."""

    name: str
    changes: tuple[Change, ...]

    @property
    def overrides(self) -> tuple[str, ...]:
        """The changes as ``--set`` takes them."""
        return tuple(change.override for change in self.changes)


@dataclass(frozen=True)
class Design:
    """Cases that belong together: those of one section of the specification."""

    kind: str
    axes: tuple[Axis, ...]
    cases: tuple[SweptCase, ...]
    sample: Sample | None = None

    @property
    def document(self) -> dict[str, Any]:
        """The design as sweep.json has it."""
        described: dict[str, Any] = {"kind": self.kind, "parameters": [_described(axis) for axis in self.axes]}
        if self.sample is not None:
            described |= {"samples": self.sample.samples, "seed": self.sample.seed}
            if self.sample.levels is not None:
                described |= {"trajectories": self.sample.samples, "levels": self.sample.levels}
        return described | {"cases": [case.name for case in self.cases]}


def _described(axis: Axis) -> dict[str, Any]:
    values: dict[str, Any] = (
        {"low": axis.low, "high": axis.high} if isinstance(axis, Interval) else {"values": axis.values}
    )
    return {"column": axis.parameter, "path": axis.path, "operator": WORD[axis.operator], **values}


def count(spec: Spec) -> int:
    """How many cases there are, the unchanged one included, without making any."""
    grid = prod(len(axis.values) for axis in spec.grid) if spec.grid else 0
    alone = sum(len(axis.values) for axis in spec.one_at_a_time)
    return 1 + grid + alone + sum(rows_of(sample) for sample in spec.samples) + len(spec.cases)


def designs(spec: Spec, is_whole: IsWhole) -> list[Design]:
    """The cases of every section, but for the unchanged one. Notes equal names in the spec."""
    found = [
        Design("grid", spec.grid, tuple(_grid(spec))),
        Design("one_at_a_time", spec.one_at_a_time, tuple(_one_at_a_time(spec))),
        *(Design(s.kind, s.axes, tuple(_sampled(s, is_whole)), s) for s in spec.samples),
        Design("cases", _axes_of_named(spec), tuple(SweptCase(case.name, case.changes) for case in spec.cases)),
    ]
    _same_names(spec, [case for design in found for case in design.cases])
    return [design for design in found if design.cases]


def _grid(spec: Spec) -> Iterator[SweptCase]:
    every = list(product(*(axis.changes for axis in spec.grid))) if spec.grid else []
    return (SweptCase(_numbered("grid", i, len(every)), changes) for i, changes in enumerate(every, start=1))


def _one_at_a_time(spec: Spec) -> Iterator[SweptCase]:
    return (SweptCase(change.override, (change,)) for axis in spec.one_at_a_time for change in axis.changes)


def _sampled(sample: Sample, is_whole: IsWhole) -> Iterator[SweptCase]:
    """A case for each point; column by column in the order of the file."""
    whole = [is_whole(axis.path) for axis in sample.axes]
    for i, point in enumerate(points(sample), start=1):
        places = zip(sample.axes, point, whole, strict=True)
        changes = tuple(_at(sample, axis, u, w) for axis, u, w in places)
        yield SweptCase(_numbered(sample.kind, i, rows_of(sample)), changes)


def _at(sample: Sample, axis: Axis, share: float, whole: bool) -> Change:
    if sample.levels is not None and isinstance(axis, Interval):
        return axis.on_level(share, whole)
    return axis.at(share, whole)


def _axes_of_named(spec: Spec) -> tuple[Axis, ...]:
    """Every parameter of a case with a name, with the values that it takes."""
    values: dict[str, dict[Value, None]] = {}
    first: dict[str, Change] = {}
    for change in (change for case in spec.cases for change in case.changes):
        first.setdefault(change.parameter, change)
        values.setdefault(change.parameter, {})[change.value] = None
    return tuple(Listed(change.path, change.operator, tuple(values[name])) for name, change in first.items())


def _numbered(name: str, i: int, of: int) -> str:
    return f"{name} {i:0{len(str(of))}d}"


def _same_names(spec: Spec, found: Sequence[SweptCase]) -> None:
    seen = {BASE}
    for case in found:
        if case.name in seen:
            spec.wrong("cases", f"the name {case.name} twice", "a name for each case", "Rename one of the two.")
        seen.add(case.name)
