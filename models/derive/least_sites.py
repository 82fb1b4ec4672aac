"""How many sites of given capacity the demand takes at least."""

from models.case import Case
from models.derive.options import ready_stages

ROUNDING = 1e-9
"""Capacity short of the demand by no more than this share carries it."""


def least_sites(case: Case) -> dict[str, int]:
    r"""Stage -> $\min \{ |S| : \sum_{s \in S} \bar h_s \ge \sum_w \gamma_w \sum_r d_{wrt} \}$, the largest sites first.

    Only where every site's capacity is given; else nothing is said. One more than all sites where those are too small.
    """
    if any(s.capacity_h100e is None for s in case.sites.values()):
        return {}
    ready = {s.site: {t.stage for t in ready_stages(case, s)} for s in case.sites.values()}
    found = {}
    for t in case.stages:
        sizes = sorted((s.capacity_h100e or 0.0 for s in case.sites.values() if t.stage in ready[s.site]), reverse=True)
        found[t.stage] = _count(sizes, must_serve_h100e(case, t.stage))
    return found


def must_serve_h100e(case: Case, stage: str) -> float:
    """Demand less what coverage lets go unmet, H100e."""
    return sum(case.workloads[w].coverage_share * h100e for (w, _, t), h100e in case.demand.items() if t == stage)


def _count(sizes: list[float], wanted: float) -> int:
    carried = 0.0
    for count, size in enumerate(sizes):
        if carried >= wanted * (1.0 - ROUNDING):
            return count
        carried += size
    return len(sizes) if carried >= wanted * (1.0 - ROUNDING) else len(sizes) + 1
