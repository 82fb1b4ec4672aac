"""What chance alone brings about in a sample, so that it is told as no effect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from placement.sweep.points import block_of
from placement.sweep_report.records import SAMPLES
from placement.sweep_report.swept import Design, Row, Swept

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

CHANCE = 0.01
"""Of the samples without any effect, such a share at most shows one, in as many comparisons as are made at once."""


def drawn_apart(design: Design) -> tuple[Row, ...]:
    """Return the rows of a sample that do not depend on each other; none where it is no such sample.

    In a block of Saltelli's design the first and the last row are drawn; each of the others is the first but for one
    parameter. The rows of a trajectory of Morris's design all follow from its first, and trajectories are few.
    """
    if design.kind not in SAMPLES or design.kind == "morris":
        return ()
    size = block_of(design.kind, len(design.parameters))
    return tuple(row for place, row in enumerate(design.rows) if place % size in (0, size - 1))


def largest_sample(swept: Swept) -> tuple[Design, tuple[Row, ...]] | None:
    """Return the sample with the most rows that do not depend on each other and can be compared, and these rows.

    Rows of several samples are no sample together: their parameters change over other ranges.
    """
    found = [
        (design, tuple(row for row in drawn_apart(design) if row.has_plan and not row.other_money))
        for design in swept.of_kind(*SAMPLES)
    ]
    return max((one for one in found if one[1]), key=lambda one: len(one[1]), default=None)


def rank_sum(here: ArrayLike, there: ArrayLike) -> float:
    """Return how likely chance makes two parts of a sample at least as different (Mann-Whitney, both sides)."""
    import numpy as np
    from scipy.stats import mannwhitneyu

    one, other = np.asarray(here, dtype=float), np.asarray(there, dtype=float)
    if not one.size or not other.size or np.ptp(np.concatenate((one, other))) == 0.0:
        return 1.0
    return float(mannwhitneyu(one, other).pvalue)


def beyond(chances: Sequence[float]) -> list[bool]:
    """Tell which of all comparisons made at once chance does not explain (Holm's method).

    The least likely one is held to CHANCE over the number of comparisons, the next to CHANCE over one less, and so on,
    up to the first that chance explains.
    """
    told = [False] * len(chances)
    for rank, place in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        if chances[place] >= CHANCE / (len(chances) - rank):
            break
        told[place] = True
    return told
