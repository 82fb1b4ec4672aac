"""What follows from a case and is too large or too small to be solved: its numbers each pass, and together do not.

HiGHS keeps rows to 1e-7 in thousands of accelerators, MW and million EUR. What decides a plan has to be larger.
"""

from collections.abc import Collection, Iterator
from math import floor

from models.case import EVERY_STAGE, Case
from models.derive import discount_factors, it_bound_mw, site_options
from placement.read.checks.check import setting
from placement.read.columns import plain
from placement.read.draft import Draft
from placement.read.findings import Finding, shown

MOST_BLOCKS = 100_000
"""Of one site: a closed site is closed to 1e-6, which must be less than a block."""
LEAST_H100E, MOST_H100E = 0.001, 1e9
"""Of all demand of a stage; the least of a workload's, too."""
LEAST_POWERED_H100E, LEAST_ACCELERATORS = 0.1, 0.01
"""The least where power is modelled, and as accelerators of the largest rating."""
LEAST_WORTH, MOST_WORTH = 1e-3, 1e3
"""Of an EUR a year in the first stage, in EUR at the start of the base year."""


def beyond_solving(draft: Draft, case: Case) -> list[Finding]:
    """Every finding of a case whose cells are all right."""
    return [*_base_year_far_away(draft, case), *_small_blocks(draft, case), *_demand_of_no_size(draft, case)]


def _base_year_far_away(draft: Draft, case: Case) -> Iterator[Finding]:
    first = case.stages[0]
    worth = discount_factors(case)[first.stage] / first.years
    if not LEAST_WORTH <= worth <= MOST_WORTH:
        found = f"{case.base_year}, from which an EUR of {first.start_year} is worth {worth:.2g} EUR"
        expected = f"a year from which it is worth {plain(LEAST_WORTH)} to {plain(MOST_WORTH)}"
        advice = "Take a base year near the first stage, or a lower discount_rate."
        yield setting(draft.settings, ("base_year",), found, expected, advice)


def _small_blocks(draft: Draft, case: Case) -> Iterator[Finding]:
    stages, block = {t.stage: t for t in case.stages}, case.policy.block_it_mw
    most, site = max(
        ((it_bound_mw(case, case.sites[s], case.cooling[k], stages[t]) / block, s) for s, k, t in site_options(case)),
        default=(0.0, ""),
    )
    if most > MOST_BLOCKS:
        found = f"{block:g} MW, of which site {shown(site)} may have {floor(most):,} blocks"
        advice = f"Give a larger block_it_mw, or a smaller max_it_mw or headroom of {shown(site)}."
        expected = f"at most {MOST_BLOCKS:,} blocks at any site"
        yield setting(draft.settings, ("policy", "block_it_mw"), found, expected, advice)


def _demand_of_no_size(draft: Draft, case: Case) -> Iterator[Finding]:
    """All demand of a stage, or that of one workload in it, is a rounding error of a solver, or more than there is."""
    ratings = [max(g.h100e_training, g.h100e_inference) for g in case.accelerators.values()]
    least = max([LEAST_POWERED_H100E, *(LEAST_ACCELERATORS * h100e for h100e in ratings)]) if ratings else LEAST_H100E
    for stage in draft.stage_names:
        wanted: dict[str, float] = {}
        for (workload, _, t), h100e in case.demand.items():
            wanted[workload] = wanted.get(workload, 0.0) + (h100e if t == stage else 0.0)
        total = sum(wanted.values())
        if total and not least <= total <= MOST_H100E:
            yield _of_demand(draft, stage, set(wanted), f"{total:.2g} H100e in all", least)
            continue
        for workload, h100e in wanted.items():
            if 0 < h100e < LEAST_H100E:
                yield _of_demand(draft, stage, {workload}, f"{h100e:.2g} H100e of {shown(workload)}", LEAST_H100E)


def _of_demand(draft: Draft, stage: str, workloads: Collection[str], found: str, least: float) -> Finding:
    rows, scale = draft.tables.demand, draft.settings.demand.scale
    line = next(n for n, r in rows if r.stage in (stage, EVERY_STAGE) and r.workload in workloads and r.h100e)
    found += f" in stage {shown(stage)}" + ("" if scale == 1 else f", with demand.scale of {scale:g}")
    expected = f"no demand, or {plain(least)} to {plain(MOST_H100E)} H100e"
    return Finding(rows.file, line, "h100e", found, expected, "Demand is in H100e at work: correct its unit.")
