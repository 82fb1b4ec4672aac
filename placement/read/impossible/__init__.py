"""What no plan can do, seen without a solver.

Every bound is a relaxation of ``docs/mathematics.md``: a case that it refuses is infeasible for certain. That nothing
is found proves nothing.
"""

from models.case import Case
from placement.read.findings import Finding
from placement.read.impossible.bounds import bounds_of
from placement.read.impossible.capacity import demand_beyond_sites, demand_beyond_supply
from placement.read.impossible.money import capital_beyond_funds
from placement.read.impossible.reach import critical_without_second_site, demand_out_of_reach
from placement.read.impossible.size import minimum_beyond_supply, sites_too_few, stages_without_site, states_too_few

__all__ = ["impossibilities"]


def impossibilities(case: Case, where: str) -> list[Finding]:
    """Findings of kind ``impossible``; ``where`` is the case folder as shown to the user."""
    bounds = bounds_of(case)
    found = [*stages_without_site(case, bounds), *sites_too_few(case, bounds), *states_too_few(case, bounds)]
    found += [*minimum_beyond_supply(case)]
    if not found:  # without sites nothing is in reach either: say it once
        found += [*demand_out_of_reach(case, bounds), *critical_without_second_site(case, bounds)]
        found += [*demand_beyond_sites(case, bounds), *demand_beyond_supply(case)]
        found += [*capital_beyond_funds(case, bounds)]
    return [Finding(where, None, None, text.found, text.expected, text.advice, kind="impossible") for text in found]
