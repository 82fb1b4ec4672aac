"""Short names for what the rules take and give."""

from typing import Any, TypeAlias

from pyomo.environ import Constraint

Relation: TypeAlias = Any
"""A Pyomo equation or inequality."""

Linear: TypeAlias = Any
"""A Pyomo expression, linear in the variables; a plain number where every term is absent."""

MILLION = 1e6
THOUSAND = 1e3


def limit(value: float | None) -> list[float]:
    """The index set of a limit that may be off: its value alone, or nothing.

    A rule over it needs no ``if``: ``Constraint(limit(cap), rule=lambda m, cap: m.X <= cap)``.
    """
    return [] if value is None else [value]


def stated(relation: Relation) -> Relation:
    """A relation as Pyomo wants it, also where every term is absent and it is plainly true or false.

    A plainly false one becomes ``Constraint.Infeasible``: Pyomo then refuses the model, which is an answer.
    """
    if isinstance(relation, bool):
        return Constraint.Feasible if relation else Constraint.Infeasible
    return relation
