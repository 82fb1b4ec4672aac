"""The cases of a specification, in order: the unchanged one, a grid, one at a time, samples, then those with a name."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from placement.sweep.change import Change
from placement.sweep.spec import BASE, MOST_CASES, Sample, Spec


@dataclass(frozen=True)
class SweptCase:
    """One case: its name and what it changes."""

    name: str
    changes: tuple[Change, ...]

    @property
    def overrides(self) -> tuple[str, ...]:
        """The changes as ``--set`` takes them."""
        return tuple(change.override for change in self.changes)


def count(spec: Spec) -> int:
    """How many cases there are, the unchanged one included, without making any."""
    grid = prod(len(axis.values) for axis in spec.grid) if spec.grid else 0
    alone = sum(len(axis.values) for axis in spec.one_at_a_time)
    samples = sum(sample.samples for sample in (spec.latin_hypercube, spec.sobol) if sample is not None)
    return 1 + grid + alone + samples + len(spec.cases)


def cases(spec: Spec, is_whole: Callable[[str], bool]) -> list[SweptCase]:
    """All cases; ``is_whole`` tells whether a path holds whole numbers. Notes too many and equal names in the spec."""
    if count(spec) > MOST_CASES:
        spec.wrong(None, f"{count(spec):,} cases", f"at most {MOST_CASES:,}", "List fewer values, or sample.")
        return []
    found = [SweptCase(BASE, ()), *_grid(spec), *_one_at_a_time(spec)]
    for name, sample in (("latin_hypercube", spec.latin_hypercube), ("sobol", spec.sobol)):
        if sample is not None:
            found += _sampled(name, sample, is_whole)
    found += [SweptCase(case.name, case.changes) for case in spec.cases]
    _same_names(spec, found)
    return found


def _grid(spec: Spec) -> Iterator[SweptCase]:
    every = list(product(*(axis.changes for axis in spec.grid))) if spec.grid else []
    return (SweptCase(_numbered("grid", i, len(every)), changes) for i, changes in enumerate(every, start=1))


def _one_at_a_time(spec: Spec) -> Iterator[SweptCase]:
    return (SweptCase(change.override, (change,)) for axis in spec.one_at_a_time for change in axis.changes)


def _sampled(name: str, sample: Sample, is_whole: Callable[[str], bool]) -> Iterator[SweptCase]:
    """The same seed gives the same points, whatever is sampled: column by column in the order of the file."""
    whole = [is_whole(axis.path) for axis in sample.axes]
    for i, point in enumerate(_points(name, sample), start=1):
        changes = tuple(axis.at(float(u), w) for axis, u, w in zip(sample.axes, point, whole, strict=True))
        yield SweptCase(_numbered(name, i, sample.samples), changes)


def _points(name: str, sample: Sample) -> Sequence[Sequence[float]]:
    """Shares from 0 to 1, a row for each sample."""
    from scipy.stats import qmc

    dimensions = len(sample.axes)
    engine = qmc.LatinHypercube if name == "latin_hypercube" else qmc.Sobol
    points: Sequence[Sequence[float]] = engine(d=dimensions, seed=sample.seed).random(sample.samples).tolist()
    return points


def _numbered(name: str, i: int, of: int) -> str:
    return f"{name} {i:0{len(str(of))}d}"


def _same_names(spec: Spec, found: Sequence[SweptCase]) -> None:
    seen: set[str] = set()
    for case in found:
        if case.name in seen:
            spec.wrong("cases", f"the name {case.name} twice", "a name for each case", "Rename one of the two.")
        seen.add(case.name)
