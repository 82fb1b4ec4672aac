"""From a specification to the cases to solve, checked before anything runs."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import file_digest
from pathlib import Path
from typing import Any

from models.settings import SolveSettings
from placement import __version__
from placement.read.findings import CaseError, collapse
from placement.read.overrides.replace import TABLES
from placement.read.overrides.syntax import Override, parse
from placement.solve.options import SolveOptions
from placement.sweep.change import Change
from placement.sweep.check import check
from placement.sweep.design import Design, SweptCase, designs
from placement.sweep.inputs import Inputs, changed, digest, read_inputs
from placement.sweep.paths import is_whole
from placement.sweep.read_spec import read_spec
from placement.sweep.spec import BASE

FORMAT = 2
"""Raise it when the meaning of a stored result changes, or the shape of a start."""
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
    gap: float = 1.0
    """Asked for: an optimal plan has at most this."""


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
    check(spec, inputs, common)
    made = [] if spec.findings else designs(spec, is_whole)
    if spec.findings:
        raise CaseError(collapse(spec.findings))
    found = [SweptCase(BASE, ()), *(case for design in made for case in design.cases)]
    planned = tuple(_planned(inputs, case, common, options) for case in found)
    parameters = tuple(dict.fromkeys(change.parameter for case in planned for change in case.changes))
    files = inputs.files | _digests_of_replaced(case_folder, planned)
    return SweepPlan(
        case_folder.resolve(), str(inputs.raw.head.values["name"]), files, planned, tuple(made), parameters
    )


def _planned(inputs: Inputs, case: SweptCase, common: Sequence[str], options: SolveOptions) -> Planned:
    overrides = (*common, *case.overrides)
    raw, findings = changed(inputs, overrides)
    if findings:  # each was applied alone before
        raise CaseError(findings)
    key = digest(inputs, raw, asked(options))
    return Planned(case.name, case.changes, overrides, key, _gap(raw.head.values, options))


def _gap(head: Mapping[str, Any], options: SolveOptions) -> float:
    """An option's, else the case's."""
    if options.gap is not None:
        return options.gap
    found = head.get("solve", {}).get("gap")
    return SolveSettings().gap if found is None else float(found)


def asked(options: SolveOptions) -> dict[str, Any]:
    """What besides the inputs decides a result."""
    given = {name: value for name, value in asdict(options).items() if name not in FREE}
    if options.memory_limit_gb is None:  # as in stores of before there was one
        del given["memory_limit_gb"]
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
