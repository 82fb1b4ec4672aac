"""Where sites stand: open and kept, whole blocks, bounds, ready years, numbers of sites and states."""

from typing import Any

import numpy as np
import pandas as pd

from placement.verify.book import Limit
from placement.verify.facts import Facts
from placement.verify.ledger import Ledger
from placement.verify.rows import items, records

NAMES = ["stage", "site"]
BUILT = ["blocks", "it_mw", "facility_peak_mw", "it_draw_mw"]
"""Columns of capacity.csv that a site without power leaves empty."""


def check_siting(facts: Facts, ledger: Ledger) -> list[Limit]:
    """All of the section Siting of the mathematics."""
    _kept(facts, ledger)
    _nothing_built(facts, ledger)
    if facts.case.cooling:
        _built(facts, ledger)
        _allowed(facts, ledger)
    _ready(facts, ledger)
    return [*_site_bounds(facts), *_counts(facts), *_counts_by_state(facts)]


def _kept(facts: Facts, ledger: Ledger) -> None:
    """A site that is open stays open with its cooling, and never loses blocks."""
    stages = list(facts.stages)
    rows = {(r.stage, r.site): r for r in records(facts.plan)}
    for (stage, site), row in rows.items():
        if stage == stages[-1]:
            continue
        later: Any = rows.get((stages[stages.index(str(stage)) + 1], site))
        where = f"capacity.csv, site {site}, after stage {stage}"
        if not ledger.require(later is not None, "open for good", where, "not open", "open in every later stage"):
            continue
        ledger.require(later.cooling == row.cooling, "one cooling", where, later.cooling, row.cooling)
        ledger.at_least("blocks kept", where, later.blocks, row.blocks, "blocks", rel=0.0)


def _nothing_built(facts: Facts, ledger: Ledger) -> None:
    """A site whose compute is given builds no power: its figures are empty, and count towards no share or peak."""
    rows = facts.run.capacity[facts.run.capacity["cooling"] == ""]
    for column in BUILT:
        for row in records(rows[rows[column].notna()]):
            where = f"capacity.csv, site {row.site}, stage {row.stage}, column {column}"
            ledger.fail("powered", where, getattr(row, column), "empty: the site's compute is given")
    ledger.checked += rows[BUILT].size


def _built(facts: Facts, ledger: Ledger) -> None:
    """Built power = whole blocks x block size, and the peak that follows from it."""
    plan, policy = facts.plan[facts.plan["cooling"] != ""], facts.case.policy
    labels, rows = plan[NAMES], facts.run.capacity
    empty = rows[rows["cooling"] != ""][BUILT].isna().to_numpy().sum()
    ledger.require(empty == 0, "cells", "capacity.csv", f"{empty} empty cells", "numbers")
    ledger.equal("whole blocks", "capacity.csv", plan["blocks"], plan["blocks"].round(), "blocks", labels, rel=0.0)
    ledger.at_least("blocks", "capacity.csv", plan["blocks"], 0.0, "blocks", labels, rel=0.0)
    ledger.equal("built", "capacity.csv", plan["it_mw"], plan["blocks"] * policy.block_it_mw, "MW", labels)
    peak = plan["re_peak_pue"] * plan["it_mw"]
    ledger.equal("facility peak", "capacity.csv", plan["facility_peak_mw"], peak, "MW", labels)
    ledger.at_least("least built", "capacity.csv", plan["it_mw"], policy.min_it_mw, "MW", labels)


def _allowed(facts: Facts, ledger: Ledger) -> None:
    """Some accelerator suits the cooling; the yearly mean PUE is within the state's rule."""
    suited = {cooling for _, cooling in facts.case.accelerator_cooling}
    for row in records(facts.plan):
        where = f"capacity.csv, site {row.site}, stage {row.stage}"
        given = facts.case.sites[str(row.site)].capacity_h100e is not None
        wanted = "none: the site's compute is given" if given else "a cooling"
        ledger.require(given == (row.cooling == ""), "powered", where, row.cooling or "no cooling", wanted)
        if row.cooling == "":
            continue
        ledger.require(row.cooling in suited, "cooling suits", where, row.cooling, "one that suits an accelerator")
        rules = facts.case.state_rules.get(str(row.state))
        if rules is not None and rules.max_pue is not None:
            ledger.at_most("max_pue", where, row.re_mean_pue, rules.max_pue, "-")


def _ready(facts: Facts, ledger: Ledger) -> None:
    start = [facts.stages[t].start_year for t in facts.plan["stage"]]
    ready = [facts.case.sites[s].ready_year for s in facts.plan["site"]]
    ledger.at_most("ready year", "capacity.csv", ready, start, "year", facts.plan[NAMES], rel=0.0)


def _site_bounds(facts: Facts) -> list[Limit]:
    """The site's own bound, and the design day within the connection."""
    limits = []
    for row in records(facts.plan[facts.plan["cooling"] != ""]):
        own = facts.case.sites[str(row.site)].max_it_mw
        bound = min(np.inf if own is None else own, (row.re_firm + row.re_non_firm) / row.re_peak_pue)
        limits.append(Limit("site_bound", f"{row.site}/{row.cooling}", str(row.stage), row.it_mw, bound, "MW"))
    return limits


def _counts(facts: Facts) -> list[Limit]:
    policy, limits = facts.case.policy, []
    sites = facts.plan.groupby("stage")["site"].nunique().reindex(list(facts.stages), fill_value=0)
    states = facts.plan.groupby("stage")["state"].nunique().reindex(list(facts.stages), fill_value=0)
    for stage in facts.stages:
        if policy.max_sites is not None:
            limits.append(Limit("max_sites", "", stage, float(sites[stage]), policy.max_sites, "sites"))
        if policy.max_states is not None:
            limits.append(Limit("max_states", "", stage, float(states[stage]), policy.max_states, "states"))
    if policy.min_sites is not None:
        limits.append(Limit("min_sites", "", facts.last, float(sites[facts.last]), policy.min_sites, "sites", "lower"))
    if policy.min_states is not None:
        count = float(states[facts.last])
        limits.append(Limit("min_states", "", facts.last, count, policy.min_states, "states", "lower"))
    return limits


def _counts_by_state(facts: Facts) -> list[Limit]:
    most = facts.case.policy.max_sites_per_state
    if most is None:
        return []
    count = facts.plan.groupby(["stage", "state"])["site"].nunique()
    index = pd.MultiIndex.from_product([list(facts.stages), list(facts.case.states)])
    found = count.reindex(index, fill_value=0)
    return [
        Limit("max_sites_per_state", str(c), str(t), float(n), most, "sites", listed=n > 0)
        for (t, c), n in items(found)
    ]
