"""The workbook and the Parquet files, read back by other programs."""

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from placement.export import BadRun, export_run, workbook
from placement.export.columns import TEXT, heading, label, unit

UNITLESS = {"cooling", "stage"} | set(TEXT)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def opened(folder: Path) -> Any:
    return openpyxl.load_workbook(folder / "tables.xlsx")


@pytest.fixture
def exported(run: Path, tmp_path: Path) -> Path:
    export_run(run, tmp_path / "out", ["xlsx", "parquet"])
    return tmp_path / "out"


def same(cell: Any, text: str) -> bool:
    if text == "":
        return cell is None
    return str(cell) == text if isinstance(cell, str) else float(cell) == pytest.approx(float(text), rel=1e-14, abs=0)


def test_every_cell_of_every_table(run: Path, exported: Path) -> None:
    book = opened(exported)
    names = [path.stem for path in run.glob("*.csv")]
    assert set(book.sheetnames) == {"about", "dispatch", *names}
    assert book.sheetnames[:2] == ["about", "sites"]
    for name in names:
        sheet, expected = book[name], rows(run / f"{name}.csv")
        columns = [cell.value for cell in sheet[2]]
        assert [cell.value for cell in sheet[1]] == [heading(column) for column in columns]
        found = list(sheet.iter_rows(min_row=3, values_only=True))
        assert len(found) == len(expected)
        for cells, row in zip(found, expected, strict=True):
            assert columns == list(row)
            assert all(same(cell, text) for cell, text in zip(cells, row.values(), strict=True))


def test_numbers_are_numbers_and_heads_stay_in_sight(exported: Path) -> None:
    sheet = opened(exported)["sites"]
    columns = [cell.value for cell in sheet[2]]
    assert sheet.freeze_panes == "C3"
    assert sheet.cell(1, columns.index("it_mw") + 1).value == "IT power, MW"
    assert isinstance(sheet.cell(3, columns.index("it_mw") + 1).value, int | float)
    assert sheet.cell(3, columns.index("it_mw") + 1).data_type == "n"
    assert sheet.auto_filter.ref.startswith("A2:")
    assert all(sheet.column_dimensions[letter].width >= 9 for letter in "ABC")


def test_the_first_sheet_says_it_all(run: Path, exported: Path) -> None:
    sheet = opened(exported)["about"]
    lines = list(sheet.iter_rows(values_only=True))
    said = {str(line[3]): line for line in lines if len(line) > 3 and line[3]}
    summary = json.loads((run / "summary.json").read_text())
    assert lines[1][0] == "Screening result, not a connection offer."
    assert said["objective_eur"][1] == pytest.approx(summary["objective_eur"], rel=1e-14)
    assert said["objective_eur"][2] == "EUR"
    assert said["counts.it_mw"][0] == "Last stage: IT power"
    for line in said.values():
        assert isinstance(line[1], str) or line[2] or line[3] == "Name in summary.json", line
    flat = " ".join(str(cell) for line in lines for cell in line if cell is not None)
    assert "case.toml" in flat
    assert str(run.parents[2]) not in flat, "no folder of this machine"
    assert json.loads((run / "manifest.json").read_text())["case_folder"] not in flat
    assert json.loads((run / "manifest.json").read_text())["inputs"]["case.toml"] in flat


def test_every_column_of_figures_has_a_unit(run: Path, exported: Path) -> None:
    for path in (exported / "parquet").iterdir():
        for field in pq.read_schema(path):
            if field.name not in UNITLESS:
                assert unit(field.name), f"{path.stem}.{field.name}"
                assert field.metadata[b"unit"].decode() == unit(field.name)
            assert field.metadata[b"label"].decode() == heading(field.name)
            assert "_" not in label(field.name)


def test_parquet_is_typed(run: Path, exported: Path) -> None:
    for path in run.glob("*.csv"):
        table = pq.read_table(exported / "parquet" / f"{path.stem}.parquet")
        expected = rows(path)
        assert table.num_rows == len(expected)
        for field in table.schema:
            assert str(field.type) == ("string" if field.name in TEXT else "double")
            cells = table[field.name].to_pylist()
            assert all(same(cell, row[field.name]) for cell, row in zip(cells, expected, strict=True))
    hours = pq.read_table(exported / "parquet" / "dispatch.parquet")
    assert hours.equals(pq.read_table(run / "dispatch.parquet"))


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", "007", "1e5", "NA", "nan", "http://x.y", "</c>&\u202e\u0001"]
)
def test_names_stay_text(run: Path, tmp_path: Path, name: str) -> None:
    found = rows(run / "sites.csv")
    with (run / "sites.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, found[0])
        writer.writeheader()
        writer.writerows([row | {"name": name} for row in found])
    export_run(run, tmp_path / "out", ["xlsx", "parquet"])
    cell = opened(tmp_path / "out")["sites"]["B3"]
    assert cell.data_type == "s"
    assert openpyxl.utils.escape.unescape(cell.value) == name
    assert cell.hyperlink is None
    assert pq.read_table(tmp_path / "out" / "parquet" / "sites.parquet")["name"][0].as_py() == name


def test_a_table_longer_than_a_sheet_is_left_out_and_said(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 100)
    written = export_run(run, tmp_path / "out", ["xlsx", "parquet"])
    assert "dispatch has more rows than an Excel sheet holds" in " ".join(written.left_out)
    book = opened(tmp_path / "out")
    assert "dispatch" not in book.sheetnames
    assert any("more than a sheet holds (100)" in str(cell.value) for cell in book["about"]["A"])
    assert (tmp_path / "out" / "parquet" / "dispatch.parquet").is_file()


def test_an_abstract_run(abstract_run: Path, tmp_path: Path) -> None:
    written = export_run(abstract_run, tmp_path / "out", ["geojson", "xlsx", "parquet"])
    assert written.left_out == ("No site, candidate or region has coordinates, so there is no geojson.",)
    book = opened(tmp_path / "out")
    columns = [cell.value for cell in book["sites"][2]]
    assert book["sites"].cell(3, columns.index("cooling") + 1).value is None
    assert "sites" in book.sheetnames


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "costs.csv",
            "term,stage,site,eur_per_year,eur\ngrid,a,b,much,1\n",
            "costs.csv, row 2, column eur_per_year: found 'much'",
        ),
        ("costs.csv", "term,stage,site,eur_per_year,eur\ngrid,a,b,nan,1\n", "found 'nan', expected a number"),
        ("costs.csv", "term,stage\ngrid\n", "costs.csv, row 2: found 1 cells, expected 2"),
        ("dispatch.parquet", "no parquet", "dispatch.parquet: not a Parquet file"),
        ("summary.json", "{", "summary.json, line 1: not valid JSON"),
        ("plan.geojson", "{}", "plan.geojson: found no list of features"),
    ],
)
def test_broken_runs_leave_nothing(run: Path, tmp_path: Path, name: str, content: str, said: str) -> None:
    (run / name).write_text(content)
    with pytest.raises(BadRun) as refused:
        export_run(run, tmp_path / "out", ["xlsx"])
    assert said in str(refused.value)
    assert not (tmp_path / "out").exists()


def test_what_later_commands_added(run: Path, tmp_path: Path) -> None:
    within = [{"percent": 1, "sites": [{"site": "a", "chosen": "always", "forced_in_eur": None}]}]
    (run / "alternatives.json").write_text(json.dumps({"within": within}))
    (run / "explanations.json").write_text(json.dumps({"sites": [{"site": "a", "text": ["=Near power.", "Cheap."]}]}))
    export_run(run, tmp_path / "out", ["xlsx", "parquet"])
    book = opened(tmp_path / "out")
    assert [list(row) for row in book["alternatives"].iter_rows(min_row=3, values_only=True)] == [
        [1, "a", "always", None]
    ]
    assert book["explanations"]["B3"].value == "=Near power."
    assert book["explanations"]["B3"].data_type == "s"
    (run / "alternatives.json").write_text('{"within": [3]}')
    with pytest.raises(BadRun, match=r"alternatives\.json"):
        export_run(run, tmp_path / "other", ["parquet"])


def test_sheets_with_names_that_excel_bars(run: Path, tmp_path: Path) -> None:
    for name in ("[odd]:name", "SITES", "x" * 40, "x" * 41):
        (run / f"{name}.csv").write_text("site,it_mw\na,5\n")
    export_run(run, tmp_path / "out", ["xlsx"])
    names = opened(tmp_path / "out").sheetnames
    assert "-odd--name" in names
    assert len({name.lower() for name in names}) == len(names)
