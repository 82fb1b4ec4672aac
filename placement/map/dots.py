"""What the dots of the candidates may show: estimated siting cost, near-ties, headroom, when the grid is ready."""

import math

from placement.map import numbers as show
from placement.map import scales
from placement.map.colourings import Colouring, Quantity, known
from placement.map.headroom import headrooms
from placement.map.plan import Plan
from placement.map.records import Candidate
from placement.map.siting import estimate_above, yardsticks
from placement.map.text import isolated

NEAR = (0.0, 0.01, 0.03, 0.05)
"""Classes of near-ties: by at most these shares dearer than the dearest chosen site."""
_WHAT = (
    "What the place decides of the yearly cost of a full-size gigafactory. Power is at the cheapest that its zone "
    "allows: a site can only be dearer."
)


def dots(plan: Plan, stage_names: tuple[str, ...]) -> tuple[Colouring, ...]:
    """Return the colourings of the candidates, each only where the run holds its figure."""
    return known(
        (
            _ESTIMATE.colouring(plan.candidates),
            _near_ties(plan),
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
    show.yearly_per_mw,
    scales.CANDIDATES,
    when="last",
    size=1e6,
    note=_WHAT,
)


def _near_ties(plan: Plan) -> Colouring | None:
    """Colour what could have been chosen at nearly the same cost."""
    dearest = yardsticks(plan).dearest_site
    over = tuple(estimate_above(candidate, dearest) for candidate in plan.candidates)
    if dearest is None or all(share is None for share in over):
        return None
    name = isolated(dearest.name or dearest.site)
    return Colouring(
        "near",
        "Near-ties: nearly the same cost",
        "last",
        values=tuple(None if share is None or share > NEAR[-1] else share for share in over),
        texts=tuple(_near_words(share, name) for share in over),
        scale=scales.classes(
            "Not chosen, but could have been chosen at nearly the same cost",
            NEAR,
            ("no dearer", *(f"up to {100 * share:.0f} % dearer" for share in NEAR[1:])),
            scales.NEAR_TIES,
        ),
        note=f"Estimated siting cost per MW of IT against that of the dearest chosen site, {name} "
        f"({show.yearly_per_mw(dearest.siting_estimate_eur_per_mw_year)}). "
        "Limits on grid, money, states and service may still rule a place out.",
        missing=f"more than {100 * NEAR[-1]:.0f} % dearer",
    )


def _near_words(share: float | None, name: str) -> str:
    return "" if share is None else f"siting cost, estimate: {show.above(share, name)}"


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
