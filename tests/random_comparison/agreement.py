"""Whether what was said of one case can all be true."""

from collections.abc import Iterator, Mapping

from tests.random_comparison.voices import GAP, INFINITE, Said

ROUNDING = 1e-6
"""Relative: what solvers' tolerances may make of one cost."""
LEAST_EUR = 1.0


def allowed(cost: float) -> float:
    return max(LEAST_EUR, ROUNDING * abs(cost))


def disagreements(said: Mapping[str, Said]) -> Iterator[str]:
    """A bound above the cost of a plan is false, whoever says which; so is "optimal" with a wider gap than asked."""
    for name, one in said.items():
        yield from (f"{name}: {fault}" for fault in one.wrong)
        if one.word == "optimal" and one.cost - one.bound > GAP * abs(one.cost) + allowed(one.cost):
            yield f"{name}: optimal, at {one.cost:.2f} with a bound of {one.bound:.2f}"
        for other, two in said.items():
            if one.cost < INFINITE and two.bound > one.cost + allowed(one.cost):
                told = "infeasible" if two.word == "infeasible" else f"none below {two.bound:.2f}"
                yield f"{name} has a plan at {one.cost:.2f} EUR, {other} says {told}"
