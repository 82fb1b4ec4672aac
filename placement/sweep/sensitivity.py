"""Which parameter the cost of a plan depends on: sensitivity indices of a sweep's designs.

Saltelli's design gives the first-order and total Sobol' indices, Morris's design mu* and sigma, any other sample the
first-order indices. Beside each number stands what the solver's gaps alone could make of it: a smaller number is not
proven to be an effect.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from placement.account.difference import EURO_YEARS, ROUNDING
from placement.sweep.estimators import Array, Estimate, Measure, by_any_sample, by_morris, by_saltelli
from placement.sweep.points import INSTALL, block_of, lacks_salib
from placement.sweep.spec import LEAST

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

COLUMNS = ("objective_eur", "siting_cost_eur")
"""Results that have indices, in EUR: discounted cost of the plan, and its siting cost."""
MEASURES: Mapping[str, tuple[Measure, ...]] = {
    "saltelli": ("S1", "ST"),
    "morris": ("mu_star", "sigma"),
    "latin_hypercube": ("S1",),
    "sobol": ("S1",),
}
LEAST_CASES = 64
"""Of a Latin hypercube or Sobol' points."""
UNITS = {"saltelli": "blocks", "morris": "trajectories"}


@dataclass(frozen=True)
class Index:
    """How much one result depends on one parameter."""

    parameter: str
    """Its column in the results."""
    column: str
    """The result, such as ``objective_eur``."""
    measure: Measure
    """``S1``, ``ST``: share of the variance of the result; ``mu_star``, ``sigma``: EUR over the whole interval."""
    value: float | None
    """None where there is no number; ``reason`` then says why."""
    confidence: float | None
    """Half the width of the interval that holds the index with 95 %, by resampling; None where there is none."""
    noise: float | None
    """What the gaps alone could make of the number, in its unit; None where a bound is missing."""
    method: str
    """In words; empty without a number."""
    cases_used: int
    cases_left_out: int
    """Cases without a plan, and those that mean nothing without them."""
    reason: str = ""


def indices(table: "pd.DataFrame", design: Mapping[str, Any]) -> list[Index]:
    """Indices of every result of a design of sweep.json; none where it is no sample.

    ``table`` is that of ``results.parquet``. A number that the sample does not allow has a reason instead.
    """
    if design["kind"] not in MEASURES:
        return []
    rows = table.set_index("name").loc[design["cases"]]
    return [index for column in COLUMNS for index in _of_column(rows, design, column)]


def _of_column(rows: "pd.DataFrame", design: Mapping[str, Any], column: str) -> list[Index]:
    """All indices of one result, or the reason why there are none."""
    kind, parameters = design["kind"], design["parameters"]
    whole = _whole_blocks(rows[column].notna().to_numpy(), block_of(kind, len(parameters)))
    used = rows[whole]
    found = used[column].to_numpy(dtype=float)
    why_not = _why_not(kind, found, len(rows), parameters)
    estimates = _estimates(used, design, found) if not why_not else {}
    nothing = Estimate(None, None, None, "", why_not)
    return [
        _index(parameter["column"], column, measure, estimates.get((measure, i), nothing), len(used), len(rows))
        for i, parameter in enumerate(parameters)
        for measure in MEASURES[kind]
    ]


def _index(parameter: str, column: str, measure: Measure, found: Estimate, used: int, cases: int) -> Index:
    return Index(
        parameter,
        column,
        measure,
        found.value,
        found.confidence,
        found.noise,
        found.method,
        used,
        cases - used,
        found.reason,
    )


def _whole_blocks(there: "np.ndarray[Any, np.dtype[np.bool_]]", size: int) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """Cases of blocks that miss no result: only whole ones can be read."""
    import numpy as np

    return np.repeat(there.reshape(-1, size).all(axis=1), size)


def _why_not(kind: str, found: Array, cases: int, parameters: Sequence[Mapping[str, Any]]) -> str:
    """Why the sample allows no indices; nothing where it does."""
    if lacks_salib():
        return f"Sensitivity indices need SALib: {INSTALL}."
    units, size, least = UNITS.get(kind, "cases"), block_of(kind, len(parameters)), LEAST.get(kind, LEAST_CASES)
    if len(found) < least * size:
        has = "have a plan" if size == 1 else "have a plan in each of their cases"
        return f"Only {len(found) // size:,} of {cases // size:,} {units} {has}; at least {least} are needed."
    most, spread = float(abs(found).max()), float(found.max() - found.min())
    if spread <= ROUNDING * most:
        return "It is the same in all cases, so it depends on none of the parameters."
    other = [parameter["path"] for parameter in parameters if parameter["path"] in EURO_YEARS]
    return f"The cases count euros of other years, since {other[0]} changes." if other else ""


def _estimates(used: "pd.DataFrame", design: Mapping[str, Any], found: Array) -> dict[tuple[Measure, int], Estimate]:
    """Every index, by its measure and the place of its parameter."""
    parameters = design["parameters"]
    gaps = (used["objective_eur"] - used["bound_eur"]).to_numpy(dtype=float)
    if design["kind"] == "saltelli":
        return by_saltelli(found, gaps, len(parameters))
    if design["kind"] == "morris":
        return by_morris([_shares(used, p) for p in parameters], found, gaps, design["levels"])
    return {
        ("S1", i): by_any_sample(used[p["column"]], None if "values" in p else _shares(used, p), found, gaps)
        for i, p in enumerate(parameters)
    }


def _shares(used: "pd.DataFrame", parameter: Mapping[str, Any]) -> Array:
    """Where each value stands in its interval, from 0 to 1; a column may be text for the sake of another section."""
    low, high = parameter["low"], parameter["high"]
    shares: Array = (used[parameter["column"]].astype(float).to_numpy() - low) / (high - low)
    return shares
