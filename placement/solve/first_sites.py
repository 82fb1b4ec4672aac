"""The sites that the relaxation starts on; its own prices call in the others."""

from models.case import Case
from placement.solve.screen import screen_sites
from placement.solve.zone_bound import Bounds


def first_sites(case: Case, count: int, bounds: Bounds) -> list[str]:
    """So many sites that look cheap and reach every region; all of them where there are no more."""
    if count >= len(case.sites) or not case.cooling:
        return list(case.sites)
    return list(screen_sites(case, count, bounds).sites)
