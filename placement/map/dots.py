"""What the dots of the candidates may show: estimated siting cost, near-ties, headroom, when the grid is ready."""

import math
from dataclasses import replace

from placement.map import numbers as show
from placement.map import scales
from placement.map.colourings import Colouring, Quantity, known
from placement.map.headroom import headrooms
from placement.map.near import LEFT_OUT, near_ties
from placement.map.plan import Plan
from placement.map.records import Candidate

_WHAT = (
    "What the place decides of the yearly cost of a full-size gigafactory. Power is at the cheapest that its zone "
    f"allows: a site can only be dearer. The estimate knows nothing of {LEFT_OUT}."
)


def dots(plan: Plan, stage_names: tuple[str, ...]) -> tuple[Colouring, ...]:
    """Return the colourings of the candidates, each only where the run holds its figure."""
    return known(
        (
            _estimate(plan.candidates),
            *near_ties(plan),
            *headrooms(plan.candidates, stage_names),
            _ready(plan.candidates),
        )
    )


_ESTIMATE: Quantity[Candidate] = Quantity(
    "estimate",
    "Siting cost, estimate",
    "Siting cost, estimate",
    "EUR M a year per MW of IT",
    lambda c: c.siting_estimate_eur_per_mw_year,
    lambda eur: "none, not ready in any stage" if eur is None else show.yearly_per_mw(eur),
    scales.CANDIDATES,
    when="last",
    size=1e6,
    note=_WHAT,
)


def _estimate(candidates: tuple[Candidate, ...]) -> Colouring | None:
    """Colour by the estimate; the legend counts those that have none, so that its counts agree with others."""
    without = sum(candidate.siting_estimate_eur_per_mw_year is None for candidate in candidates)
    return replace(_ESTIMATE, missing=f"{without} without estimate: not ready in any stage").colouring(candidates)


def _ready(candidates: tuple[Candidate, ...]) -> Colouring | None:
    """Colour by the year from which the grid can serve the place."""
    values = tuple(candidate.ready_year for candidate in candidates)
    years = sorted({math.ceil(year) for year in values if year is not None})
    if not years:
        return None
    return Colouring(
        "ready",
        "Ready from (energisation)",
        "",
        values,
        texts=tuple("" if year is None else f"ready from {year:.0f}" for year in values),
        scale=scales.year_classes("Ready from, year", years, scales.CANDIDATES),
        note="The first year in which the grid can serve the place, an input of the case.",
    )
