"""Near-ties: places that were not chosen, against a chosen site that they could stand in for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from placement.map import numbers as show
from placement.map import scales
from placement.map.colourings import Colouring, known
from placement.map.plan import Plan
from placement.map.records import Candidate, Site
from placement.map.siting import estimate_above
from placement.map.text import isolated

NEAR = (0.0, 0.01, 0.03, 0.05)
"""Classes of near-ties: by at most these shares dearer than the chosen site."""
LEFT_OUT = "round trips, budgets, limits of a state"
"""What the estimate knows nothing of."""
_BEYOND = f"more than {100 * NEAR[-1]:.0f} % dearer"
Rival = Callable[[Plan, Candidate], Site | None]


def rival_in_state(plan: Plan, candidate: Candidate) -> Site | None:
    """Return the dearest chosen site of the candidate's state that opens once the candidate has a grid connection."""
    return _dearest(site for site in _could_replace(plan, candidate) if site.state and site.state == candidate.state)


def rival_in_stage(plan: Plan, candidate: Candidate) -> Site | None:
    """Return the dearest chosen site of any state that opens once the candidate has a grid connection."""
    return _dearest(_could_replace(plan, candidate))


def near_ties(plan: Plan) -> tuple[Colouring, ...]:
    """Return the near-ties within the state and by stage of opening, each only where there is something to compare."""
    return known((_near(plan, rival_in_state, _IN_STATE), _near(plan, rival_in_stage, _IN_STAGE)))


def words_against(candidate: Candidate, rival: Site | None) -> str:
    """Return how far the candidate's estimate is from that of the chosen site."""
    return show.above(estimate_above(candidate, rival), isolated(rival.name or rival.site)) if rival else ""


def _could_replace(plan: Plan, candidate: Candidate) -> list[Site]:
    return [site for site in plan.sites if _has_grid(candidate, site.opened_stage)]


def _has_grid(candidate: Candidate, stage: str) -> bool:
    """Return whether the grid offers anything in that stage; a run that does not tell by stage rules nothing out."""
    told = {headroom.stage: headroom for headroom in candidate.headroom_by_stage}
    if stage not in told:
        return True
    return (told[stage].firm_mw or 0.0) + (told[stage].non_firm_mw or 0.0) > 0


def _dearest(sites: Iterable[Site]) -> Site | None:
    estimated = [site for site in sites if (site.siting_estimate_eur_per_mw_year or 0.0) > 0]
    return max(estimated, key=lambda site: site.siting_estimate_eur_per_mw_year or 0.0, default=None)


@dataclass(frozen=True, slots=True)
class _Words:
    key: str
    name: str
    against: str
    missing: str


_IN_STATE = _Words(
    "near-state",
    "Near-ties within the state",
    "Against the dearest chosen site of the same state",
    f"{_BEYOND}, or no such site",
)
_IN_STAGE = _Words(
    "near-stage",
    "Near-ties by stage of opening",
    "Against the dearest chosen site of any state",
    _BEYOND,
)


def _near(plan: Plan, rival: Rival, words: _Words) -> Colouring | None:
    rivals = [(candidate, rival(plan, candidate)) for candidate in plan.candidates]
    over = tuple(estimate_above(candidate, site) for candidate, site in rivals)
    if all(share is None for share in over):
        return None
    texts = (words_against(candidate, site) for candidate, site in rivals)
    return Colouring(
        words.key,
        words.name,
        "last",
        values=tuple(None if share is None or share > NEAR[-1] else share for share in over),
        texts=tuple(f"siting cost, estimate: {text}" if text else "" for text in texts),
        scale=scales.classes(
            "Estimated siting cost against a chosen site",
            NEAR,
            ("no dearer", *(f"up to {100 * share:.0f} % dearer" for share in NEAR[1:])),
            scales.NEAR_TIES,
        ),
        note=f"{words.against} that opens in a stage in which the place has a grid connection; per MW of IT. "
        f"The estimate knows nothing of {LEFT_OUT}: these may rule a place out.",
        missing=words.missing,
    )
