"""From a specification to the cases to solve, checked before anything runs."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import file_digest
from pathlib import Path
from typing import Any

from placement import __version__
from placement.read.findings import CaseError, Finding, collapse
from placement.read.overrides.replace import TABLES
from placement.read.overrides.syntax import Override, parse
from placement.read.overrides.where import column_of
from placement.solve.options import SolveOptions
from placement.sweep.axes import Interval
from placement.sweep.change import Change
from placement.sweep.design import Design, SweptCase, count, designs
from placement.sweep.inputs import Inputs, changed, digest, read_inputs, wrong_values
from placement.sweep.points import INSTALL, lacks_salib
from placement.sweep.spec import BASE, FOR_INDICES, Spec, read_spec

FORMAT = 1
"""Raise it when the meaning of a stored result changes."""
FREE = ("threads", "cache")
"""Options that change how fast a case is solved, and nothing of what is proven."""


@dataclass(frozen=True)
class Planned:
    """One row of the results: a case, all its overrides, and the key of its result."""

    name: str
    changes: tuple[Change, ...]
    overrides: tuple[str, ...]
    """Those of the whole sweep first."""
    key: str


@dataclass(frozen=True)
class SweepPlan:
    """A sweep that can be run."""

    case_folder: Path
    case_name: str
    files: dict[str, str]
    """SHA-256 of every file that a solve will read: inputs by name, replaced tables by their whole path."""
    cases: tuple[Planned, ...]
    designs: tuple[Design, ...]
    """The cases by the section that made them, but for the unchanged one."""
    parameters: tuple[str, ...]
    """Columns of the results, in the order in which the specification names them."""

    @cached_property
    def by_key(self) -> dict[str, Planned]:
        """The first case of each key."""
        return {case.key: case for case in reversed(self.cases)}

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the results, each once: equal cases are solved once."""
        return tuple(dict.fromkeys(case.key for case in self.cases))


def plan_sweep(case_folder: Path, spec_file: Path, common: Sequence[str], options: SolveOptions) -> SweepPlan:
    """Read and check a specification against a sound case; raises CaseError with all problems at once."""
    spec = read_spec(spec_file)
    inputs = read_inputs(case_folder)
    _check_salib(spec)
    _check_whole(spec)
    _check_paths(spec, inputs, common)
    made = [] if spec.findings and count(spec) > 1 else designs(spec, is_whole)
    if spec.findings:
        raise CaseError(collapse(spec.findings))
    found = [SweptCase(BASE, ()), *(case for design in made for case in design.cases)]
    planned = tuple(_planned(inputs, case, common, options) for case in found)
    parameters = tuple(dict.fromkeys(change.parameter for case in planned for change in case.changes))
    files = inputs.files | _digests_of_replaced(case_folder, planned)
    return SweepPlan(
        case_folder.resolve(), str(inputs.raw.head.values["name"]), files, planned, tuple(made), parameters
    )


def is_whole(path: str) -> bool:
    """Whether a path holds whole numbers."""
    override = parse(f"{path}=0")
    column = column_of(override) if isinstance(override, Override) else None
    return column is not None and column.kind == "whole"


def _check_salib(spec: Spec) -> None:
    for sample in spec.samples:
        if sample.kind in FOR_INDICES and lacks_salib():
            spec.wrong(sample.kind, "no SALib on this machine", "the package that makes these points", f"{INSTALL}.")


def _check_whole(spec: Spec) -> None:
    """What lies between the ends of an interval of whole numbers must be whole as well."""
    for sample in spec.samples:
        axes = [axis for axis in sample.axes if isinstance(axis, Interval) and is_whole(axis.path)]
        for axis in axes:
            place, steps = f"{sample.kind}.{axis.path}", (sample.levels or 2) - 1
            ends = f"{axis.low} to {axis.high}"
            if axis.operator == "*":
                advice = "Write {low = 3, high = 8}, {add_low = -2, add_high = 2}, or list the factors that fit."
                spec.wrong(place, f"factors from {ends}", "what keeps whole numbers whole", advice)
            elif not float(axis.low).is_integer() or not float(axis.high).is_integer():
                spec.wrong(place, ends, "whole numbers at both ends", "Such a limit counts in whole numbers.")
            elif (axis.high - axis.low) % steps:
                found = f"{ends} on {steps + 1} levels, not all of them whole"
                advice = "Take levels or ends so that levels less 1 divides high less low; 2 levels always do."
                spec.wrong(place, found, "levels that are whole numbers", advice)


def _check_paths(spec: Spec, inputs: Inputs, common: Sequence[str]) -> None:
    """Every value of every path alone; of an interval, its ends."""
    for place, changes in _by_place(spec):
        override = parse(f"{changes[0].path}=0")
        if isinstance(override, Finding) or override.operator != "=" or override.value != "0":
            spec.wrong(place, changes[0].path, "a path such as policy.max_sites", "Put a part with a dot in quotes.")
            continue
        if override.path == ("name",):
            spec.wrong(place, "the name of the case", "a path that changes the plan", "Leave it out.")
            continue
        known: set[tuple[str, str]] = set()
        for change in changes:
            for finding in wrong_values(inputs, [*common, change.override]):
                where = place if finding.column is None else f"{place}, at {finding.column}"
                if (where, finding.found) not in known:
                    known.add((where, finding.found))
                    spec.wrong(where, finding.found, finding.expected, finding.advice)


def _by_place(spec: Spec) -> list[tuple[str, tuple[Change, ...]]]:
    """Changes to check, under the place in the specification that names them."""
    axes = [("grid", axis) for axis in spec.grid] + [("one_at_a_time", axis) for axis in spec.one_at_a_time]
    found = [(f"{name}.{axis.path}", axis.changes) for name, axis in axes]
    found += [(f"{sample.kind}.{axis.path}", axis.ends) for sample in spec.samples for axis in sample.axes]
    return found + [(f"cases.{case.name}.{c.path}", (c,)) for case in spec.cases for c in case.changes]


def _planned(inputs: Inputs, case: SweptCase, common: Sequence[str], options: SolveOptions) -> Planned:
    overrides = (*common, *case.overrides)
    raw, findings = changed(inputs, overrides)
    if findings:  # each was applied alone before
        raise CaseError(findings)
    return Planned(case.name, case.changes, overrides, digest(inputs, raw, asked(options)))


def asked(options: SolveOptions) -> dict[str, Any]:
    """What besides the inputs decides a result."""
    given = {name: value for name, value in asdict(options).items() if name not in FREE}
    return {"options": given, "placement": __version__, "format": FORMAT}


def _digests_of_replaced(case_folder: Path, planned: Sequence[Planned]) -> dict[str, str]:
    texts = {text for case in planned for text in case.overrides}
    parsed = [override for text in texts if isinstance(override := parse(text), Override)]
    files = {str(case_folder.resolve() / override.value) for override in parsed if override.path[0] == TABLES}
    found: dict[str, str] = {}
    for name in sorted(files):
        with Path(name).open("rb") as handle:
            found[name] = file_digest(handle, "sha256").hexdigest()
    return found
