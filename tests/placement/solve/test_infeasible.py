"""Where no plan exists, the reasons name the limit that stands in the way, and no innocent one."""

from collections.abc import Callable
from typing import Any

import pytest

from models.bounds import FunderKind
from models.case import Case, Headroom, Workload
from placement.solve import Infeasible, Progress, SolveOptions, solve_case
from tests.models.cases import (
    ONE_YEAR,
    tiny,
    with_accelerator,
    with_carbon,
    with_cooling,
    with_funders,
    with_headroom,
    with_policy,
    with_region,
    with_site,
    with_state,
    with_workload,
)

Change = Callable[[Case], Case]


def funded(**policy: Any) -> Change:
    """Accelerators of 1,000 EUR: 10 MEUR of capital, from these funders."""

    def change(case: Case) -> Case:
        rows: dict[str, tuple[FunderKind, float]] = {"eu": ("eu", 0.0), "bank": ("loan", 0.03)}
        return with_policy(with_funders(with_accelerator(case, price_eur=1_000.0), **rows), **policy)

    return change


def short_state_peak(case: Case) -> Case:
    small = with_state(with_state(case, "A", peak_load_mw=20.0), "B", peak_load_mw=20.0)
    return with_policy(small, max_share_of_state_peak=0.1)


def far_region(case: Case) -> Case:
    chat = Workload("chat", "inference", max_rtt_ms=20.0)
    # both sites are 30 ms away but for a link of another region
    case = with_region(case, chat, "r", 1_000, a=30.0, b=30.0)
    return with_region(case, chat, "q", 1_000, a=10.0, b=30.0)


def poor_states(case: Case) -> Case:
    case = with_funders(with_accelerator(case, price_eur=1_000.0), host=("state", 0.0))
    return with_state(with_state(case, "A", budget_eur=1e6), "B", budget_eur=1e6)


def poor_funder(case: Case) -> Case:
    return with_funders(with_accelerator(case, price_eur=1_000.0), house=("equity", 0.0, {"budget_eur": 1e6}))


def with_innocent(case: Case) -> Case:
    """Limits that anyone would meet."""
    return with_policy(case, max_sites=5, max_states=5, capital_cap_eur=1e12)


INNOCENT = ("max_sites = 5", "max_states = 5", "capital_cap_eur = 1e+12")
IMPOSSIBLE: dict[str, Change] = {
    "max_sites = 0": lambda case: with_policy(case, max_sites=0),
    "max_states = 0": lambda case: with_policy(case, max_states=0),
    "max_sites_per_state = 0": lambda case: with_policy(case, max_sites_per_state=0),
    "min_sites = 3": lambda case: with_policy(case, min_sites=3),
    "min_states = 3": lambda case: with_policy(case, min_states=3),
    "max_state_share = 0.4": lambda case: with_policy(case, max_state_share=0.4),
    "max_share_of_state_peak = 0.1": short_state_peak,
    "gigafactory_minimum = 1e+06": lambda case: with_policy(case, gigafactory_minimum=1e6),
    "capital_cap_eur = 1e+06": funded(capital_cap_eur=1e6),
    "private_min_share = 0.8": funded(private_min_share=0.8, max_leverage=0.5),
    "max_leverage = 0.5": funded(private_min_share=0.8, max_leverage=0.5),
    "programme_budget_eur = 1e+06": funded(programme_budget_eur=1e6, max_leverage=0.0),
    "budgets of the states": poor_states,
    "budget_eur = 1e+06 of funder house": poor_funder,
    "supply_per_stage": lambda case: with_accelerator(case, supply_per_stage=5_000.0),
    "coverage_share = 1 of workload train": lambda case: with_accelerator(case, supply_per_stage=5_000.0),
    "max_rtt_ms = 20 of workload chat": far_region,
    "n_minus_1": lambda case: with_policy(
        with_workload(with_site(case, "b", max_it_mw=1.0), "train", kind="inference", critical_share=1.0),
        n_minus_1=True,
    ),
}


def reasons(case: Case, method: Any = "auto") -> tuple[str, ...]:
    with pytest.raises(Infeasible) as caught:
        solve_case(case, SolveOptions(method=method, threads=1))
    assert caught.value.reasons
    assert str(caught.value) == "; ".join(caught.value.reasons)
    return caught.value.reasons


@pytest.mark.parametrize("method", ["decomposed", "monolithic"])
@pytest.mark.parametrize("limit", IMPOSSIBLE)
def test_reasons_name_the_limit(limit: str, method: str) -> None:
    case = IMPOSSIBLE[limit](tiny(a=50, b=60))
    assert any(limit in reason for reason in reasons(case, method))


@pytest.mark.parametrize("limit", [limit for limit in IMPOSSIBLE if not limit.startswith(("max_s", "max_st", "cap"))])
def test_reasons_leave_innocent_limits_alone(limit: str) -> None:
    case = with_innocent(IMPOSSIBLE[limit](tiny(a=50, b=60)))
    assert not any(name in reason for reason in reasons(case) for name in INNOCENT)


def test_two_limits_together() -> None:
    # each alone is enough to bar every plan
    case = with_policy(tiny(a=50, b=60), max_sites=0, min_sites=3)
    assert reasons(case) == ("no single limit stands in the way: several do together",)


def unpowered(case: Case) -> Case:
    """Water for nothing at all, though every MW drinks."""
    case = with_cooling(case, wue_l_per_kwh=1.0, wue_threshold_c=-60.0)
    for site in case.sites:
        case = with_site(case, site, water_m3_per_year=0.0)
    return case


def capped(case: Case) -> Case:
    """A cap of 10 t where the demand means 43,800 t."""
    for zone in case.zones:
        case = with_carbon(case, zone, 500.0)
    return with_policy(case, carbon_cap_t_per_year=10.0)


def test_sites_that_cannot_be_powered() -> None:
    found = reasons(unpowered(tiny(a=50, b=60)))
    assert any("cannot be powered" in reason or "water" in reason for reason in found)


@pytest.mark.parametrize("change", [unpowered, capped])
def test_innocent_limits_are_not_blamed_for_supply(change: Change) -> None:
    found = reasons(with_innocent(change(tiny(a=50, b=60))), "monolithic" if change is capped else "auto")
    assert not any(name in reason for reason in found for name in INNOCENT)


def test_carbon_cap_is_named() -> None:
    assert any("carbon_cap_t_per_year = 10" in reason for reason in reasons(capped(tiny(a=50, b=60))))


def test_stop_ends_the_search_for_reasons() -> None:
    asked = [0]

    def stop() -> bool:
        asked[0] += 1
        return asked[0] > 500

    with pytest.raises(Infeasible):
        solve_case(with_policy(tiny(a=50, b=60), max_sites=0), SolveOptions(threads=1), stop=stop)


def without_rescue(sites: int) -> Case:
    """Q is in reach of a alone and must survive the loss of any site; r reaches everything."""
    names = "abcdefghijklmnopqrst"[:sites]
    chat = Workload("chat", "inference", max_rtt_ms=20.0, critical_share=1.0)
    case = tiny(ONE_YEAR, demand=0, **dict.fromkeys(names, 50.0))
    case = with_region(case, chat, "r", 4_000, "A", **dict.fromkeys(names, 10.0))
    case = with_region(case, chat, "q", 4_000, "A", **{s: 10.0 if s == "a" else 30.0 for s in names})
    return with_policy(case, n_minus_1=True)


@pytest.mark.parametrize("method", ["decomposed", "monolithic"])
def test_critical_demand_without_rescue(method: str) -> None:
    assert any("n_minus_1" in reason for reason in reasons(without_rescue(2), method))


def test_critical_demand_without_rescue_among_many_sites() -> None:
    priced: list[str] = []  # no limit of time, which would depend on the machine: fifty plans are more than enough

    def report(progress: Progress) -> None:
        if progress.phase.startswith("plan priced"):
            priced.append(progress.phase)

    options = SolveOptions(method="decomposed", threads=1)
    with pytest.raises(Infeasible):
        solve_case(without_rescue(14), options, report, stop=lambda: len(priced) > 50)


def test_plainly_false_limit_is_infeasible() -> None:
    # no site can be open, so the row has nothing on its left
    case = with_headroom(tiny(a=50), Headroom("a", 2000, firm_mw=0.0))
    case = with_policy(with_site(case, "a", ready_year=2050), min_sites=1)
    assert reasons(case)
