"""Rules kept as templates: one expression for all hours, written out by the compiler into rows."""

from collections.abc import Iterator, Sized
from contextlib import contextmanager

from pyomo.core.base import constraint


@contextmanager
def templates(index: Sized | None = None) -> Iterator[None]:
    """Within it Pyomo keeps a rule as one template over its index, where it can, and not as an expression an hour.

    Such a rule sums over the model's sets with ``sum`` and reads numbers by index from parameters alone. Building a
    programme of 576 hours takes a third of the time so; the answers are the same, and elsewhere the switch is off.
    Pyomo can make no template over an empty ``index``, where there is nothing to gain either.
    """
    before = constraint.TEMPLATIZE_CONSTRAINTS
    constraint.TEMPLATIZE_CONSTRAINTS = index is None or len(index) > 0
    try:
        yield
    finally:
        constraint.TEMPLATIZE_CONSTRAINTS = before
