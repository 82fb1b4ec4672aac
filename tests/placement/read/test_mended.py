"""What is mended in reading is said; what cannot be mended is named by its place."""

from pathlib import Path

import pandas as pd
import pytest

from placement.read import examine_case, read_case
from tests.placement.read.folder import CaseFolder

INDEX = (
    "found an unnamed first column, as pandas writes with its index, expected a name for each column.\n    Remove it;"
)


def notes(case: CaseFolder) -> list[str]:
    reading = examine_case(case.path)
    assert reading.findings == ()
    assert reading.case is not None
    assert reading.case.notes == tuple(note.by_name for note in reading.notes)
    return [str(note).replace(f"{case.path}/", "") for note in reading.notes]


def test_a_sound_case_has_no_notes(tutorial: CaseFolder) -> None:
    assert notes(tutorial) == []


def test_rows_without_any_value_are_left_out_and_told_once(tutorial: CaseFolder) -> None:
    before = read_case(tutorial.path)
    header, *rows = tutorial.rows("sites")
    tutorial.write("sites", [header, rows[0], ["", " "], *rows[1:], [""] * len(header), [""] * (len(header) + 3)])
    last = len(rows) + 3
    assert notes(tutorial) == [f"sites.csv: 3 rows without any value were left out (rows 3, {last}, {last + 1})."]
    assert read_case(tutorial.path).sites == before.sites


def test_rows_of_nulls_in_parquet(tutorial: CaseFolder) -> None:
    frame = pd.read_csv(tutorial.path / "links.csv")
    before = read_case(tutorial.path)
    (tutorial.path / "links.csv").unlink()
    pd.concat([frame.iloc[:1], frame.iloc[:0].reindex([0]), frame.iloc[1:]]).to_parquet(
        tutorial.path / "links.parquet", index=False
    )
    assert notes(tutorial) == ["links.parquet: 1 row without any value was left out (row 3)."]
    assert read_case(tutorial.path).links == before.links


def test_columns_without_name_and_value_are_left_out(tutorial: CaseFolder) -> None:
    tutorial.write("zones", [[*row, "", " "] for row in tutorial.rows("zones")])
    width = len(tutorial.rows("zones")[0])
    said = f"zones.csv: columns without any value were left out (columns {width - 1}, {width})."
    assert notes(tutorial) == [said]


def test_a_column_without_a_name_that_holds_values(tutorial: CaseFolder) -> None:
    tutorial.write("zones", [[*row, "" if i == 0 else "x"] for i, row in enumerate(tutorial.rows("zones"))])
    width = len(tutorial.rows("zones")[0])
    assert f"zones.csv, row 1: found no name for column {width}, which holds values" in tutorial.only()


def test_the_index_of_pandas(tutorial: CaseFolder) -> None:
    frame = pd.read_csv(tutorial.path / "zones.csv")
    frame.to_csv(tutorial.path / "zones.csv")
    assert f"zones.csv, row 1: {INDEX}" in tutorial.only()
    pd.read_csv(tutorial.path / "zones.csv").to_csv(tutorial.path / "zones.csv", index=False)
    assert "column Unnamed: 0: found an unknown column" in tutorial.only()
    assert "Remove it; pandas leaves it out with" in tutorial.only()
    (tutorial.path / "zones.csv").unlink()
    frame.set_index(pd.Index(["x", "y"])).to_parquet(tutorial.path / "zones.parquet")
    assert "column __index_level_0__: found an unknown column" in tutorial.only()
    assert "Remove it; pandas leaves it out with" in tutorial.only()


def test_a_cell_too_long_is_named(tutorial: CaseFolder) -> None:
    tutorial.put("sites", 3, "name", "x" * 200_000)
    assert "sites.csv, row 3, column name: found a cell of 200,000 letters, expected at most 32,767" in tutorial.only()


def test_a_line_that_names_the_separator(tutorial: CaseFolder) -> None:
    path = tutorial.path / "zones.csv"
    path.write_text("sep=;\n" + path.read_text())
    assert "zones.csv, row 1: found sep=;, expected the names of the columns" in tutorial.only()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("0x" + "f" * 5000, "found a very large number"),
        ("0b" + "1" * 9000, "found a very large number"),
        ("2028", "found 2028"),
        ("2028-01-01", "found 2028-01-01"),
        ("[0x" + "f" * 5000 + "]", "found a list"),
        ("{a = 1}", "found a section"),
        ("inf", "found inf"),
    ],
)
def test_a_stage_whose_name_is_no_text(tutorial: CaseFolder, value: str, said: str) -> None:
    tutorial.text("case.toml", 'stage = "2028-30"', f"stage = {value}")
    assert f"column stages.0.stage: {said}, expected a text" in tutorial.only()
    assert len(tutorial.findings("stages.2028-30.years=3", "stages.*.years=2")) > 0


@pytest.mark.parametrize("value", ["0x" + "f" * 5000, "[0x" + "f" * 5000 + "]", "nan", "2028-01-01", "07:32:00"])
@pytest.mark.parametrize("key", ["name", "discount_rate", "base_year", "policy", "stages", "unknown"])
def test_values_that_toml_takes_and_nobody_can_read(abstract: CaseFolder, key: str, value: str) -> None:
    path = abstract.path / "case.toml"
    kept = [line for line in path.read_text().splitlines() if not line.startswith(f"{key} =")]
    if key == "stages":
        kept = kept[: kept.index("[[stages]]")]
    path.write_text("\n".join([f"{key} = {value}", *kept]))
    assert f"column {key}" in "\n".join(map(str, abstract.findings()))


def test_notes_of_a_table_that_stands_in(tutorial: CaseFolder, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text((tutorial.path / "zones.csv").read_text() + ",,\n")
    reading = examine_case(tutorial.path, [f"tables.zones={tmp_path / 'other.csv'}"])
    assert [note.by_name for note in reading.notes][1:] == ["other.csv: 1 row without any value was left out (row 4)"]
