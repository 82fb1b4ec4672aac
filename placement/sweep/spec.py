"""What a specification of a sweep says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from placement.read.findings import Finding
from placement.sweep.axes import Axis, Listed
from placement.sweep.change import Change

SIZES: Mapping[str, tuple[str, ...]] = {
    "latin_hypercube": ("samples", "seed"),
    "sobol": ("samples", "seed"),
    "saltelli": ("samples", "seed"),
    "morris": ("trajectories", "levels", "seed"),
}
"""Kinds of samples, and the keys of each that are no paths."""
ALL_SIZES = frozenset(key for keys in SIZES.values() for key in keys)
SECTIONS = ("grid", "one_at_a_time", *SIZES, "cases")
FOR_INDICES = ("saltelli", "morris")
"""Made for sensitivity indices, by the extra."""
POWERS_OF_2 = ("sobol", "saltelli")
LEAST = {"saltelli": 8, "morris": 4}
"""With fewer blocks or trajectories there are no indices to read from them."""
MOST_LEVELS = 100
LONGEST_NAME = 200
LONGEST_PLACE = 200
"""Letters of a path in a message."""
MOST_CASES = 100_000
BASE = "base"
"""Name of the unchanged case: always the first row."""
WRITE = "docs/sweep.md shows every form."


@dataclass(frozen=True)
class Sample:
    """Points of a space-filling design, or of one to read sensitivity indices from."""

    kind: str
    samples: int
    """Points, blocks of Saltelli's design, or trajectories of Morris's."""
    seed: int
    axes: tuple[Axis, ...]
    levels: int | None = None
    """Of Morris's design: into how many values each interval is divided."""


@dataclass(frozen=True)
class NamedCase:
    """A case given by name."""

    name: str
    changes: tuple[Change, ...]


@dataclass
class Spec:
    """Everything a specification asks for; ``findings`` say what is wrong with it."""

    file: str
    folder: Path
    """Where the names of replaced tables count from."""
    grid: tuple[Listed, ...] = ()
    one_at_a_time: tuple[Listed, ...] = ()
    samples: tuple[Sample, ...] = ()
    cases: tuple[NamedCase, ...] = ()
    findings: list[Finding] = field(default_factory=list)

    def wrong(self, place: str | None, found: str, expected: str, advice: str = WRITE) -> None:
        """Note a problem."""
        where = place if place is None or len(place) <= LONGEST_PLACE else f"{place[:LONGEST_PLACE]}..."
        self.findings.append(Finding(self.file, None, where, found, expected, advice))
