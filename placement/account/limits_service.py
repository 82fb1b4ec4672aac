"""Limits on service: coverage, latency, compute, and the loss of a site."""

from collections.abc import Iterator
from dataclasses import replace

from models.derive import demand_groups, round_trip_ms
from placement.account.facts import Facts
from placement.account.limit import Limit
from placement.account.survival import critical_h100e, rescue_h100e, routable_h100e

KINDS = ("training", "inference")


def service_limits(facts: Facts) -> Iterator[Limit]:
    """Coverage, latency, compute capacity, N-1."""
    yield from _coverage(facts)
    yield from _latency(facts)
    yield from _capacity(facts)
    if facts.case.policy.n_minus_1:
        yield from _survival(facts)


def _coverage(facts: Facts) -> Iterator[Limit]:
    for w in facts.case.workloads.values():
        for t in facts.case.stages:
            wanted = {r: h for (name, r, u), h in facts.case.demand.items() if (name, u) == (w.workload, t.stage)}
            total = sum(wanted.values())
            if w.coverage_share > 0 and total > 0:
                missing = sum(facts.decisions.unmet.get((w.workload, r, t.stage), 0.0) * h for r, h in wanted.items())
                yield Limit("coverage", w.workload, t.stage, 1.0 - missing / total, w.coverage_share, "share", "lower")


def _latency(facts: Facts) -> Iterator[Limit]:
    case = facts.case
    for w in case.workloads.values():
        for t in case.stages:
            trips = [
                round_trip_ms(case, case.regions[r], case.sites[s])
                for (name, r, s, u), share in facts.decisions.serve.items()
                if (name, u) == (w.workload, t.stage) and share > 0 and w.max_rtt_ms is not None
            ]
            known = [rtt for rtt in trips if rtt is not None]
            if known and w.max_rtt_ms is not None:
                yield Limit("latency", w.workload, t.stage, max(known), w.max_rtt_ms, "ms")


def _capacity(facts: Facts) -> Iterator[Limit]:
    case = facts.case
    for s, t in facts.decisions.cooling:
        given = case.sites[s].capacity_h100e
        if given is not None:
            yield Limit("capacity_h100e", s, t, facts.served_h100e(s, t), given, "H100e")
        for kind in KINDS if case.cooling and given is None else ():
            served = sum(
                share * case.demand[w, r, u]
                for (w, r, site, u), share in facts.decisions.serve.items()
                if (site, u) == (s, t) and case.workloads[w].kind == kind
            )
            able = sum(
                n
                * (case.accelerators[g].h100e_training if kind == "training" else case.accelerators[g].h100e_inference)
                for (g, site, k, u), n in facts.decisions.busy.items()
                if (site, k, u) == (s, kind, t)
            )
            if served > 0 or able > 0:
                yield Limit("compute_capacity", f"{s}/{kind}", t, served, able, "H100e")


def _survival(facts: Facts) -> Iterator[Limit]:
    capacity = rescue_h100e(facts)
    opened = {s: facts.case.sites[s] for s, _ in facts.decisions.cooling}
    groups = demand_groups(replace(facts.case, sites=opened))  # a closed site rescues nobody
    for s, t in facts.decisions.cooling:
        needed = sum(critical_h100e(facts.case, g, t) for g in groups)
        if needed > 0:
            carried, _ = routable_h100e(facts.case, groups, capacity, s, t)
            yield Limit("n_minus_1", s, t, carried, needed, "H100e", "lower")
