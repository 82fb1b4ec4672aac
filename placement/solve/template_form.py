"""Rules that are templates as one matrix, a rule at a time; Pyomo's compiler takes what rules there are beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from pyomo.common.errors import InfeasibleConstraintException
from pyomo.core.expr import EqualityExpression, InequalityExpression
from pyomo.environ import ConcreteModel, Constraint, Objective, Var
from pyomo.repn.plugins.standard_form import LinearStandardFormCompiler

from placement.solve.template_reader import Linear, Points, Reader, added, points_of

Numbers = NDArray[np.float64]
AT_MOST, AT_LEAST = 1, -1
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


def write_out(model: ConcreteModel) -> LinearSystem:
    """The model as a matrix; a variable that stands nowhere has no column.

    Raises InfeasibleConstraintException for a row without variables that does not hold, as Pyomo does.
    """
    columns = [v for c in model.component_objects(Var, descend_into=True) for v in c.values()]
    constraints = [c for c in model.component_objects(Constraint, active=True, descend_into=True) if len(c)]
    templated = [c for c in constraints if is_template(c)]
    reader = Reader(columns)
    found = [_rows(reader, c) for c in templated]
    matrix = _stacked([rows.body for rows in found], len(columns))
    lower, upper = (
        np.concatenate([*side, np.zeros(0)]) for side in ([r.lower for r in found], [r.upper for r in found])
    )
    rows = [row for c in templated for row in c.values()]
    filled = np.diff(matrix.indptr) > 0
    for i in np.flatnonzero(~filled & ((lower > ROUNDING) | (upper < -ROUNDING))):
        raise InfeasibleConstraintException(f"model contains a trivially infeasible constraint, '{rows[i].name}'")
    if len(templated) < len(constraints):
        rest = _by_pyomo(model, templated)
    else:
        rest = _objective_alone(model, reader, columns)
    place = np.array([reader.column_of(v) for v in rest.columns], dtype=np.int64)
    cost = np.zeros(len(columns))
    cost[place] = rest.cost
    others = rest.matrix.tocoo()
    others = sp.csr_array((others.data, (others.row, place[others.col])), shape=(len(rest.rows), len(columns)))
    whole = sp.vstack([matrix[filled], others], format="csc")
    used = (cost != 0.0) | (np.diff(whole.indptr) > 0)
    return LinearSystem(
        cost=cost[used],
        offset=rest.offset,
        matrix=whole[:, used],
        row_lower=np.concatenate([lower[filled], rest.row_lower]),
        row_upper=np.concatenate([upper[filled], rest.row_upper]),
        columns=[columns[j] for j in np.flatnonzero(used).tolist()],
        rows=[*(rows[i] for i in np.flatnonzero(filled).tolist()), *rest.rows],
    )


def is_template(constraint: Any) -> bool:
    """Whether no row of it is an expression of its own."""
    return all(hasattr(row, "template_expr") and row.active for row in constraint.values())


def _objective_alone(model: ConcreteModel, reader: Reader, columns: Sequence[Any]) -> LinearSystem:
    """Where every rule is a template."""
    (objective,) = model.component_objects(Objective, active=True, descend_into=True)
    goal = reader.read(objective.expr, Points(1, {}))
    none = np.zeros(0)
    cost = np.bincount(goal.column, goal.coefficient, len(columns)).astype(np.float64)
    return LinearSystem(cost, float(goal.constant[0]), sp.csc_array((0, len(columns))), none, none, columns, [])


def _by_pyomo(model: ConcreteModel, templated: Sequence[Any]) -> LinearSystem:
    """The objective and the rules that are no templates, by Pyomo's compiler."""
    for constraint in templated:
        constraint.deactivate()
    try:
        info = LinearStandardFormCompiler().write(model, mixed_form=True)
    finally:
        for constraint in templated:
            constraint.activate()
    sense = np.array([row.bound_type for row in info.rows], dtype=np.int8)
    rhs = np.asarray(info.rhs, dtype=np.float64)
    return LinearSystem(
        cost=np.asarray(info.c.todense(), dtype=np.float64).ravel(),
        offset=float(np.asarray(info.c_offset).sum()),
        matrix=sp.csc_array(info.A),
        row_lower=np.where(sense == AT_MOST, -np.inf, rhs),
        row_upper=np.where(sense == AT_LEAST, np.inf, rhs),
        columns=info.columns,
        rows=[row.constraint for row in info.rows],
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
    if not bodies:
        return sp.csr_array((0, columns))
    counts = [len(body.constant) for body in bodies]
    first = np.cumsum([0, *counts[:-1]])
    row = np.concatenate([body.point + start for body, start in zip(bodies, first, strict=True)])
    column = np.concatenate([body.column for body in bodies])
    entries = np.concatenate([body.coefficient for body in bodies])
    matrix = sp.coo_array((entries, (row, column)), shape=(sum(counts), columns)).tocsr()
    matrix.eliminate_zeros()
    return matrix
