"""Linear expressions of a rule kept as a template: each node is read once, with arrays over the rule's indices.

Pyomo's own compiler runs a small program for every row of a template, and a full year has 150,000 rows. What this
one cannot read it refuses, never skips.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pyomo.core.expr import (
    DivisionExpression,
    GetItemExpression,
    LinearExpression,
    MonomialTermExpression,
    NegationExpression,
    ProductExpression,
    SumExpression,
)
from pyomo.core.expr.template_expr import IndexTemplate, TemplateSumExpression
from pyomo.environ import Set, Var, value

Numbers: TypeAlias = NDArray[np.float64]
Places: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Linear:
    """A linear expression at each of several points: a constant by point, and entries (point, column, coefficient)."""

    constant: Numbers
    point: Places
    column: Places
    coefficient: Numbers

    def scaled(self, by: Numbers | float) -> "Linear":
        """Times a number, or one by point."""
        by = np.broadcast_to(by, self.constant.shape)
        return Linear(self.constant * by, self.point, self.column, self.coefficient * by[self.point])

    def gathered(self, origin: Places, points: int) -> "Linear":
        """Each point's expression added to that of its origin, one of so many."""
        total = np.bincount(origin, self.constant, points).astype(np.float64)
        return Linear(total, origin[self.point], self.column, self.coefficient)


def constant(numbers: Numbers) -> Linear:
    """Numbers alone."""
    none = np.zeros(0, dtype=np.int64)
    return Linear(numbers, none, none, np.zeros(0))


def added(parts: Sequence[Linear]) -> Linear:
    """The sum of expressions at the same points."""
    return Linear(
        np.add.reduce([p.constant for p in parts]),
        np.concatenate([p.point for p in parts]),
        np.concatenate([p.column for p in parts]),
        np.concatenate([p.coefficient for p in parts]),
    )


@dataclass(frozen=True, eq=False)
class Points:
    """What each index of a rule stands for, point by point."""

    count: int
    at: dict[int, list[Any]]
    """Values by id of the index."""

    def within(self, index: tuple[Any, ...], sets: Sequence[Iterable[Any]]) -> tuple["Points", Places]:
        """Every point with every member of its set, and the point that each came from."""
        members = [list(s) for s in sets]
        origin = np.repeat(np.arange(self.count), [len(m) for m in members])
        at = {name: [values[i] for i in origin.tolist()] for name, values in self.at.items()}
        flat = list(chain.from_iterable(members))
        return Points(len(flat), at | _by_index(index, flat)), origin


def points_of(index: tuple[Any, ...], members: list[Any]) -> Points:
    """A point for each member of a rule's index set."""
    return Points(len(members), _by_index(index, members) if index else {})


def _by_index(index: tuple[Any, ...], members: list[Any]) -> dict[int, list[Any]]:
    if len(index) == 1:
        return {id(index[0]): members}
    return {id(i): [m[k] for m in members] for k, i in enumerate(index)}


class Reader:
    """Evaluates the expressions of a model whose variables have the given columns."""

    def __init__(self, columns: Sequence[Any]) -> None:
        self._column = {id(v): j for j, v in enumerate(columns)}
        self._tables: dict[int, dict[Any, Any]] = {}

    def column_of(self, variable: Any) -> int:
        """The column of a variable."""
        return self._column[id(variable)]

    def read(self, node: Any, points: Points) -> Linear:
        """A node at every point."""
        if isinstance(node, (int, float)):
            return constant(np.full(points.count, float(node)))
        if isinstance(node, IndexTemplate):
            return constant(np.array(points.at[id(node)], dtype=np.float64))
        if isinstance(node, GetItemExpression):
            return self._read_item(node, points)
        if isinstance(node, TemplateSumExpression):
            return self._read_sum_over_set(node, points)
        if type(node) is LinearExpression and points.count == 1 and not any(v.fixed for v in node.linear_vars):
            return self._read_long(node)
        if node.is_expression_type():
            return self._read_operation(node, [self.read(part, points) for part in node.args])
        if node.is_variable_type() and not node.fixed:
            return self._of_columns(np.full(points.count, self._column[id(node)]))
        return constant(np.full(points.count, float(value(node))))

    def _read_operation(self, node: Any, parts: list[Linear]) -> Linear:
        if isinstance(node, SumExpression):
            return added(parts)
        if isinstance(node, NegationExpression):
            return parts[0].scaled(-1.0)
        if isinstance(node, DivisionExpression) and not parts[1].column.size:
            return parts[0].scaled(1.0 / parts[1].constant)
        if isinstance(node, (ProductExpression, MonomialTermExpression)):
            factor, other = parts if not parts[0].column.size else reversed(parts)
            if not factor.column.size:
                return other.scaled(factor.constant)
        raise NotImplementedError(f"{type(node).__name__} in a linear rule: {node}")

    def _read_long(self, node: Any) -> Linear:
        """A term of the objective, a coefficient for each hour: without a node for each."""
        columns = np.array([self._column[id(v)] for v in node.linear_vars], dtype=np.int64)
        coefficients = np.array([value(c) for c in node.linear_coefs], dtype=np.float64)
        return Linear(np.array([float(value(node.constant))]), np.zeros_like(columns), columns, coefficients)

    def _read_item(self, node: Any, points: Points) -> Linear:
        values = self._items(node, points)
        if node.args[0].ctype is Var:
            return self._of_columns(np.array(values, dtype=np.int64))
        return constant(np.array(values, dtype=np.float64))

    def _read_sum_over_set(self, node: Any, points: Points) -> Linear:
        term, *sets = node.template_args()
        inner, origin = points, np.arange(points.count)
        for index, members in zip(node.template_iters(), sets, strict=True):
            each = self._items(members, inner) if members.is_expression_type() else [members.data()] * inner.count
            inner, came_from = inner.within(index, each)
            origin = origin[came_from]
        return self.read(term, inner).gathered(origin, points.count)

    def _of_columns(self, columns: Places) -> Linear:
        count = len(columns)
        return Linear(np.zeros(count), np.arange(count), columns, np.ones(count))

    def _items(self, node: Any, points: Points) -> list[Any]:
        """What a component holds at every point: a number, the column of a variable, or a set."""
        owner, *index = node.args
        keys = [self._keys(i, points) for i in index]
        table = self._table(owner)
        return list(map(table.__getitem__, keys[0] if len(keys) == 1 else zip(*keys, strict=True)))

    def _keys(self, index: Any, points: Points) -> list[Any]:
        if isinstance(index, IndexTemplate):
            return points.at[id(index)]
        if isinstance(index, GetItemExpression):
            return self._items(index, points)
        if isinstance(index, (int, str)):
            return [index] * points.count
        raise NotImplementedError(f"an index by {type(index).__name__}: {index}")

    def _table(self, owner: Any) -> dict[Any, Any]:
        if id(owner) not in self._tables:
            if owner.ctype is Var:
                found = {key: self._column[id(v)] for key, v in owner.items()}
            elif owner.ctype is Set:
                found = {key: s.data() for key, s in owner.items()}
            else:
                found = {key: value(number) for key, number in owner.items()}
            self._tables[id(owner)] = found
        return self._tables[id(owner)]
