"""How much of the time goes elsewhere than into the optimiser."""

from collections.abc import Mapping

OPTIMISING = frozenset({"solve", "master", "relaxation", "price zones", "price sites", "price supply", "trials"})
"""Phases of the summary that are the optimiser's; any other counts as ours."""

HIGHS = "highs"
"""Where the summary gives the optimiser's own seconds under this name, they count instead of the phases."""


def share_outside(wall_s: float, seconds: Mapping[str, float]) -> float:
    """Part of the wall time, from the start of the process to its end, that is not the optimiser's."""
    optimising = seconds[HIGHS] if HIGHS in seconds else sum(s for phase, s in seconds.items() if phase in OPTIMISING)
    return max(0.0, 1.0 - optimising / wall_s)
