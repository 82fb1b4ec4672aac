"""The headroom of candidates as colours: firm, and firm with non-firm, of the stage shown where the run says it."""

from collections.abc import Callable
from dataclasses import replace

from placement.map import numbers as show
from placement.map import scales
from placement.map.colourings import Colouring, Numbers, Quantity
from placement.map.records import Candidate, Headroom

_NOTE = "What the case says of the grid connection, not an answer from a grid operator."


def headrooms(candidates: tuple[Candidate, ...], stage_names: tuple[str, ...]) -> tuple[Colouring | None, ...]:
    """Return the colourings: both by stage, or, of a run that knows the last stage alone, the sum."""
    if not stage_names or not any(candidate.headroom_by_stage for candidate in candidates):
        return (_BOTH_LAST.colouring(candidates),)
    return tuple(
        quantity.by_stage(_history(candidate, stage_names, megawatts) for candidate in candidates)
        for quantity, megawatts in ((_FIRM, _firm), (_BOTH, _both))
    )


def _firm(headroom: Headroom) -> float | None:
    return headroom.firm_mw


def _both(headroom: Headroom) -> float | None:
    parts = [part for part in (headroom.firm_mw, headroom.non_firm_mw) if part is not None]
    return sum(parts) if parts else None


def _history(
    candidate: Candidate, stage_names: tuple[str, ...], megawatts: Callable[[Headroom], float | None]
) -> Numbers:
    """Return MW per stage; none at all is missing, for it is a statement of its own, not the low end of a scale."""
    known = {headroom.stage: megawatts(headroom) for headroom in candidate.headroom_by_stage}
    return [known.get(name) or None for name in stage_names]


_FIRM: Quantity[Candidate] = Quantity(
    "firm",
    "Grid headroom, firm",
    "Grid headroom, firm",
    "MW",
    lambda c: c.headroom_mw,
    show.megawatts,
    scales.HEADROOM,
    when="stage",
    note=_NOTE,
    missing="none in this stage",
)

_BOTH: Quantity[Candidate] = Quantity(
    "headroom",
    "Grid headroom with non-firm",
    "Grid headroom, firm and non-firm",
    "MW",
    lambda c: c.headroom_mw or None,
    show.megawatts,
    scales.HEADROOM,
    when="stage",
    note=f"Non-firm: the operator may curtail it at some hours. {_NOTE}",
    missing="none in this stage",
)

_BOTH_LAST = replace(_BOTH, when="last", missing="none")
