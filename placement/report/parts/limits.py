"""The limits that leave no room: what would have to change before the plan could cost less."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from placement.map import numbers as show
from placement.report import words
from placement.report.blocks import Block, Section, Table, Text, number, word
from placement.report.records import Limit
from placement.report.run import Run

NEAR: Final = 1e-6
"""A limit binds where its slack is below this share of the bound."""

NAMES: Final[Mapping[str, str]] = {
    "max_sites": "Most sites open at a time",
    "max_states": "Most states with a site",
    "max_sites_per_state": "Most sites in a state",
    "min_sites": "Fewest sites",
    "min_states": "Fewest states with a site",
    "site_bound": "IT power that place and connection allow",
    "gigafactory_minimum": "Threshold of a gigafactory",
    "world_supply": "Accelerators to be had in the world",
    "max_state_share": "A state's share of all IT power",
    "state_peak_share": "Share of the state's peak load",
    "coverage": "Share of demand that must be met",
    "latency": "Longest round trip allowed",
    "capacity_h100e": "Capacity of a site",
    "compute_capacity": "Work that the accelerators can do",
    "n_minus_1": "Critical demand when a site is lost",
    "connection": "Grid connection in its tightest hour",
    "lost_compute": "Compute that may be stopped",
    "installed_power": "Nameplate of the accelerators",
    "lease_limit": "Power contracts to be had",
    "water_permit": "Water permit",
    "carbon_free_share": "Carbon-free share, hour by hour",
    "heat_reuse": "Heat that must be sold",
    "dispatchable": "Own back-up and battery required",
    "new_renewables": "New wind and solar required",
    "carbon_cap": "Cap on carbon",
    "water_cap": "Cap on water",
    "funder_share": "Most that a funder may pay at a site",
    "state_match": "State money to match the EU's",
    "private_minimum": "Least private money at a site",
    "leverage": "Most loans at a site",
    "funder_budget": "Budget of a funder",
    "state_budget": "Budget of a state",
    "programme_budget": "EU and state money of the programme",
    "capital_cap": "All capital",
    "access": "Public money for the access granted",
    "access_compute": "Compute for the public, for the money taken",
}
STATES: Final = {"max_sites_per_state", "max_state_share", "state_peak_share", "state_budget"}
"""Limits whose scope is a state."""
OF_SITES: Final = {
    *("site_bound", "gigafactory_minimum", "capacity_h100e", "compute_capacity", "n_minus_1", "connection"),
    *("lost_compute", "installed_power", "lease_limit", "water_permit", "carbon_free_share", "heat_reuse"),
    *("dispatchable", "new_renewables", "funder_share", "state_match", "private_minimum", "leverage"),
    *("access", "access_compute"),
}
"""Limits whose scope is a site."""


def binding(limits: Iterable[Limit]) -> list[Limit]:
    """Return the limits that leave no room."""
    return [row for row in limits if row.slack is not None and row.slack <= NEAR * max(abs(row.bound or 0.0), 1e-3)]


def section(run: Run) -> Section | None:
    """Return the limits that bind; None where the run lists no limits."""
    if not run.limits:
        return None
    bound = binding(run.limits)
    lead = (
        "A limit binds where the plan uses all of it. Only a change to such a limit can make the plan cheaper; it need "
        "not, since some bind by the way.",
    )
    if not bound:
        return Section("limits", "Limits that bind", ("None of the limits in force binds.",), ())
    return Section("limits", "Limits that bind", lead, _blocks(run, bound))


def _blocks(run: Run, bound: Sequence[Limit]) -> tuple[Block, ...]:
    """Return limits of the whole plan first; those of single sites counted, and their table folded."""
    whole = [row for row in bound if row.limit not in OF_SITES]
    single = [row for row in bound if row.limit in OF_SITES]
    made: list[Block] = [_table(run, whole, "Limits of the whole plan without room")] if whole else []
    if single:
        made.append(_counted(single, run.limits))
        made.append(_table(run, single, "Limits of single sites without room", fold=True))
    return tuple(made)


def _counted(bound: Sequence[Limit], limits: Sequence[Limit]) -> Text:
    counts: dict[str, int] = {}
    for row in bound:
        counts[row.limit] = counts.get(row.limit, 0) + 1
    of = {name: sum(row.limit == name for row in limits) for name in counts}
    ranked = sorted(counts, key=lambda name: -counts[name])
    named = [f"{_lowered(_name(name))} ({counts[name]} of {of[name]})" for name in ranked]
    return Text((f"At single sites, counted by site and stage: {'; '.join(named)}.",))


def _name(limit: str) -> str:
    return NAMES.get(limit, words.upper(words.plain(limit)))


def _table(run: Run, bound: Sequence[Limit], heading: str, *, fold: bool = False) -> Table:
    """Return a row for each limit and scope; the figures are of the last stage in which it binds."""
    groups: dict[tuple[str, str], list[Limit]] = {}
    for row in bound:
        groups.setdefault((row.limit, row.scope), []).append(row)
    rows = tuple(
        (
            word(_name(limit)),
            word(_scope(run, limit, scope)),
            word(", ".join(row.stage for row in same if row.stage)),
            number(same[-1].bound, _amount(same[-1].bound, same[-1].unit)),
        )
        for (limit, scope), same in sorted(groups.items(), key=lambda item: _rank(*item[0]))
    )
    head = ("Limit", "Where", "Stages in which it binds", "Limit, with its unit")
    note = "The plan is at the limit. Where it binds in several stages, the figure is of the last of them."
    folded = f"{heading}: {show.count(len(rows))} rows" if fold else ""
    return Table(heading, head, rows, note, words=(0, 1, 2), folded=folded)


def of_the_plan(run: Run, bound: Iterable[Limit]) -> list[str]:
    """Return the binding limits of the whole plan in words, such as "budget of a funder (European Union)"."""
    scopes: dict[str, list[str]] = {}
    for row in bound:
        if row.limit not in OF_SITES:
            named = scopes.setdefault(row.limit, [])
            named.extend([_scope(run, row.limit, row.scope)] if row.scope else [])
    return [_in_words(limit, list(dict.fromkeys(named))) for limit, named in scopes.items()]


def _in_words(limit: str, scopes: list[str]) -> str:
    lowered = _lowered(_name(limit))
    return f"{lowered} ({', '.join(words.isolated(scope) for scope in scopes)})" if scopes else lowered


def _lowered(name: str) -> str:
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _rank(limit: str, scope: str) -> tuple[bool, int]:
    """Return limits of the whole plan first, then those of single sites, each in the order of `NAMES`."""
    names = list(NAMES)
    return (limit in OF_SITES, names.index(limit) if limit in names else len(names))


def _scope(run: Run, limit: str, scope: str) -> str:
    """Return a scope in words: the names of a site and of what stands after the slash, or of a state."""
    if not scope:
        return "all"
    if limit in STATES:
        return run.state(scope)
    first, _, rest = scope.partition("/")
    name = run.name(first) if first in run.names else words.funder(first) if limit == "funder_budget" else first
    more = words.funder(rest) if limit == "funder_share" else words.plain(rest).replace("-", " ")
    return ", ".join(part for part in (name, more) if part)


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    if unit == "EUR":
        return show.euros(value)
    if unit == "share":
        return show.share(value)
    if unit == "ms":
        return show.milliseconds(value)
    shown = unit.replace("m3", "m\u00b3")
    return show.plain(value, shown, 1 if 0 < abs(value) < 10 and value != round(value) else 0)
