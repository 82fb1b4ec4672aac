"""A model whose rules are all templates as one matrix: a rule at a time, not a row at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from pyomo.common.errors import InfeasibleConstraintException
from pyomo.core.expr import EqualityExpression, InequalityExpression
from pyomo.environ import ConcreteModel, Constraint, Objective, Var

from placement.solve.template_reader import Linear, Points, Reader, added, points_of

Numbers = NDArray[np.float64]
ROUNDING = 1e-9
"""A row without variables holds to this."""


@dataclass(frozen=True, eq=False)
class LinearSystem:
    """Minimise cost x + offset within row_lower <= matrix x <= row_upper; columns and rows as Pyomo knows them."""

    cost: Numbers
    offset: float
    matrix: sp.csc_array
    row_lower: Numbers
    row_upper: Numbers
    columns: Sequence[Any]
    rows: Sequence[Any]


@dataclass(frozen=True, eq=False)
class Rows:
    """Of one rule."""

    body: Linear
    lower: Numbers
    upper: Numbers


def has_only_templates(model: ConcreteModel) -> bool:
    """Whether `write_out` can take the model: no row is an expression of its own."""
    return all(
        hasattr(row, "template_expr") and row.active
        for constraint in model.component_objects(Constraint, descend_into=True)
        for row in constraint.values()
    )


def write_out(model: ConcreteModel) -> LinearSystem:
    """The model as a matrix; a variable that stands nowhere has no column.

    Raises InfeasibleConstraintException for a row without variables that does not hold, as Pyomo does.
    """
    columns = [v for c in model.component_objects(Var, descend_into=True) for v in c.values()]
    constraints = [c for c in model.component_objects(Constraint, descend_into=True) if len(c)]
    reader = Reader(columns)
    found = [_rows(reader, c) for c in constraints]
    matrix = _stacked([rows.body for rows in found], len(columns))
    lower, upper = np.concatenate([r.lower for r in found]), np.concatenate([r.upper for r in found])
    rows = [row for c in constraints for row in c.values()]
    filled = np.diff(matrix.indptr) > 0
    for i in np.flatnonzero(~filled & ((lower > ROUNDING) | (upper < -ROUNDING))):
        raise InfeasibleConstraintException(f"model contains a trivially infeasible constraint, '{rows[i].name}'")
    (objective,) = model.component_objects(Objective, active=True, descend_into=True)
    goal = reader.read(objective.expr, Points(1, {}))
    cost = np.bincount(goal.column, goal.coefficient, len(columns))
    used = (cost != 0.0) | (np.bincount(matrix.indices, minlength=len(columns)) > 0)
    return LinearSystem(
        cost=cost[used],
        offset=float(goal.constant[0]),
        matrix=matrix[filled][:, used].tocsc(),
        row_lower=lower[filled],
        row_upper=upper[filled],
        columns=[columns[j] for j in np.flatnonzero(used).tolist()],
        rows=[rows[i] for i in np.flatnonzero(filled).tolist()],
    )


def _rows(reader: Reader, constraint: Any) -> Rows:
    relation, indices = next(iter(constraint.values())).template_expr()
    points = points_of(indices, list(constraint.keys()))
    left, right = (reader.read(side, points) for side in relation.args)
    if not isinstance(relation, (EqualityExpression, InequalityExpression)):
        raise NotImplementedError(f"{type(relation).__name__} in {constraint.name}")
    limit = right.constant - left.constant
    if isinstance(relation, EqualityExpression):
        return Rows(added([left, right.scaled(-1.0)]), limit, limit)
    if left.column.size:
        return Rows(added([left, right.scaled(-1.0)]), np.full_like(limit, -np.inf), limit)
    return Rows(right, -limit, np.full_like(limit, np.inf))


def _stacked(bodies: Sequence[Linear], columns: int) -> sp.csr_array:
    """The rows of each rule under those of the one before."""
    counts = [len(body.constant) for body in bodies]
    first = np.cumsum([0, *counts[:-1]])
    row = np.concatenate([body.point + start for body, start in zip(bodies, first, strict=True)])
    column = np.concatenate([body.column for body in bodies])
    entries = np.concatenate([body.coefficient for body in bodies])
    matrix = sp.coo_array((entries, (row, column)), shape=(sum(counts), columns)).tocsr()
    matrix.eliminate_zeros()
    return matrix
