"""Among plans of the same cost, the one whose work travels least: nothing else changes."""

from dataclasses import replace

import numpy as np
import pytest

from models.case import EU_POOL, Case, Link, Workload
from models.derive import RoundTrips
from placement.solve.nearest import Serve, by_shortest_trips
from tests.models.cases import tiny, with_policy, with_region

CHAT = Workload("chat", "inference", max_rtt_ms=50.0)
T = "2030"


def two_by_two(workload: Workload = CHAT) -> Case:
    """Region p is near site a, region q near site b; 100 and 50 H100e."""
    case = with_region(tiny(a=50, b=60), workload, "p", 100.0, state="A", a=10.0, b=30.0)
    return with_region(case, workload, "q", 50.0, state="B", a=30.0, b=10.0)


def carried(case: Case, serve: Serve) -> dict[tuple[str, str], float]:
    return {(r, s): share * case.demand[w, r, t] for (w, r, s, t), share in serve.items()}


def test_crossed_work_is_uncrossed() -> None:
    # site a does 50, site b does 100: q's 50 go to b, whose other 50 come from p
    crossed = {("chat", "p", "b", T): 1.0, ("chat", "q", "a", T): 1.0}
    case = two_by_two()
    assert carried(case, by_shortest_trips(case, crossed)) == pytest.approx(
        {("p", "a"): 50.0, ("p", "b"): 50.0, ("q", "b"): 50.0}
    )


@pytest.mark.parametrize("h100e", [1e-6, 1e-3, 1e9])
def test_a_region_is_served_whatever_its_size(h100e: float) -> None:
    """Beside 100 H100e of another: a millionth of it is served as exactly."""
    case = two_by_two()
    case = replace(case, demand={**case.demand, ("chat", "q", T): h100e})
    crossed = {("chat", "p", "a", T): 1.0, ("chat", "q", "a", T): 0.25, ("chat", "q", "b", T): 0.75}
    found = by_shortest_trips(case, crossed)
    for region in "pq":
        assert sum(share for (_, r, _, _), share in found.items() if r == region) == pytest.approx(1.0, rel=1e-9)
    assert sum(carried(case, found)[link] for link in carried(case, found) if link[1] == "b") == pytest.approx(
        0.75 * h100e, abs=1e-6 * (100 + h100e)
    )


def test_what_is_not_served_stays_so() -> None:
    case = two_by_two()
    found = by_shortest_trips(case, {("chat", "p", "b", T): 0.5, ("chat", "q", "a", T): 1.0})
    assert carried(case, found) == pytest.approx({("p", "a"): 50.0, ("q", "b"): 50.0})


def test_no_site_earns_another_surcharge() -> None:
    case = two_by_two(replace(CHAT, resident=True))
    free = {(one, other): 0.0 for one in "AB" for other in "AB"}
    case = replace(case, residency=free | {("A", "B"): 0.01})
    crossed = {("chat", "p", "b", T): 1.0, ("chat", "q", "a", T): 1.0}
    assert carried(case, by_shortest_trips(case, crossed)) == pytest.approx({("p", "b"): 100.0, ("q", "a"): 50.0})


def test_no_site_earns_another_price_of_its_links() -> None:
    case = two_by_two()
    case = replace(case, links={**case.links, ("p", "a"): Link("p", "a", 10.0, 7.0)})
    crossed = {("chat", "p", "b", T): 1.0, ("chat", "q", "a", T): 1.0}
    assert carried(case, by_shortest_trips(case, crossed)) == pytest.approx({("p", "b"): 100.0, ("q", "a"): 50.0})


@pytest.mark.parametrize("seed", range(20))
def test_sums_stay_and_trips_get_no_longer(seed: int) -> None:
    rng = np.random.default_rng(seed)
    sites, case = "abcd", tiny(a=50, b=50, c=50, d=50)
    for r in "pqrstu":
        ms = {s: float(rng.integers(5, 70)) for s in sites}
        ms[str(rng.choice(list(sites)))] = 8.0
        case = with_region(case, CHAT, r, float(rng.integers(1, 100)), state="A", **ms)
    table = RoundTrips(case)
    trips = {r: table.of(case.regions[r]) for r in "pqrstu"}
    reach = {r: [s for s, ms in zip(sites, trips[r], strict=True) if ms and ms <= 50] for r in trips}
    serve: dict[tuple[str, str, str, str], float] = {}
    for r, near in reach.items():
        shares = rng.dirichlet(np.ones(len(near))) * rng.uniform(0.3, 1.0)
        serve |= {("chat", r, s, T): float(share) for s, share in zip(near, shares, strict=True)}
    found = by_shortest_trips(case, serve)
    before, after = carried(case, serve), carried(case, found)
    for place, names in ((0, "pqrstu"), (1, sites)):
        for name in names:
            sums = [sum(x for pair, x in work.items() if pair[place] == name) for work in (before, after)]
            assert sums[1] == pytest.approx(sums[0], rel=1e-9, abs=1e-9)
    assert all(s in reach[r] for r, s in after)

    def trips_of(work: dict[tuple[str, str], float]) -> float:
        return sum(x * (trips[r][sites.index(s)] or 0.0) for (r, s), x in work.items())

    assert trips_of(after) <= trips_of(before) * (1 + 1e-9)


def test_work_that_may_stand_anywhere_and_whole_regions_stay() -> None:
    case = two_by_two()
    anywhere = {("train", EU_POOL, "a", T): 0.4, ("train", EU_POOL, "b", T): 0.6}
    assert by_shortest_trips(case, anywhere) == anywhere
    crossed = {("chat", "p", "b", T): 1.0, ("chat", "q", "a", T): 1.0}
    assert by_shortest_trips(with_policy(case, single_source=True), crossed) == crossed
