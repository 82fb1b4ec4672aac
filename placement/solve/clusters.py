"""Sets of sites to branch on: neighbours together, from single sites to all of them.

Near neighbours stand in for one another, so closing one site moves a bound very little, and asking how many sites a
country or a corner of Europe gets moves it a lot.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage

from models.case import Case

Sets = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Clusters:
    """A row for each set of sites."""

    members: Sets
    """Sets x sites."""


def clusters(case: Case) -> Clusters:
    """Single sites, the sites of each state, and a tree of neighbours (Ward's method on the sphere)."""
    found = {row.tobytes(): row for row in _all_sets(case)}
    return Clusters(np.array(list(found.values()), dtype=bool))


def _all_sets(case: Case) -> Iterator[Sets]:
    sites = list(case.sites.values())
    singles = np.eye(len(sites), dtype=bool)
    yield np.ones(len(sites), dtype=bool)
    for state in dict.fromkeys(s.state for s in sites):
        yield np.array([s.state == state for s in sites])
    placed = [i for i, s in enumerate(sites) if s.lat is not None and s.lon is not None]
    if len(placed) > 1:
        sets = [singles[i] for i in placed]
        for left, right, *_ in linkage(_on_sphere(case, placed), method="ward"):
            sets.append(sets[int(left)] | sets[int(right)])
        yield from sets
    yield from singles


def _on_sphere(case: Case, placed: list[int]) -> NDArray[np.float64]:
    sites = list(case.sites.values())
    lat, lon = (np.radians([float(getattr(sites[i], name)) for i in placed]) for name in ("lat", "lon"))
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
