"""The words of an impossibility."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Impossible:
    """The figures on both sides, and what to change."""

    found: str
    expected: str
    advice: str


SLACK = 1e-6
"""Relative: a bound is broken only by more than a solver's tolerance."""


def exceeds(value: float, most: float) -> bool:
    """Whether the value is above the bound beyond any tolerance."""
    return value > most + SLACK * max(1.0, abs(most))
