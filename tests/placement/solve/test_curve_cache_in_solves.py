"""Whole solves with a cache: the same plan, and hardly a curve priced again."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from models.case import Case
from placement.read import read_case
from placement.solve import SolveOptions, solve_case
from placement.solve.curve_cache import CurveCache
from placement.solve.curves import Curves
from placement.solve.supply_cut import Option

OTHER_CASES = {
    "funding": ("funders.*.return_rate*1.1", "policy.max_leverage=0.5"),
    "latency": ("workloads.*.max_rtt_ms*1.2",),
    "demand": ("demand.scale=0.9",),
    "fleet": ("policy.max_sites_per_state=1",),
}
ALIKE = 1e-9


@dataclass(frozen=True)
class Solved:
    """What a solve found, and the curves it used."""

    objective_eur: float
    curves: Curves


def solve(case: Case, folder: Path | None) -> Solved:
    """Solve to optimality, with the cache in the folder."""
    used: list[Curves] = []

    def start(case: Case, options: Sequence[Option], *_: object) -> Curves:
        used.append(Curves(case, options, None if folder is None else CurveCache(folder)))
        return used[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("placement.solve.solve.Curves", start)
        plan = solve_case(case, SolveOptions(gap=0.0, threads=1, method="decomposed"))
    return Solved(float(plan.summary["objective_eur"]), used[0])


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cache that the first solve of the tutorial leaves."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def first(tutorial: Path, kept: Path) -> Solved:
    return solve(read_case(tutorial), kept)


def test_a_cache_changes_no_plan_and_again_prices_nothing(tutorial: Path, kept: Path, first: Solved) -> None:
    plain = solve(read_case(tutorial), None)
    again = solve(read_case(tutorial), kept)
    assert 0 < first.curves.priced <= first.curves.count
    assert again.curves.priced == 0 < again.curves.count
    assert first.objective_eur == pytest.approx(plain.objective_eur, rel=ALIKE)
    assert again.objective_eur == pytest.approx(plain.objective_eur, rel=ALIKE)


@pytest.mark.parametrize("name", OTHER_CASES)
def test_a_case_with_the_same_supply_prices_hardly_a_curve_again(
    tutorial: Path, tmp_path: Path, kept: Path, first: Solved, name: str
) -> None:
    folder = shutil.copytree(kept, tmp_path / "copy")
    case = read_case(tutorial, OTHER_CASES[name])
    plain, cached = solve(case, None), solve(case, folder)
    again = cached.curves._priced & first.curves._touched
    assert len(again) <= 1  # one more where a site is asked for more than ever before
    assert cached.curves.priced < plain.curves.priced
    assert cached.objective_eur == pytest.approx(plain.objective_eur, rel=ALIKE)
