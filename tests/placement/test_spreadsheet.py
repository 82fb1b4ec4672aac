"""No cell of a CSV file is a formula to a spreadsheet, and every text comes back as it was."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement import spreadsheet
from placement.cli.summary import site_table
from placement.export.source import read_csv as export_csv
from placement.map.records import Site
from placement.read.csv_table import read_csv
from placement.report.files import table
from placement.sweep.tables import write_results
from placement.sweep_report.results import _csv
from placement.verify.tables import _read

BAD = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "'=1+1", "''-x", "\uff1d1")
TAME = ("Aachen", "-5", "+1.5e3", "'quoted'", "'", "", "a=b", "O'Brien", "a;-b")


def runs(cell: str) -> bool:
    """Whether a spreadsheet takes a cell for a formula; a plain number is none."""
    try:
        float(cell)
    except ValueError:
        return cell[:1] in set("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
    return False


@pytest.mark.parametrize("text", BAD)
def test_what_would_run_is_marked(text: str) -> None:
    assert spreadsheet.written(text) == f"'{text}"
    assert spreadsheet.read(spreadsheet.written(text)) == text


@pytest.mark.parametrize("text", TAME)
def test_what_does_not_run_stays(text: str) -> None:
    assert spreadsheet.written(text) == text
    assert spreadsheet.read(text) == text


@given(st.text(alphabet="'=+-@\t\r\n1.e5 a\uff1d"))
def test_every_text_comes_back(text: str) -> None:
    cell = spreadsheet.written(text)
    assert not runs(cell)
    assert spreadsheet.read(cell) == text


def test_tables_of_a_run(tmp_path: Path) -> None:
    names = [*BAD, *TAME]
    made = pd.DataFrame({"name": names, "eur": [-5.0] * len(names), "blocks": [-1] * len(names)})
    spreadsheet.write_table(made, tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["name"] for row in rows if runs(row["name"])] == []
    assert {row["eur"] for row in rows} == {"-5.0"}
    assert {row["blocks"] for row in rows} == {"-1"}
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["name"] for row in spreadsheet.records(stream)] == names
    assert list(_read(tmp_path / "t.csv")["name"]) == names


def test_results_of_a_sweep(tmp_path: Path) -> None:
    rows = [
        {"name": name, "tax": tax, "objective_eur": -5.0, "significant": True}
        for name, tax in zip(("=1+1", "base"), ("@x", -5), strict=True)
    ]
    parquet, path = write_results(rows, ("tax",), tmp_path)
    cells = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert cells[1:] == [["'=1+1", "'@x", "-5", "true"], ["base", "-5", "-5", "true"]]
    assert pd.read_parquet(parquet)["name"].tolist() == ["=1+1", "base"]
    assert _csv(path)["name"] == ["=1+1", "base"]


def test_the_reader_of_cases_gives_the_text_back(tmp_path: Path) -> None:
    (tmp_path / "sites.csv").write_text("site,name,lat\n'=a,'-b,-5\n", encoding="utf-8")
    found, wrong = read_csv(tmp_path / "sites.csv", "sites")
    assert found is not None
    assert wrong == []
    assert {name: list(column) for name, column in found.cells.items()} == {
        "site": ["=a"],
        "name": ["-b"],
        "lat": ["-5"],
    }


def test_a_run_with_such_names_is_read_alike_by_all(tmp_path: Path) -> None:
    """The summary on the terminal, the paper and the export."""
    name = "=HYPERLINK(1)"
    cell = {"site": "-a", "name": name, "state": "FI", "it_mw": 2.0, "accelerators": 10, "siting_cost_eur": -5.0}
    spreadsheet.write_table(pd.DataFrame([cell]), tmp_path / "sites.csv")
    with (tmp_path / "sites.csv").open(encoding="utf-8", newline="") as stream:
        assert name in "\n".join(site_table(list(spreadsheet.records(stream))))
    (site,) = table(tmp_path, "sites.csv", Site)
    assert (site.site, site.name) == ("-a", name)
    exported = export_csv(tmp_path / "sites.csv").to_pylist()[0]
    assert (exported["site"], exported["name"], exported["siting_cost_eur"]) == ("-a", name, -5.0)
