"""The flow after the loss of a site, against answers known by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement.verify.survival import routable


def test_an_aggregate_row_would_overlook_latency() -> None:
    near, far = frozenset({"near"}), frozenset({"near", "far"})
    assert routable({near: 10.0, far: 5.0}, {"near": 8.0, "far": 100.0}) == pytest.approx(13.0)


def test_nothing_is_left() -> None:
    assert routable({frozenset({"gone"}): 3.0}, {"here": 9.0}) == 0.0


def test_large_figures() -> None:
    assert routable({frozenset({"a", "b"}): 3e6}, {"a": 1e6, "b": 1e6}) == pytest.approx(2e6)


def test_a_small_demand_beside_a_huge_site() -> None:
    a, b = frozenset({"a"}), frozenset({"b"})
    assert routable({a: 1e-4, b: 1e-4}, {"a": 1e9, "b": 5e-5}) == pytest.approx(1.5e-4, rel=1e-6)


def test_a_site_of_less_than_no_accelerators_carries_nothing() -> None:
    both = frozenset({"a", "b"})
    assert routable({both: 3.0}, {"a": -5.0, "b": 2.0}) == pytest.approx(2.0)


@given(st.dictionaries(st.frozensets(st.sampled_from("abc"), min_size=1), st.floats(0, 9), min_size=1), st.data())
def test_the_flow_equals_the_least_cut(demands: dict[frozenset[str], float], data: st.DataObject) -> None:
    capacity = {site: data.draw(st.floats(0, 9)) for site in "abc"}
    keys = list(demands)
    cuts = []
    for chosen in range(2 ** len(keys)):
        inside = [key for i, key in enumerate(keys) if chosen >> i & 1]
        outside = sum(demands[key] for key in keys if key not in inside)
        cuts.append(outside + sum(capacity[site] for site in frozenset().union(*inside)))
    assert routable(demands, capacity) == pytest.approx(min(cuts), abs=1e-6)
