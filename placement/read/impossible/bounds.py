"""The most that each site can be, by stage: which may be open, and with how much IT power."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor, inf

from models.case import Accelerator, Case, Stage
from models.derive import alive_share, busy_share, is_powered, it_bound_mw, ready_stages, site_options
from placement.read.impossible.text import SLACK


@dataclass(frozen=True)
class Opening:
    """One way in which a site may be open in a stage."""

    cooling: str
    it_mw: float
    """Largest built IT power, in whole blocks."""


@dataclass(frozen=True)
class Bounds:
    """Openings by (site, stage); a site that cannot be open then has none."""

    openings: Mapping[tuple[str, str], tuple[Opening, ...]]
    """Powered sites."""
    largest_mw: Mapping[str, tuple[float, str]]
    """By stage: the largest IT power of any site, before the least sizes, and the site's name."""
    given: Mapping[tuple[str, str], float]
    """(site, stage) -> compute of sites with a given capacity, H100e."""

    def usable(self, stage: str) -> list[str]:
        """Sites that may be open in the stage, even with nothing in them."""
        return [s for s, t in (*self.openings, *self.given) if t == stage]


def bounds_of(case: Case) -> Bounds:
    """Openings that satisfy block size, least IT power and gigafactory minimum, each on its own."""
    stages = {stage.stage: stage for stage in case.stages}
    openings: dict[tuple[str, str], tuple[Opening, ...]] = {}
    largest: dict[str, tuple[float, str]] = {}
    for site, cooling, stage in site_options(case) if is_powered(case) else ():
        bound = it_bound_mw(case, case.sites[site], case.cooling[cooling], stages[stage])
        built = _whole_blocks(bound, case.policy.block_it_mw)
        if built > largest.get(stage, (-1.0, ""))[0]:
            largest[stage] = (built, site)
        least = max(case.policy.min_it_mw, least_mw_of_minimum(case, cooling, stages[stage]))
        if built >= least * (1 - SLACK):
            openings[site, stage] = (*openings.get((site, stage), ()), Opening(cooling, built))
    return Bounds(openings, largest, _given(case))


def _whole_blocks(bound_mw: float, block_mw: float) -> float:
    blocks = bound_mw / block_mw
    return bound_mw if blocks > 1e12 else floor(blocks + SLACK) * block_mw


def _given(case: Case) -> dict[tuple[str, str], float]:
    return {
        (site.site, stage.stage): site.capacity_h100e
        for site in case.sites.values()
        if site.capacity_h100e is not None
        for stage in ready_stages(case, site)
    }


def on_sale(case: Case, stage: Stage, cooling: str | None = None) -> list[Accelerator]:
    """Accelerators that may be alive in the stage: sold by then, and suiting the cooling (any, where None)."""
    start = {t.stage: t.start_year for t in case.stages}
    suited = {g for g, k in case.accelerator_cooling if cooling in (None, k)}
    return [
        g for g in case.accelerators.values() if g.accelerator in suited and start[g.first_stage] <= stage.start_year
    ]


def least_mw_of_minimum(case: Case, cooling: str, stage: Stage) -> float:
    """IT power that the gigafactory minimum needs at least, MW; infinite where nothing can be bought."""
    minimum = case.policy.gigafactory_minimum
    if minimum == 0:
        return 0.0
    unit = case.policy.gigafactory_unit
    kw = (g.it_kw / (g.h100e_training if unit == "h100e" else 1.0) for g in on_sale(case, stage, cooling))
    return minimum * min(kw, default=inf) / 1000.0


def purchase_stages(case: Case, accelerator: Accelerator, stage: Stage) -> list[Stage]:
    """Stages in which an accelerator at work in ``stage`` may have been bought."""
    first = next(t.start_year for t in case.stages if t.stage == accelerator.first_stage)
    return [t for t in case.stages if first <= t.start_year <= stage.start_year]


def busy_per_alive(case: Case, accelerator: Accelerator, stage: Stage) -> float:
    """Largest busy share of an accelerator alive in the stage, over the stages it may have been bought in."""
    best = 0.0
    for bought in purchase_stages(case, accelerator, stage):
        alive = alive_share(accelerator.life_years, bought, stage)
        if alive > 0:
            best = max(best, busy_share(case, accelerator, bought, stage) / alive)
    return best
