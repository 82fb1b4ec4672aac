"""A second opinion on plain cases: try every set of open sites, and settle the rest by a small programme in scipy.

It reads the tables and docs/mathematics.md and nothing of `models` but the row classes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, combinations

import numpy as np
from scipy.optimize import linprog

from models.case import Case, Workload
from tests.models.cases import YEAR, annuity

LINE_YEARS = 40.0


@dataclass
class Rows:
    """Rows of ``left x <= right``, columns by name."""

    column: dict[object, int]
    left: list[list[float]] = field(default_factory=list)
    right: list[float] = field(default_factory=list)

    def at_most(self, terms: dict[object, float], bound: float) -> None:
        row = [0.0] * len(self.column)
        for name, coefficient in terms.items():
            row[self.column[name]] += coefficient
        self.left.append(row)
        self.right.append(bound)


def least_cost_meur(case: Case) -> float | None:
    """Over all sets of open sites; None where none will do."""
    costs = [cost for sites in subsets(list(case.sites)) if (cost := cost_of(case, sites)) is not None]
    return min(costs, default=None)


def subsets(names: list[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(names, n) for n in range(len(names) + 1))


def counts_allowed(case: Case, sites: tuple[str, ...]) -> bool:
    p, states = case.policy, [case.sites[s].state for s in sites]
    return (
        (p.max_sites is None or len(sites) <= p.max_sites)
        and (p.min_sites is None or len(sites) >= p.min_sites)
        and (p.max_states is None or len(set(states)) <= p.max_states)
        and (p.min_states is None or len(set(states)) >= p.min_states)
        and (p.max_sites_per_state is None or all(states.count(c) <= p.max_sites_per_state for c in states))
    )


def surcharge(case: Case, workload: Workload, region: str, site: str) -> float | None:
    """EUR per H100e-hour; None where the site may not serve the region."""
    if region == "EU":
        return 0.0
    rtt = case.links[region, site].rtt_ms
    if workload.max_rtt_ms is not None and rtt is not None and rtt > workload.max_rtt_ms:
        return None
    home, there = case.regions[region].state, case.sites[site].state
    if not workload.resident or home == there or not case.residency:
        return 0.0
    return case.residency.get((home, there))


def cost_of(case: Case, sites: tuple[str, ...]) -> float | None:
    """Least cost with exactly these sites open, MEUR; None where there is no way."""
    if not counts_allowed(case, sites):
        return None
    demand = {(w, r): h100e for (w, r, _), h100e in case.demand.items() if h100e > 0}
    fees = {
        (d, s): fee
        for d in demand
        for s in sites
        if (fee := surcharge(case, case.workloads[d[0]], d[1], s)) is not None
    }
    column: dict[object, int] = {}
    for name in [*fees, *demand, *sites, *(("rise", s) for s in sites)]:
        column[name] = len(column)
    cost = np.zeros(len(column))
    upper: list[float | None] = [None] * len(column)
    rows, equal = Rows(column), Rows(column)
    for (d, s), fee in fees.items():
        cost[column[d, s]] = fee * YEAR / 1e6
    for d, h100e in demand.items():
        w = case.workloads[d[0]]
        cost[column[d]] = (w.unmet_eur_per_h100eh or 0.0) * YEAR / 1e6
        equal.at_most({d: 1.0} | {(d, s): 1.0 for s in sites if (d, s) in fees}, h100e)
    _coverage(case, demand, rows)
    for s in sites:
        _site(case, s, demand, set(fees), cost, upper, rows)
    if case.policy.n_minus_1 and not _survival(case, sites, demand, set(fees), rows):
        return None
    if not column:
        return 0.0
    answer = linprog(
        cost,
        A_ub=rows.left or None,
        b_ub=rows.right or None,
        A_eq=equal.left or None,
        b_eq=equal.right or None,
        bounds=[(0.0, u) for u in upper],
    )
    return None if answer.x is None else float(answer.fun) + sum(fixed_meur(case, s) for s in sites)


def rate(case: Case, site: str) -> float:
    premium = case.policy.risk_pass_through * case.states[case.sites[site].state].country_premium_pp / 100
    return next(iter(case.funders.values())).return_rate + premium


def fixed_meur(case: Case, site: str) -> float:
    row = case.sites[site]
    line = row.line_km * case.operation.line_eur_per_km * annuity(rate(case, site), LINE_YEARS)
    return (row.fixed_cost_eur_per_year + line) / 1e6


def _coverage(case: Case, demand: dict[tuple[str, str], float], rows: Rows) -> None:
    for name, w in case.workloads.items():
        of_it = {d: h100e for d, h100e in demand.items() if d[0] == name}
        if of_it:
            rows.at_most(dict.fromkeys(of_it, 1.0), (1 - w.coverage_share) * sum(of_it.values()))


def _site(
    case: Case,
    site: str,
    demand: dict[tuple[str, str], float],
    served: set[tuple[tuple[str, str], str]],
    cost: np.ndarray,
    upper: list[float | None],
    rows: Rows,
) -> None:
    """Accelerators of the site: their room, work and cost, and the rise of their zone's price."""
    o, p, g = case.operation, case.policy, case.accelerators["g"]
    column, busy = rows.column, o.availability
    rating = {"training": g.h100e_training, "inference": g.h100e_inference}
    mean_mw = o.load_factor * g.it_kw / 1e3 * case.cooling["dry"].pue_base
    price = case.hours["2030", site][0].price_eur_per_mwh
    cost[column[site]] = (mean_mw * price * YEAR + g.price_eur * annuity(rate(case, site), g.life_years)) / 1e6
    upper[column[site]] = int(case.sites[site].max_it_mw or 0) / g.it_kw * 1e3
    rows.at_most({site: -1.0}, -p.gigafactory_minimum)
    work: dict[object, float] = {
        (d, site): 1 / rating[case.workloads[d[0]].kind] for d in demand if (d, site) in served
    }
    rows.at_most({**work, site: -busy}, 0.0)
    cost[column["rise", site]] = 1.0
    slope, step = p.price_slope_eur_per_mwh_per_gw / 1e3 * YEAR / 1e6, p.price_slope_step_mw
    for i in range(p.price_slope_steps):
        low, high = i * step, (i + 1) * step
        steep = slope * (high**2 - low**2) / step
        rows.at_most({site: steep * mean_mw, ("rise", site): -1.0}, steep * low - slope * low**2)


def _survival(
    case: Case,
    sites: tuple[str, ...],
    demand: dict[tuple[str, str], float],
    served: set[tuple[tuple[str, str], str]],
    rows: Rows,
) -> bool:
    """All min-cut rows, for every lost site and every set of demands; False where no site is left to carry any."""
    critical = {d: case.workloads[d[0]].critical_share * h100e for d, h100e in demand.items()}
    critical = {d: h100e for d, h100e in critical.items() if h100e > 0}
    each = case.accelerators["g"].h100e_inference * case.operation.availability
    if critical and not sites:
        return False
    for lost in sites:
        for some in chain.from_iterable(combinations(critical, n) for n in range(1, len(critical) + 1)):
            rescuers = {s for s in sites if s != lost and any((d, s) in served for d in some)}
            rows.at_most(dict.fromkeys(rescuers, -each), -sum(critical[d] for d in some))
    return True
