"""From Pyomo to HiGHS through matrices: faster than Pyomo's interfaces; starts, cuts and callbacks stay in reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from pyomo.environ import ConcreteModel, Var

from placement.solve.template_form import write_out


@dataclass(frozen=True, eq=False)
class StandardForm:
    """min cost x + offset, row_lower <= A x <= row_upper, lower <= x <= upper, some x integer."""

    cost: NDArray[np.float64]
    offset: float
    matrix: sp.csc_array
    row_lower: NDArray[np.float64]
    row_upper: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    integer: NDArray[np.bool_]
    columns: Sequence[Any]
    """The Pyomo variable of each column."""
    rows: Sequence[Any]
    """The Pyomo constraint of each row."""

    def column_of(self) -> dict[int, int]:
        """Column number by ``id`` of the Pyomo variable."""
        return {id(v): j for j, v in enumerate(self.columns)}

    def load(self, values: NDArray[np.float64]) -> None:
        """Write a solution into the Pyomo variables."""
        for variable, value in zip(self.columns, values.tolist(), strict=True):
            variable.set_value(value, skip_validation=True)


def compile_model(model: ConcreteModel) -> StandardForm:
    """Compile a linear Pyomo model.

    Variables that stand in no row and no cost get no column; their value is set to their lower bound, or 0.
    """
    system = write_out(model)
    _settle_unused(model, system.columns)
    return StandardForm(
        cost=system.cost,
        offset=system.offset,
        matrix=system.matrix,
        row_lower=system.row_lower,
        row_upper=system.row_upper,
        lower=_numbers([v.lb for v in system.columns], -np.inf),
        upper=_numbers([v.ub for v in system.columns], np.inf),
        integer=np.array([not v.is_continuous() for v in system.columns], dtype=bool),
        columns=system.columns,
        rows=system.rows,
    )


def _numbers(values: Sequence[float | None], missing: float) -> NDArray[np.float64]:
    found = np.array(values, dtype=np.float64)
    return np.where(np.isnan(found), missing, found)


def _settle_unused(model: ConcreteModel, used: Sequence[Any]) -> None:
    known = set(map(id, used))
    for component in model.component_objects(Var, descend_into=True):
        for variable in component.values():
            if id(variable) not in known:
                variable.set_value(variable.lb or 0.0, skip_validation=True)


def highs_lp(form: StandardForm) -> highspy.HighsLp:
    """The same problem as HiGHS takes it."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(form.cost), len(form.row_lower)
    lp.col_cost_, lp.offset_ = form.cost, form.offset
    lp.col_lower_, lp.col_upper_ = form.lower, form.upper
    lp.row_lower_, lp.row_upper_ = form.row_lower, form.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = form.matrix.indptr
    lp.a_matrix_.index_ = form.matrix.indices
    lp.a_matrix_.value_ = form.matrix.data
    if form.integer.any():
        lp.integrality_ = [
            highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous for whole in form.integer
        ]
    return lp
