"""What the plans of a sample cost with and without each site, and whether that is more than proofs and chance make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from placement.sweep_report.chance import beyond, rank_sum
from placement.sweep_report.criteria import SITING, TOTAL, Criterion, Difference, Span, differ, judged
from placement.sweep_report.swept import Row

if TYPE_CHECKING:
    import numpy as np

    Numbers: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]
    Flags: TypeAlias = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True)
class Means:
    """Mean siting cost of the plans with, and without, a site; None where there is no such plan."""

    inside: Span | None
    outside: Span | None
    change: Difference | None


def means(rows: Sequence[Row], sites: Iterable[str]) -> dict[str, Means]:
    """Compare plans that do not depend on each other, with and without each site.

    A difference is sure where it is more than what the proofs leave open in the mean, and where chance would not bring
    it about in any of so many comparisons.
    """
    import numpy as np

    stands = {site: np.zeros(len(rows), dtype=bool) for site in sites}
    for place, row in enumerate(rows):
        for site in row.sites:
            stands[site][place] = True
    siting, total = _Figures.of(SITING, rows), _Figures.of(TOTAL, rows)
    real = beyond([rank_sum(siting.values[here], siting.values[~here]) for here in stands.values()])
    pairs = zip(stands.items(), real, strict=True)
    return {site: _compared(siting, total, here, certain=certain) for (site, here), certain in pairs}


def _compared(siting: _Figures, total: _Figures, here: Flags, *, certain: bool) -> Means:
    inside, outside = siting.mean(here), siting.mean(~here)
    costs = total.mean(here), total.mean(~here)
    if inside is None or outside is None or costs[0] is None or costs[1] is None:
        return Means(inside, outside, None)
    change = judged(SITING, outside, inside, differ(costs[1], costs[0]))
    return Means(inside, outside, Difference(change.change, False) if change.sure and not certain else change)


@dataclass(frozen=True)
class _Figures:
    """A cost of each plan, and what its proof leaves open (not a number: nothing is proven)."""

    values: Numbers
    open: Numbers

    @classmethod
    def of(cls, criterion: Criterion, rows: Sequence[Row]) -> _Figures:
        """Return the costs of some plans."""
        import numpy as np

        values = [criterion.of(row) for row in rows]
        return cls(np.array(values, dtype=float), np.array([row.open_eur for row in rows], dtype=float))

    def mean(self, some: Flags) -> Span | None:
        """Return the mean of some plans; None where there are none of them."""
        if not some.any():
            return None
        left_open = float(self.open[some].mean())
        return Span(float(self.values[some].mean()), None if left_open != left_open else left_open)
