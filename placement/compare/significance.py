"""Whether a difference in cost is more than the solver's proofs leave open. EUR, discounted.

The least cost of a run lies between its bound and its plan's cost (``placement.account.difference``).
"""

from dataclasses import dataclass

from placement.account.difference import ROUNDING, significant
from placement.compare.numbers import difference
from placement.compare.runs import Run
from placement.map import numbers as show
from placement.rounded import up


@dataclass(frozen=True)
class Significance:
    """A difference in cost beside what the two gaps allow; None where it cannot be told."""

    difference_eur: float | None
    open_eur: tuple[float | None, float | None]
    """By how much the least cost may lie below each plan's: gap times cost."""
    on_screen: bool
    """Whether one of the proofs holds among a part of the candidates only."""
    significant: bool | None
    """Whether the difference is larger than the gaps allow."""

    @property
    def other_is_dearer(self) -> bool:
        """Return whether the other plan costs more than the base's."""
        return (self.difference_eur or 0.0) > 0

    @property
    def allowed_eur(self) -> float | None:
        """Return how far below the dearer plan the least cost of its case may lie."""
        return self.open_eur[1 if self.other_is_dearer else 0]


def significance(base: Run, other: Run, *, may_subtract: bool) -> Significance:
    """Return how the difference in cost compares with the gaps."""
    before, after = base.summary.objective_eur, other.summary.objective_eur
    open_eur = _open(base), _open(other)
    costs = (before, after) if may_subtract and before is not None and after is not None else None
    return Significance(
        difference_eur=difference(before, after) if may_subtract else None,
        open_eur=open_eur,
        on_screen=any(run.summary.gap is None and run.summary.gap_on_screen is not None for run in (base, other)),
        significant=None if costs is None else significant(costs, open_eur),
    )


def _open(run: Run) -> float | None:
    gap, cost = run.summary.gap, run.summary.objective_eur
    return None if gap is None or cost is None else gap * abs(cost)


def verdict(found: Significance, base: str, other: str) -> str:
    """Return in a sentence or two what the difference in cost is worth."""
    if found.difference_eur is None:
        return ""
    if found.difference_eur == 0:
        return "Both plans cost the same."
    if found.allowed_eur is None:
        return _unproven(found)
    if found.allowed_eur <= ROUNDING * abs(found.difference_eur):
        return (
            "The dearer plan is proven to cost the least: the difference comes from what went in, not from the solver."
        )
    dearer = other if found.other_is_dearer else base
    less = show.euros(found.allowed_eur, up)
    left = f"The proof of the dearer plan, {dearer}, leaves open one that costs up to {less} less."
    if found.significant:
        return f"{left} The difference is larger than that, so it comes from what went in, not from the solver."
    return (
        f"{left} The difference lies within what the proof leaves open: it is not significant. "
        "Solve both with a smaller --gap to tell."
    )


def _unproven(found: Significance) -> str:
    if found.on_screen:
        return (
            "The proof of at least one run holds only among a part of its candidates, so it is not known "
            "whether the difference is significant."
        )
    return (
        "At least one run has no proof of how good its plan is: it is not known whether the difference is significant."
    )
