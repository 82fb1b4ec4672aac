"""Everything in a case folder counts, or is refused with the name that it should have."""

from pathlib import Path

import pytest

from placement.read import check_case
from tests.placement.read.folder import CaseFolder

CSV = "Save it as CSV (UTF-8, commas between cells) under the name "
RENAMED = [
    ("rules", "rules.xlsx", f"{CSV}rules.csv."),
    ("rules", "rules.csv.txt", f"{CSV}rules.csv."),
    ("rules", "Rules.csv", "Name it rules.csv,"),
    ("rules", "rules (1).csv", "Name it rules.csv,"),
    ("rules", "Copy of rules.csv", "Name it rules.csv,"),
    ("rules", "rules.csv ", f"{CSV}rules.csv."),
    ("rules", "rules.csv~", f"{CSV}rules.csv."),
    ("rules", "rules.json", f"{CSV}rules.csv."),
    ("rules", "rule.csv", "Name it rules.csv,"),
    ("rules", "rules", f"{CSV}rules.csv."),
    ("rules", "rules.pq", "Save it as parquet under the name rules.parquet."),
    ("residency", "residency.tsv", f"{CSV}residency.csv."),
    ("links", "links.csv.gz", f"{CSV}links.csv."),
    ("exclusions", "exclusions.json", "Save it as GeoJSON in degrees under the name exclusions.geojson."),
    ("exclusions", "exclusions.gpkg", "Save it as GeoJSON in degrees under the name exclusions.geojson."),
    ("exclusions", "areas.shp", "Save it as GeoJSON in degrees under the name exclusions.geojson."),
    ("exclusions", "reserve.geojson", "Name it exclusions.geojson,"),
]


@pytest.mark.parametrize(("table", "name", "advice"), RENAMED)
def test_a_table_under_another_name(tutorial: CaseFolder, table: str, name: str, advice: str) -> None:
    suffix = ".geojson" if table == "exclusions" else ".csv"
    (tutorial.path / f"{table}{suffix}").rename(tutorial.path / name)
    said = tutorial.only()
    assert said.startswith(f"{name}: found a file that no case reads, expected only files of a case.\n    {advice}")


def test_the_head_under_another_name(abstract: CaseFolder) -> None:
    (abstract.path / "case.toml").rename(abstract.path / "case.toml.txt")
    said = "\n".join(map(str, abstract.findings()))
    assert "case.toml: found no file" in said
    assert "Save it as TOML under the name case.toml." in said


def test_a_second_copy_is_no_table(abstract: CaseFolder) -> None:
    (abstract.path / "sites.xlsx").write_bytes(b"PK")
    assert "The case reads sites.csv: move this one to a folder of its own" in abstract.only()


@pytest.mark.parametrize("name", ["notes.docx", "sweep.toml", "map.html", "x.csv", "core"])
def test_what_nobody_reads_is_moved(abstract: CaseFolder, name: str) -> None:
    (abstract.path / name).touch()
    assert "Move it to a folder below: a case reads case.toml, its tables and exclusions.geojson" in abstract.only()


@pytest.mark.parametrize(
    "name",
    ["README.md", "readme", ".DS_Store", ".rules.csv.swp", "~$rules.xlsx", "Thumbs.db", "LICENSE", "sites.LICENCE.txt"],
)
def test_what_is_no_input_may_stand_beside(abstract: CaseFolder, name: str) -> None:
    (abstract.path / name).touch()
    assert abstract.findings() == []


def test_folders_of_other_names_may_stand_beside(abstract: CaseFolder) -> None:
    (abstract.path / "variants").mkdir()
    (abstract.path / "sites").mkdir()  # variants of a table that is there
    assert abstract.findings() == []
    (abstract.path / "exclusions").mkdir()
    assert "found a folder with the name of a table" in abstract.only()
    assert "Put exclusions.geojson beside case.toml" in abstract.only()


def test_very_many_are_counted(abstract: CaseFolder) -> None:
    for number in range(50):
        (abstract.path / f"photo{number:02}.jpg").touch()
    findings = abstract.findings()
    assert len(findings) == 21
    assert "30 more files that no case reads (photo20.jpg, " in str(findings[0]) + str(findings[-1])


def test_a_folder_that_is_no_case_is_told_as_such(tmp_path: Path) -> None:
    for name in ("photo.jpg", "notes.txt", "case.yaml"):
        (tmp_path / name).touch()
    said = "\n".join(map(str, check_case(tmp_path)))
    assert "case.toml: found no file" in said
    assert "case.yaml: found a file that no case reads" in said
    assert "photo.jpg" not in said


def test_the_folder_above_a_case_names_it(abstract: CaseFolder) -> None:
    (said,) = map(str, check_case(abstract.path.parent))
    assert "found no case.toml, but a case in " in said
    assert f"Name the folder of the case: {abstract.path}" in said


def test_a_name_that_no_terminal_should_see(abstract: CaseFolder) -> None:
    (abstract.path / "\x1b[2Jrules\udcff.csv").touch()
    assert abstract.only().startswith("\\x1b[2Jrules\\udcff.csv: found a file that no case reads")
