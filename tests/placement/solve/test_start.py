"""A solve that begins where one of another case ended: sooner there, and the same answer however unlike the two are."""

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.case import Case
from placement.account import Plan
from placement.read import read_case
from placement.solve import Infeasible, SolveOptions, solve_from
from placement.solve.part import MasterPart
from placement.solve.start import Start
from tests.models.cases import with_policy
from tests.models.random_cases import rich_case
from tests.placement.solve.test_decomposed import random_case

GAP = 1e-6
EXACT = SolveOptions(gap=GAP, threads=1, method="decomposed")
SEEDS = range(5)


def answer(case: Case, start: bytes | None) -> tuple[float, bytes | None] | None:
    """Cost of the best plan in EUR and what it leaves; None where no plan meets every limit."""
    try:
        solved = solve_from(start, case, EXACT)
    except Infeasible:
        return None
    assert solved.plan.summary["status"] == "optimal"
    return float(solved.plan.summary["objective_eur"]), solved.start


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Iterations of simplex of every run of the master."""
    counts: list[int] = []
    run = MasterPart.run

    def watched(part: MasterPart, *asked: Any) -> Any:
        outcome = run(part, *asked)
        counts.append(part.problem.highs.getInfo().simplex_iteration_count)
        return outcome

    with monkeypatch.context() as patch:
        patch.setattr(MasterPart, "run", watched)
        yield counts


@pytest.fixture(scope="module")
def tutorial_case(tutorial: Path) -> Case:
    """The tutorial."""
    return read_case(tutorial)


@pytest.fixture(scope="module")
def left(tutorial_case: Case) -> tuple[Plan, bytes]:
    """Its plan, and what its solve leaves."""
    solved = solve_from(None, tutorial_case, SolveOptions(threads=1))
    assert solved.start is not None
    return solved.plan, solved.start


@pytest.mark.parametrize("seed", SEEDS)
def test_from_a_like_case_to_the_same_optimum(seed: int) -> None:
    case = random_case(seed)
    more = replace(case, demand={key: 1.2 * h100e for key, h100e in case.demand.items()})
    before, cold = answer(case, None), answer(more, None)
    warm = answer(more, None if before is None else before[1])
    assert (warm is None) == (cold is None)
    if cold is not None and warm is not None:
        assert warm[0] == pytest.approx(cold[0], rel=2 * GAP)


@pytest.mark.parametrize("seed", SEEDS)
def test_from_any_other_case_to_the_same_optimum(seed: int) -> None:
    """Other sites, stages, links and switches: what does not fit is left out, what fits badly is mended."""
    case, others = rich_case(seed)[0], (random_case(seed + 1), rich_case(seed + 20)[0])
    cold = answer(case, None)
    for other in others:
        before = answer(other, None)
        warm = answer(case, None if before is None else before[1])
        assert (warm is None) == (cold is None)
        if cold is not None and warm is not None:
            assert warm[0] == pytest.approx(cold[0], rel=2 * GAP)


def test_its_own_relaxation_is_solved_from_its_end_at_once(
    tutorial_case: Case, left: tuple[Plan, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    with counted(monkeypatch) as cold:
        solve_from(None, tutorial_case, SolveOptions(threads=1))
    with counted(monkeypatch) as warm:
        again = solve_from(left[1], tutorial_case, SolveOptions(threads=1))
    assert again.plan.summary["objective_eur"] <= left[0].summary["objective_eur"] * (1 + 1e-9)
    assert warm[0] < cold[0] / 10
    assert sum(warm) < 1.25 * sum(cold), "what comes after may take another way, but none that is much longer"


def test_a_like_case_without_any_plan_has_none_from_a_start_either(
    tutorial_case: Case, left: tuple[Plan, bytes]
) -> None:
    none = with_policy(tutorial_case, capital_cap_eur=1e6)
    with pytest.raises(Infeasible):
        solve_from(left[1], none, SolveOptions(threads=1))


def test_a_start_goes_through_bytes_unchanged(left: tuple[Plan, bytes]) -> None:
    start = Start.unpacked(left[1])
    assert Start.unpacked(start.packed()) == start
    assert set(start.sites) == set(left[0].sites["site"])
    assert set(start.sites) <= set(start.in_play)
    assert start.columns
    assert start.rows


def test_names_that_mean_nothing_here_do_nothing(tutorial_case: Case, left: tuple[Plan, bytes]) -> None:
    content = json.loads(zlib.decompress(left[1]))
    content["sites"] = ["nowhere"]
    content["in_play"] = ["nowhere", *content["in_play"][:2]]
    content["columns"] = [[["NoSuchVariable", "a", 1], 1], [["OpenSite", "nowhere", "2028"], 1], *content["columns"]]
    content["rows"] = [[["no_such_rule"], 0], [["reach cut", "x", "y", "z", "w"], 0], *content["rows"]]
    content["reach"] = [{"pool": "none", "stage": "none", "demands": [["w", "r"]], "by_work": ["nowhere"]}]
    content["losses"] = [[["no workload", "no region"]]]
    strange = zlib.compress(json.dumps(content).encode())
    solved = solve_from(strange, tutorial_case, SolveOptions(threads=1))
    assert solved.plan.summary["objective_eur"] == pytest.approx(left[0].summary["objective_eur"], rel=0.005)
    assert solved.plan.summary["bound_eur"] <= left[0].summary["objective_eur"]


def test_methods_without_a_relaxation_leave_no_start() -> None:
    assert solve_from(None, random_case(0), replace(EXACT, method="monolithic")).start is None


def test_a_loss_that_need_not_be_survived_any_more_bars_no_plan(tutorial_case: Case) -> None:
    """What a case with ``n_minus_1`` leaves holds sites to rescue one another; without the switch nobody has to."""
    assert tutorial_case.policy.n_minus_1
    strict = solve_from(None, tutorial_case, SolveOptions(threads=1))
    assert strict.start is not None
    content = json.loads(zlib.decompress(strict.start))
    content["losses"] = [[[workload, region] for workload, region, _ in tutorial_case.demand]]
    start = zlib.compress(json.dumps(content).encode())
    loose = with_policy(tutorial_case, n_minus_1=False)
    cold, warm = (solve_from(begin, loose, SolveOptions(threads=1)).plan.summary for begin in (None, start))
    assert warm["bound_eur"] <= cold["objective_eur"]
    assert cold["bound_eur"] <= warm["objective_eur"]
    assert warm["objective_eur"] <= strict.plan.summary["objective_eur"] * 1.005


def test_a_stage_that_wants_nothing_any_more_is_left_out(tutorial_case: Case) -> None:
    last = tutorial_case.stages[-1].stage
    early = replace(
        tutorial_case, demand={key: 0.0 if key[2] == last else h100e for key, h100e in tutorial_case.demand.items()}
    )
    before = solve_from(None, tutorial_case, SolveOptions(threads=1))
    assert before.start is not None
    content = json.loads(zlib.decompress(before.start))
    pools = {(r["pool"], r["stage"]) for r in content["reach"]}
    # Every pool that is known, in every stage: some of them want nothing now.
    wanted = [[workload, region] for workload, region, _ in tutorial_case.demand]
    content["reach"] += [
        {"pool": pool, "stage": t.stage, "demands": wanted, "by_work": []}
        for pool in {f"{w}/pool" for w in tutorial_case.workloads} | {p for p, _ in pools}
        for t in tutorial_case.stages
    ]
    start = zlib.compress(json.dumps(content).encode())
    cold, warm = (solve_from(begin, early, SolveOptions(threads=1)).plan.summary for begin in (None, start))
    assert warm["bound_eur"] <= cold["objective_eur"]
    assert cold["bound_eur"] <= warm["objective_eur"]


def test_what_is_handed_on_does_not_grow(tutorial_case: Case, left: tuple[Plan, bytes]) -> None:
    start: bytes | None = left[1]
    for _ in range(3):
        start = solve_from(start, tutorial_case, SolveOptions(threads=1)).start
    assert start is not None
    first, last = Start.unpacked(left[1]), Start.unpacked(start)
    assert len(last.in_play) <= max(len(first.in_play), 64)
    assert len(last.losses) <= len(first.losses)
    assert len(last.reach) <= 2 * len(first.reach) + 10
