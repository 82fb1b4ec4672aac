"""Limits that contradict each other."""

from collections.abc import Iterator

from placement.read.checks.check import setting, stands
from placement.read.draft import Draft
from placement.read.findings import Finding


def minimum_within_maximum(draft: Draft) -> Iterator[Finding]:
    """Each least number is at most the largest it must fit in."""
    p = draft.settings.policy
    pairs = (
        ("min_sites", p.min_sites, "max_sites", p.max_sites),
        ("min_states", p.min_states, "max_states", p.max_states),
        ("min_states", p.min_states, "max_sites", p.max_sites),
    )
    for low, least, high, most in pairs:
        if least is not None and most is not None and least > most:
            advice = f"Lower {low} or raise {high}."
            expected = f"at most {high}, which is {most} ({stands(draft.settings, 'policy', high)})"
            yield setting(draft.settings, ("policy", low), str(least), expected, advice)
    if p.min_sites and p.max_states is not None and p.max_sites_per_state is not None:
        most = p.max_states * p.max_sites_per_state
        if p.min_sites > most:
            advice = "Lower min_sites, or raise max_states or max_sites_per_state."
            wheres = (stands(draft.settings, "policy", name) for name in ("max_states", "max_sites_per_state"))
            expected = f"at most max_states x max_sites_per_state, which is {most} ({'; '.join(wheres)})"
            yield setting(draft.settings, ("policy", "min_sites"), str(p.min_sites), expected, advice)


def access_levels_differ(draft: Draft) -> Iterator[Finding]:
    """Each level of public access stands once."""
    levels = draft.settings.policy.access_levels
    if len(set(levels)) < len(levels):
        found = ", ".join(f"{level:g}" for level in levels)
        yield setting(
            draft.settings, ("policy", "access_levels"), found, "each level once", "Remove the repeated level."
        )


def operation_is_coherent(draft: Draft) -> Iterator[Finding]:
    """The first year is a ramp, and heat demand falls with temperature."""
    s, o = draft.settings, draft.settings.operation
    if o.utilisation_first_year > o.utilisation:
        expected = f"at most utilisation, which is {o.utilisation:g} ({stands(s, 'operation', 'utilisation')})"
        place = ("operation", "utilisation_first_year")
        advice = "The first year is a ramp-up: lower it, or raise utilisation."
        yield setting(draft.settings, place, f"{o.utilisation_first_year:g}", expected, advice)
    if o.heat_full_demand_c >= o.heat_no_demand_c:
        where = stands(s, "operation", "heat_no_demand_c")
        expected = f"below heat_no_demand_c, which is {o.heat_no_demand_c:g} ({where})"
        advice = "A heat network asks for more when it is colder."
        yield setting(
            draft.settings, ("operation", "heat_full_demand_c"), f"{o.heat_full_demand_c:g}", expected, advice
        )
