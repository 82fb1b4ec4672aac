"""A generated case has the size asked for, the Europe case's totals, and can be read."""

from pathlib import Path

import pytest

from benchmarks.europe_tables import read_table
from benchmarks.many_sites.__main__ import main, write_case
from benchmarks.many_sites.days import hourly
from benchmarks.one_stage import write_case as write_one_stage
from models.case import Case
from placement.read import check_case, read_case


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    out = tmp_path_factory.mktemp("many") / "case"
    main([str(out), "--sites", "400", "--regions", "250", "--seed", "3"])
    return read_case(out)


def test_it_has_the_size_asked_for(case: Case) -> None:
    assert (len(case.sites), len(case.regions), len(case.stages)) == (400, 250, 1)
    assert {len(rows) for rows in case.hours.values()} == {288}
    assert len({(site.lat, site.lon) for site in case.sites.values()}) == 400


def test_every_site_is_a_choice_from_the_start(case: Case) -> None:
    (stage,) = case.stages
    assert {site.ready_year for site in case.sites.values()} == {stage.start_year}
    assert {row.year for row in case.headroom} == {stage.start_year}


def test_demand_is_that_of_europe(case: Case) -> None:
    demand = read_table("demand").query("stage == '2031-33'").astype({"h100e": float})
    wanted = demand.groupby("workload")["h100e"].sum()
    for workload in case.workloads:
        total = sum(h100e for (name, _, _), h100e in case.demand.items() if name == workload)
        assert total == pytest.approx(wanted[workload], rel=1e-4)


def test_fewer_days_keep_the_means() -> None:
    few, all_days = hourly(288), hourly(576)
    for column in ("price_eur_per_mwh", "wind", "solar"):
        means = [(t[column] * t["weight"]).groupby(t["zone"]).sum() / 8760 for t in (few, all_days)]
        assert means[0].to_numpy() == pytest.approx(means[1].to_numpy(), rel=2e-3)
    with pytest.raises(ValueError, match="288 or 576"):
        hourly(24)


def test_the_seed_decides(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("same", 1), ("other", 2)):
        write_case(tmp_path / name, sites=5, regions=4, seed=seed)
    texts = [(tmp_path / name / "sites.csv").read_text(encoding="utf-8") for name in ("one", "same", "other")]
    assert texts[0] == texts[1] != texts[2]


def test_one_stage_of_europe_reads(tmp_path: Path) -> None:
    write_one_stage(tmp_path / "case")
    assert check_case(tmp_path / "case") == []
    case = read_case(tmp_path / "case")
    assert len(case.sites) == len(read_table("sites"))
    assert "successor-2034" not in case.accelerators
