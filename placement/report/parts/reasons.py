"""What tells for each chosen site beside its price: what only it serves, when it opens, its rank among places ready."""

from collections.abc import Mapping

from placement.map import numbers as show
from placement.map.records import Candidate, Site
from placement.report import words
from placement.report.blocks import Cell, Table, known, number, word
from placement.report.run import Run

LEAST = 0.0005
"""A smaller share of a workload's demand is not told."""


def reasons(run: Run) -> Table | None:
    """Return a row for each chosen site; None where the run tells nothing of them but their stage."""
    only = only_served(run)
    rows = tuple(
        (
            word(site.label),
            word(run.state(site.state)),
            word(site.opened_stage),
            _rank(site, [c for c in run.candidates if _ready(c, site.opened_stage)]),
            _rank(site, [c for c in run.candidates if c.state == site.state]),
            word(in_words(only.get(site.site, {}))),
        )
        for site in run.sites
    )
    head = (
        *("Site", "State", "Opens", "Rank by estimate among places ready by then"),
        *("Rank by estimate in its state", "What only it serves, last stage"),
    )
    note = (
        "Rank 1 is the cheapest by the estimate below. The estimate knows nothing of round trips, budgets or the "
        "limits of a state; ready: its connection has room in the stage in which the site opens. What only it serves: "
        "of workloads with a longest round trip, the share of demand in regions that no other site of this plan serves."
    )
    told = any(only.values()) or any(site.siting_estimate_eur_per_mw_year is not None for site in run.sites)
    table = Table("What tells for each chosen site", head, rows, note, words=(0, 1, 2, 5))
    return known(table, first=3) if told else None


def _ready(place: Candidate, stage: str) -> bool:
    rooms = [room for room in place.headroom_by_stage if room.stage == stage]
    return any((room.firm_mw or 0.0) + (room.non_firm_mw or 0.0) > 0 for room in rooms)


def _rank(site: Site, others: list[Candidate]) -> Cell:
    """Return "3 of 40": how many of the others are estimated cheaper, plus one, of all with an estimate."""
    own = site.siting_estimate_eur_per_mw_year
    known_others = [c.siting_estimate_eur_per_mw_year for c in others if c.siting_estimate_eur_per_mw_year is not None]
    if own is None or not others:
        return word("")
    rank = 1 + sum(estimate < own for estimate in known_others)
    return number(rank, f"{show.count(rank)} of {show.count(len(known_others) + 1)}")


def only_served(run: Run) -> Mapping[str, Mapping[str, float]]:
    """Return, by site and timed workload, the share of demand that it serves where no other site does."""
    limited = {row.scope for row in run.limits if row.limit == "latency" and row.stage == run.last}
    demand: dict[str, float] = {}
    servers: dict[tuple[str, str], dict[str, float]] = {}
    for row in run.service:
        if row.stage == run.last and row.workload in limited:
            amount = row.h100e or 0.0
            demand[row.workload] = demand.get(row.workload, 0.0) + amount
            if row.site and amount > 0:
                servers.setdefault((row.workload, row.region), {})[row.site] = amount
    found: dict[str, dict[str, float]] = {}
    for (workload, _), given in servers.items():
        if len(given) == 1:
            ((site, amount),) = given.items()
            shares = found.setdefault(site, {})
            shares[workload] = shares.get(workload, 0.0) + amount / demand[workload]
    return found


def in_words(shares: Mapping[str, float]) -> str:
    """Return "32 % of real-time, 11 % of interactive"."""
    told = sorted(((share, workload) for workload, share in shares.items() if share >= LEAST), reverse=True)
    return ", ".join(f"{show.share(share)} of {words.workload(workload)}" for share, workload in told)
