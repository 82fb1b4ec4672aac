"""Folders that are no sweep, or whose files are broken, are refused with file, row, column, found and expected."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from placement.sweep_report.read import read_sweep
from placement.sweep_report.trouble import NoSweep
from tests.placement.sweep_report.made_sweeps import SCALE, whole


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sweep to spoil."""
    return whole().write(tmp_path / "sweep")


def refusal(folder: Path) -> str:
    """What reading the folder is refused with."""
    with pytest.raises(NoSweep) as caught:
        read_sweep(folder)
    return str(caught.value)


def spoil_csv(folder: Path, change: Callable[[list[list[str]]], object]) -> None:
    """Leave only the CSV file, with a change to its cells."""
    (folder / "results.parquet").unlink()
    path = folder / "results.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))
    change(lines)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(lines)


def set_cell(row: int, column: str, text: str) -> Callable[[list[list[str]]], None]:
    """Set a cell of a row as a text editor counts it."""

    def change(lines: list[list[str]]) -> None:
        lines[row - 1][lines[0].index(column)] = text

    return change


def spoil_json(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change sweep.json."""
    path = folder / "sweep.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def test_csv_says_what_parquet_says(folder: Path) -> None:
    (folder / "results.csv").rename(folder / "aside")
    parquet = read_sweep(folder)
    (folder / "aside").rename(folder / "results.csv")
    (folder / "results.parquet").unlink()
    text = read_sweep(folder)
    assert text.rows == parquet.rows
    assert len(text.rows) == 49


def test_no_sweep(tmp_path: Path) -> None:
    assert "is no sweep: it has no sweep.json" in refusal(tmp_path)


def test_no_results(folder: Path) -> None:
    for name in ("results.parquet", "results.csv"):
        (folder / name).unlink()
    assert "has neither results.parquet nor results.csv. Run the same `placement sweep`" in refusal(folder)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + b"\x00" * 60 + b"PAR1"])
def test_half_a_parquet_file(folder: Path, content: bytes) -> None:
    (folder / "results.parquet").write_bytes(content)
    assert "results.parquet cannot be read" in refusal(folder)


@pytest.mark.parametrize(
    ("row", "column", "text", "expected"),
    [
        (3, "objective_eur", "cheap", "row 3, column objective_eur: found cheap, expected a finite number"),
        (3, "siting_cost_eur", "inf", "row 3, column siting_cost_eur: found inf, expected a finite number"),
        (
            3,
            "siting_cost_eur",
            "1e308",
            "row 3, column siting_cost_eur: found 1e+308, expected a finite number of at",
        ),
        (3, "seconds", "1" + 400 * "0", "expected a finite number of at most 1e+30 in size, or an empty cell"),
        (4, "status", "fine", "row 4, column status: found fine, expected one of optimal, time_limit"),
        (5, "bound_eur", "99999", "row 5, column bound_eur: found 99999, expected at most the objective, 1000"),
        (5, "objective_eur", "", "row 5, column objective_eur: found an empty cell, expected a number"),
        (6, "significant", "maybe", "row 6, column significant: found maybe, expected true, false or an empty cell"),
        (6, "name", "base", "row 6, column name: found base, which is row 2 already, expected each case once"),
        (6, "name", "renamed", "row 6, column name: found renamed, expected grid 1.0 0.06, as in sweep.json"),
        (8, "it_mw", "forty", "row 8, column it_mw: found forty, expected a finite number"),
    ],
)
def test_a_broken_cell(folder: Path, row: int, column: str, text: str, expected: str) -> None:
    spoil_csv(folder, set_cell(row, column, text))
    assert expected in refusal(folder)


def test_all_problems_at_once(folder: Path) -> None:
    def change(lines: list[list[str]]) -> None:
        for row, column in ((3, "bound_eur"), (4, "status"), (7, "seconds")):
            set_cell(row, column, "x")(lines)

    spoil_csv(folder, change)
    told = refusal(folder)
    assert [place in told for place in ("row 3", "row 4", "row 7")] == [True] * 3


def test_many_problems_are_counted(folder: Path) -> None:
    def change(lines: list[list[str]]) -> None:
        for row in range(2, 40):
            set_cell(row, "seconds", "x")(lines)

    spoil_csv(folder, change)
    told = refusal(folder)
    assert told.count("column seconds") == 11
    assert "28 more like the one above" in told


def test_rows_are_missing(folder: Path) -> None:
    spoil_csv(folder, lambda lines: lines.pop())
    assert "found 48 rows, expected 49, one for each case of sweep.json" in refusal(folder)


def test_a_row_is_cut_off(folder: Path) -> None:
    spoil_csv(folder, lambda lines: lines[2].pop())
    assert "row 3: found 20 cells, expected 21, as in the header" in refusal(folder)


def test_a_column_is_missing(folder: Path) -> None:
    table = pq.read_table(folder / "results.parquet")
    pq.write_table(table.drop_columns([SCALE, "bound_eur"]), folder / "results.parquet")
    told = refusal(folder)
    assert "column bound_eur: found no such column" in told
    assert f"column {SCALE}: found no such column" in told


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda c: c.clear(), "sweep.json, cases: found none"),
        (lambda c: c.update(parameters="x"), "sweep.json, parameters: found 'x'"),
        (lambda c: c["designs"][0].update(kind="guess"), "sweep.json, designs.0.kind: found 'guess'"),
        (lambda c: c["designs"][0]["cases"].append("nobody"), "column designs, grid: found nobody, expected names of"),
        (lambda c: c["designs"][1]["parameters"][0].update(column="y"), "found y, expected columns of the results"),
    ],
)
def test_broken_sweep_json(folder: Path, change: Callable[[dict[str, Any]], object], expected: str) -> None:
    spoil_json(folder, change)
    assert expected in refusal(folder)


def test_sweep_json_is_no_json(folder: Path) -> None:
    (folder / "sweep.json").write_text("{", encoding="utf-8")
    assert "sweep.json, line 1: not valid JSON" in refusal(folder)


def test_the_case_is_gone(folder: Path) -> None:
    (folder.parent / "north" / "sites.csv").unlink()
    places = read_sweep(folder).places
    assert not places.sites
    assert "is not here any more" in places.trouble


def test_the_sites_have_changed(folder: Path) -> None:
    with (folder.parent / "north" / "sites.csv").open("a", encoding="utf-8") as stream:
        stream.write("d,Delft,NL,52.0,4.4\n")
    places = read_sweep(folder).places
    assert places.name("d") == "Delft"
    assert "has changed since the sweep" in places.trouble


def test_a_sweep_of_an_older_version(folder: Path) -> None:
    spoil_json(folder, lambda content: content.pop("designs"))
    swept = read_sweep(folder)
    assert not swept.designs
    assert [parameter.operator for parameter in swept.parameters] == ["set", "set", "factor", "amount", "set"]


def store(folder: Path, text: str) -> None:
    """Put a result of the unchanged case into the sweep's store."""
    key = json.loads((folder / "sweep.json").read_text(encoding="utf-8"))["cases"][0]["key"]
    path = folder / "store" / key / "result.json"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


def test_the_stored_result_tells_the_years(folder: Path) -> None:
    assert read_sweep(folder).base_summary.currency_year is None  # it is gone: that is not told
    store(folder, json.dumps({"summary": {"case": "North", "currency_year": 2026, "base_year": 2028}}))
    swept = read_sweep(folder)
    assert (swept.case, swept.base_summary.currency_year) == ("North", 2026)


def test_a_stored_result_without_a_plan(folder: Path) -> None:
    store(folder, json.dumps({"status": "infeasible", "summary": None}))
    assert read_sweep(folder).case == "north"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"summary": {"currency_year": "soon"}}', "result.json, summary.currency_year: found 'soon'"),
        ('{"summary": {"counts": 3}}', "result.json, summary.counts: found 3"),
        ('{"summary": "all well"}', "result.json, summary: found 'all well'"),
        ("[]", "result.json: expected a JSON object, found list"),
        ('{"summary"', "result.json, line 1: not valid JSON"),
    ],
)
def test_a_broken_stored_result(folder: Path, text: str, expected: str) -> None:
    store(folder, text)
    told = refusal(folder)
    assert expected in told
    assert told.endswith(
        "Delete this file and run the same `placement sweep` command again: that case is then solved anew."
    )


def test_results_of_an_older_version_have_no_lcoc(folder: Path) -> None:
    table = pq.read_table(folder / "results.parquet")
    older = table.drop_columns(["lcoc_installed_eur_per_h100eh", "lcoc_sold_eur_per_h100eh"])
    pq.write_table(older, folder / "results.parquet")
    assert {row.lcoc_sold_eur_per_h100eh for row in read_sweep(folder).rows} == {None}


def test_a_broken_lcoc(folder: Path) -> None:
    for column in ("lcoc_installed_eur_per_h100eh", "lcoc_sold_eur_per_h100eh"):
        made = folder.parent / column
        spoil_csv(whole().write(made / "sweep"), set_cell(3, column, "dear"))
        assert f"row 3, column {column}: found dear, expected a finite number" in refusal(made / "sweep")
