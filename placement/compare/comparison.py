"""The whole comparison: figures of all runs, and each run against the first."""

from collections.abc import Sequence
from dataclasses import dataclass

from placement.compare.basis import Basis, basis_of, may_subtract
from placement.compare.binding import LimitChange, limit_changes
from placement.compare.figures import Figure, figures
from placement.compare.inputs import Inputs, inputs
from placement.compare.moved import SiteChange, site_changes
from placement.compare.runs import Run
from placement.compare.significance import Significance, significance
from placement.compare.steps import Step, site_steps, term_steps


@dataclass(frozen=True)
class Pair:
    """A run against the base."""

    base: Run
    other: Run
    bases: tuple[Basis, Basis]
    subtracts: bool
    """Whether their discounted money may be subtracted."""
    sites: tuple[SiteChange, ...]
    terms: tuple[Step, ...]
    siting_terms: tuple[Step, ...]
    by_site: tuple[Step, ...]
    limits: tuple[LimitChange, ...]
    significance: Significance
    inputs: Inputs

    @property
    def same_folder(self) -> bool:
        """Whether one run was given twice."""
        return self.base.folder.resolve() == self.other.folder.resolve()

    @property
    def alike(self) -> bool:
        """Whether the two plans say the same in every figure of the summary, the solve's times apart."""
        return _answer(self.base) == _answer(self.other) and self.base.plan == self.other.plan


@dataclass(frozen=True)
class Comparison:
    """Two or more runs; the first is the base."""

    runs: tuple[Run, ...]
    bases: tuple[Basis, ...]
    figures: tuple[Figure, ...]
    pairs: tuple[Pair, ...]


def compare(runs: Sequence[Run]) -> Comparison:
    """Compare every run with the first."""
    bases = tuple(basis_of(run) for run in runs)
    subtracted = may_subtract(bases)
    return Comparison(
        runs=tuple(runs),
        bases=bases,
        figures=figures(runs, subtracted),
        pairs=tuple(
            _pair((runs[0], run), (bases[0], basis), subtracts)
            for run, basis, subtracts in list(zip(runs, bases, subtracted["discounted"], strict=True))[1:]
        ),
    )


def _pair(runs: tuple[Run, Run], bases: tuple[Basis, Basis], subtracts: bool) -> Pair:
    base, other = runs
    sites = site_changes(base, other)
    return Pair(
        base=base,
        other=other,
        bases=bases,
        subtracts=subtracts,
        sites=sites,
        terms=term_steps(base, other, siting=False) if subtracts else (),
        siting_terms=term_steps(base, other, siting=True) if subtracts else (),
        by_site=site_steps(base, other, sites) if subtracts else (),
        limits=limit_changes(base, other),
        significance=significance(base, other, may_subtract=subtracts),
        inputs=inputs(base, other, bases),
    )


def _answer(run: Run) -> dict[str, object]:
    return {key: value for key, value in run.summary_json.items() if key != "seconds"}
