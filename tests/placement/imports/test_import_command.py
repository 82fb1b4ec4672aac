"""`placement import cflp`: a case that checks and solves, whole or not at all."""

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from placement.cli import main
from placement.imports import Instance, read_orlib, write_case
from placement.read import check_case, read_case
from tests.placement.imports.test_formats import HOLMBERG, ORLIB


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("small.txt").write_text(ORLIB)


def run(*arguments: Any) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], prog_name="placement")


def imported(*options: str, file: str = "small.txt") -> Result:
    return run("import", "cflp", file, *(() if "-o" in options else ("-o", "case")), *options)


def test_writes_an_ordinary_case() -> None:
    result = imported()
    assert result.exit_code == 0
    assert result.stdout == (
        "case holds small: 2 sites that hold 30, 3 regions that want 15. Next: placement solve case\n"
    )
    assert check_case(Path("case"), ()) == []
    case = read_case(Path("case"))
    assert [s.capacity_h100e for s in case.sites.values()] == [10, 20]
    assert [s.fixed_cost_eur_per_year for s in case.sites.values()] == [7.5, 0]
    assert case.links["c2", "w1"].cost_eur_per_h100e_year == 3 / 5
    assert len(case.links) == 6
    assert not case.policy.single_source
    assert (len(case.stages), case.stages[0].years, case.discount_rate) == (1, 1, 0)


def test_its_optimum_is_that_of_the_instance() -> None:
    imported()
    solved = run("solve", "case", "-o", "run")
    assert solved.exit_code == 0
    assert re.search(r"site +state +H100e +served +siting cost\nWarehouse 2 +XX +20 +15 +12 EUR", solved.stdout)
    # w2 holds 20 of 15 wanted and costs nothing itself: 2 + 4 + 6; w1 would save 3 for 7.5
    assert '"objective_eur": 12.0' in Path("run/summary.json").read_text().replace("11.999999999999998", "12.0")
    assert run("verify", "run").exit_code == 0
    assert run("map", "run").exit_code == 0


def test_single_source_and_format() -> None:
    Path("p1").write_text(HOLMBERG)
    assert imported("--format", "holmberg", "--single-source", file="p1").exit_code == 0
    assert read_case(Path("case")).policy.single_source


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--capacity", "8000"), "gives every capacity itself"),
        (("--format", "holmberg"), "customers want 7.5 in all, warehouses hold 3"),
        (("--format", "holmberg", "--capacity", "5"), "--capacity is for"),
        (("--capacity", "0"), "--capacity"),
        (("--capacity", "nan"), "found nan"),
        (("--capacity", "inf"), "found inf"),
        (("--format", "yang"), "yang"),
        (("-o", "."), "the folder you are in"),
        (("-o", "small.txt/x"), "File exists"),
    ],
)
def test_bad_input_leaves_nothing(options: tuple[str, ...], said: str) -> None:
    if "holmberg" in options:  # the same number of numbers: only what they say is wrong
        Path("small.txt").write_text(ORLIB.replace("10 7.5", "1 7.5").replace("20 0.", "2 0."))
    result = imported(*options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert [p.name for p in Path().iterdir()] == ["small.txt"]


def test_a_customer_that_wants_nothing() -> None:
    Path("small.txt").write_text(ORLIB.replace("\n 4\n", "\n 0\n"))
    result = imported()
    assert result.exit_code == 2
    assert "small.txt: customer 1 has a demand of 0" in result.stderr
    assert [p.name for p in Path().iterdir()] == ["small.txt"]


def test_a_customer_that_wants_hardly_anything() -> None:
    Path("small.txt").write_text(ORLIB.replace("\n 4\n", "\n 1e-300\n"))
    result = imported("-o", "deep/case")
    assert result.exit_code == 2
    assert "small.txt: customer 1 has a demand of 1e-300" in result.stderr
    assert [p.name for p in Path().iterdir()] == ["small.txt"]


def test_an_instance_that_no_case_can_hold() -> None:
    Path("small.txt").write_text(ORLIB.replace("10 7.5", "1e14 7.5"))
    result = imported()
    assert result.exit_code == 2
    assert (
        "small.txt makes a case that cannot be solved:\nsites.csv, row 2, column capacity_h100e: found" in result.stderr
    )
    assert [p.name for p in Path().iterdir()] == ["small.txt"]


def test_a_link_to_an_empty_folder_stays_a_link() -> None:
    Path("real").mkdir()
    Path("case").symlink_to("real")
    assert imported().exit_code == 0
    assert Path("case").is_symlink()
    assert check_case(Path("real"), ()) == []


def test_overwrites_nothing() -> None:
    Path("case").mkdir()
    assert imported().exit_code == 0
    before = {p.name: p.read_bytes() for p in Path("case").iterdir()}
    result = imported()
    assert result.exit_code == 2
    assert "already holds something" in result.stderr
    assert {p.name: p.read_bytes() for p in Path("case").iterdir()} == before
    assert imported("-o", "small.txt").exit_code == 2


def test_names_sort_as_numbers(tmp_path: Path) -> None:
    import numpy as np

    many = Instance("many", np.ones(12), np.ones(12), np.ones(1), np.ones((1, 12)))
    (tmp_path / "many").mkdir()
    write_case(many, tmp_path / "many", False, "many")
    assert list(read_case(tmp_path / "many").sites) == [f"w{i:02d}" for i in range(1, 13)]


def test_a_file_with_a_quote_in_its_name() -> None:
    Path('a"b\\.txt').write_text(ORLIB)
    assert imported(file='a"b\\.txt').exit_code == 0
    assert read_case(Path("case")).name == "a-b"


def test_costs_survive_the_tables() -> None:
    imported()
    instance = read_orlib(Path("small.txt"), None)
    case = read_case(Path("case"))
    for (region, site), link in case.links.items():
        i, j = int(region[1:]) - 1, int(site[1:]) - 1
        assert link.cost_eur_per_h100e_year * instance.demand[i] == pytest.approx(instance.cost[i, j], rel=1e-15)
