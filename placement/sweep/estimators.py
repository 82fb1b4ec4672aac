"""Sensitivity indices from numbers: Saltelli's and Morris's designs and RBD-FAST by SALib, means of groups by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from placement.sweep.points import problem

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    Array: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]
else:
    Array: TypeAlias = Any

Measure: TypeAlias = Literal["S1", "ST", "mu_star", "sigma"]
SEED = 1
"""Of the resamples behind the confidence: the same table gives the same numbers."""
RESAMPLES = 200
TWO_SIDED = 1.959964
"""Standard deviations that hold 95 % of a normal distribution."""
HARMONICS = 6
"""Of RBD-FAST; classical for FAST. More would need more points."""
LEAST_IN_GROUP = 5
"""Cases with the same value, for their mean to tell anything."""


@dataclass(frozen=True)
class Estimate:
    """An index, or the reason why there is none."""

    value: float | None
    confidence: float | None
    """Half-width, 95 %."""
    noise: float | None
    """What the gaps alone could make of it."""
    method: str
    reason: str = ""


Estimates: TypeAlias = dict[tuple[Measure, int], Estimate]
"""By measure and place of the parameter."""


def by_saltelli(found: Array, gaps: Array, parameters: int) -> Estimates:
    """First-order and total Sobol' indices of whole blocks."""
    from SALib.analyze import sobol

    si = sobol.analyze(problem(parameters), found, calc_second_order=False, num_resamples=RESAMPLES, seed=SEED)
    noise, method = noise_share(found, gaps), "Sobol' indices of Saltelli's design"
    measures: tuple[Measure, ...] = ("S1", "ST")
    return {
        (measure, i): Estimate(float(si[measure][i]), float(si[f"{measure}_conf"][i]), noise, method)
        for measure in measures
        for i in range(parameters)
    }


def by_morris(shares: Sequence[Array], found: Array, gaps: Array, levels: int) -> Estimates:
    """mu*, the mean size of the elementary effects, and sigma, their spread, of whole trajectories."""
    import numpy as np
    from SALib.analyze import morris

    points, method = np.column_stack(shares), "elementary effects of Morris's design"
    si = morris.analyze(
        problem(len(shares)), points, found, num_resamples=RESAMPLES, num_levels=levels, seed=SEED, scaled=False
    )
    noise = _noise_of_effects(points, gaps, levels)
    made: Estimates = {}
    for i, (mean, spread) in enumerate(noise):
        confidence = float(si["mu_star_conf"][i])
        made["mu_star", i] = Estimate(float(si["mu_star"][i]), confidence, mean, method)
        made["sigma", i] = Estimate(float(si["sigma"][i]), None, spread, method)
    return made


def by_any_sample(values: "pd.Series[Any]", shares: Array | None, found: Array, gaps: Array) -> Estimate:
    """First-order index of one parameter of points from any sampler; ``shares`` is None where it is a list."""
    import pandas as pd

    noise, (groups, names) = noise_share(found, gaps), pd.factorize(values)
    if len(names) * LEAST_IN_GROUP <= len(found):
        return Estimate(*_by_groups(groups, found), noise, "means of the cases with the same value")
    if shares is None:
        reason = f"Only {len(found):,} cases for {len(names):,} values: at least {LEAST_IN_GROUP} of each are needed."
        return Estimate(None, None, None, "", reason)
    return Estimate(*_by_rbd_fast(shares, found), noise, "RBD-FAST")


def _by_rbd_fast(shares: Array, found: Array) -> tuple[float, float]:
    """Equal values are told apart by chance, not by the order of the points."""
    import numpy as np
    from SALib.analyze import rbd_fast

    order = np.random.default_rng(SEED).permutation(len(found))
    points = shares[order].reshape(-1, 1)
    si = rbd_fast.analyze(problem(1), points, found[order], M=HARMONICS, num_resamples=RESAMPLES, seed=SEED)
    return float(si["S1"][0]), float(si["S1_conf"][0])


def _by_groups(groups: Any, found: Array) -> tuple[float, float]:
    """Share of the variance that lies between groups of equal values, with its half-width by resampling."""
    import numpy as np

    rng = np.random.default_rng(SEED)
    again = (rng.integers(len(found), size=len(found)) for _ in range(RESAMPLES))
    spread = np.std([_between(groups[r], found[r]) for r in again], ddof=1)
    return _between(groups, found), TWO_SIDED * float(spread)


def _between(groups: Any, found: Array) -> float:
    """The correlation ratio, less what chance alone puts between the groups: (SSB - (k - 1) MSW) / SST."""
    import numpy as np

    _, places, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    means = np.bincount(places, weights=found) / sizes
    total = float(((found - found.mean()) ** 2).sum())
    within = float(((found - means[places]) ** 2).sum())
    if total == 0.0:  # a resample of equal results
        return 0.0
    return (total - within - (len(sizes) - 1) * within / (len(found) - len(sizes))) / total


def noise_share(found: Array, gaps: Array) -> float | None:
    """Share of the variance of a result that errors within the gaps could make up; None where a bound is missing.

    Each error lies between 0 and its gap. Their variance is the least mean square about any point c; about the c where
    the worst of these is least, every error stands at 0 or at its gap, whichever is farther.
    """
    import numpy as np
    from scipy.optimize import minimize_scalar

    if np.isnan(gaps).any():
        return None
    largest = float(gaps.max())
    if largest <= 0.0:
        return 0.0
    shares = gaps.clip(0.0) / largest
    worst = minimize_scalar(
        lambda c: float((np.maximum(c, shares - c) ** 2).mean()), bounds=(0.0, 1.0), method="bounded"
    )
    return min(1.0, float(worst.fun) * largest**2 / float(found.var()))


def _noise_of_effects(points: Array, gaps: Array, levels: int) -> list[tuple[float | None, float | None]]:
    """What the gaps could make of mu* and sigma of each parameter.

    The error of a difference is at most the larger gap of its two cases, that of an effect this over the step.
    """
    import numpy as np

    parameters = points.shape[1]
    if np.isnan(gaps).any():
        return [(None, None)] * parameters
    step = levels / (2 * (levels - 1))
    paths, open_eur = points.reshape(-1, parameters + 1, parameters), gaps.clip(0.0).reshape(-1, parameters + 1)
    moved = np.abs(np.diff(paths, axis=1)).argmax(axis=2)
    errors = np.maximum(open_eur[:, 1:], open_eur[:, :-1]) / step
    of_each = [errors[moved == i] for i in range(parameters)]
    return [(float(e.mean()), float(np.sqrt((e**2).sum() / (len(e) - 1)))) for e in of_each]
