"""Points of a sample: shares from 0 to 1 of each parameter's interval or list. The same seed gives the same points."""

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from typing import Any, TypeAlias

from placement.sweep.spec import Sample

Points: TypeAlias = Sequence[Sequence[float]]
INSTALL = "pip install -e '.[sensitivity]'"


def lacks_salib() -> bool:
    """Whether the extra that makes these designs, and reads them, is not installed."""
    return find_spec("SALib") is None


def rows_of(sample: Sample) -> int:
    """How many cases a sample makes."""
    return sample.samples * block_of(sample.kind, len(sample.axes))


def block_of(kind: str, parameters: int) -> int:
    """Cases that only mean something together: a block of Saltelli's design, a trajectory of Morris's, or one point."""
    return {"saltelli": parameters + 2, "morris": parameters + 1}.get(kind, 1)


def points(sample: Sample) -> Points:
    """All points, a row for each case."""
    made: Points = MAKE[sample.kind](sample)
    return made


def _latin_hypercube(sample: Sample) -> Points:
    from scipy.stats import qmc

    return _listed(qmc.LatinHypercube(d=len(sample.axes), seed=sample.seed).random(sample.samples))


def _sobol(sample: Sample) -> Points:
    from scipy.stats import qmc

    return _listed(qmc.Sobol(d=len(sample.axes), seed=sample.seed).random(sample.samples))


def _saltelli(sample: Sample) -> Points:
    from SALib.sample import sobol

    return _listed(sobol.sample(problem(len(sample.axes)), sample.samples, calc_second_order=False, seed=sample.seed))


def _morris(sample: Sample) -> Points:
    from SALib.sample import morris

    made = morris.sample(problem(len(sample.axes)), sample.samples, num_levels=sample.levels, seed=sample.seed)
    return _listed(made)


def problem(parameters: int) -> dict[str, Any]:
    """The unit cube as SALib takes it."""
    return {
        "num_vars": parameters,
        "names": [str(i) for i in range(parameters)],
        "bounds": [[0.0, 1.0]] * parameters,
    }


def _listed(array: Any) -> Points:
    made: Points = array.tolist()
    return made


MAKE: Mapping[str, Callable[[Sample], Points]] = {
    "latin_hypercube": _latin_hypercube,
    "sobol": _sobol,
    "saltelli": _saltelli,
    "morris": _morris,
}
