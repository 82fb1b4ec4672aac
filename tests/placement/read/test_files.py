"""Files that are missing, doubled, unknown, or not what their name says: always findings, never a traceback."""

import os
from pathlib import Path

import pytest

from placement.read import CaseError, case_digests, check_case, read_case, resolve_case
from tests.placement.read.folder import CaseFolder

MANY = b",".join(b"c%d" % number for number in range(3000))
CONTENT = [
    ("zones.csv", b"", "zones.csv, row 1: found an empty file, expected a header row"),
    ("zones.csv", b"zone,state\n", "zones.csv: found no rows, expected at least one row"),
    ("zones.csv", b"zone,state\nFI,F\xff\n", "zones.csv, row 2: found the byte 0xff, expected UTF-8 text"),
    ("zones.csv", b"zone,state\nFI,F\0\n", "zones.csv, row 2: found a NUL byte"),
    ("zones.csv", b"\x89PNG\r\n\x1a\n\0\0", "expected UTF-8 text"),
    ("zones.csv", b"zone;state\nFI;FI\n", "row 1: found zone;state, expected cells separated by commas"),
    ("zones.csv", b"zone,state,state\nFI,FI,FI\n", "row 1, column state: found the column twice"),
    ("zones.csv", b"zone,state\nFI,FI\nES,ES,0,5\n", "zones.csv, row 3: found 4 cells, expected 2 cells"),
    ("zones.csv", b'zone,state\nFI,"FI\nES,ES\n', "zones.csv, row 2: found broken quoting"),
    ("zones.csv", b'zone,state\nFI,"F"I\n', "zones.csv, row 2: found broken quoting"),
    ("zones.csv", b"zone,state\nFI," + b"x" * 200_000 + b"\n", "column state: found a cell of 200,000 letters"),
    (
        "zones.csv",
        b"zone,state," + b",".join(b"c%d" % i for i in range(3000)) + b"\n",
        "found 2980 more unknown columns",
    ),
    ("case.toml", b"", "case.toml, column name: found no such key"),
    ("case.toml", b"\xff\xfe", "case.toml, row 1: found the byte 0xff"),
    ("case.toml", b"a = " + b"[" * 100_000, "case.toml: found broken TOML"),
    (
        "case.toml",
        b"name = 3\nstages = 5\npolicy = 7\n",
        "row 3, column policy: found 7, expected a section",
    ),
    ("case.toml", b"stages = [1]\n", "case.toml, row 1, column stages.0: found 1, expected a section"),
    ("case.toml", b"base_year = " + b"9" * 5000, "case.toml: found broken TOML"),
    ("case.toml", b"discount_rate = " + b"9" * 400, "column discount_rate: found a very large number"),
    ("exclusions.geojson", b"{", "exclusions.geojson, row 1: found broken JSON"),
    ("exclusions.geojson", b"[]", "exclusions.geojson: found no list of features"),
    ("exclusions.geojson", b'{"features": [3]}', "found feature 1 with no geometry"),
    ("exclusions.geojson", b'{"features": [{"geometry": {"type": "Polygon", "coordinates": [[["a"]]]}}]}', "feature 1"),
    ("links.parquet", b"PAR1 not really", "found links.csv and links.parquet, expected one file"),
    ("link.csv", b"region\n", "link.csv: found a file that no case reads, expected only files of a case"),
]


@pytest.mark.parametrize(("name", "content", "said"), CONTENT)
def test_a_broken_file_is_a_finding(tutorial: CaseFolder, name: str, content: bytes, said: str) -> None:
    (tutorial.path / name).write_bytes(content)
    assert said in "\n".join(map(str, tutorial.findings()))


def test_a_missing_table_says_what_it_goes_with(tutorial: CaseFolder) -> None:
    (tutorial.path / "cooling.csv").unlink()
    said = tutorial.only()
    assert "cooling.csv: found no file, expected the table." in said
    assert "tables of power are all there, or (abstract case) none" in said


def test_a_folder_in_place_of_a_file(tutorial: CaseFolder) -> None:
    (tutorial.path / "links.csv").unlink()
    (tutorial.path / "links.csv").mkdir()
    assert "links.csv: found a folder, expected a file" in tutorial.only()


def test_links_are_followed_and_broken_ones_found(tutorial: CaseFolder, tmp_path: Path) -> None:
    (tutorial.path / "zones.csv").rename(tmp_path / "elsewhere.csv")
    (tutorial.path / "zones.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert tutorial.findings() == []
    (tmp_path / "elsewhere.csv").unlink()
    assert "zones.csv: found no file" in tutorial.only()


def test_a_pipe_does_not_hang(tutorial: CaseFolder) -> None:
    (tutorial.path / "links.csv").unlink()
    os.mkfifo(tutorial.path / "links.csv")
    assert "links.csv: found something that is not a file" in tutorial.only()


def test_byte_order_mark_blanks_and_windows_lines_are_fine(tutorial: CaseFolder) -> None:
    text = (tutorial.path / "zones.csv").read_text().replace(",", ", ").replace("\n", "\r\n") + "\r\n"
    (tutorial.path / "zones.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert tutorial.findings() == []


def test_lines_count_as_in_an_editor(tutorial: CaseFolder) -> None:
    header, first, *rest = (tutorial.path / "states.csv").read_text().splitlines()
    first = first.replace("Finland", '"Fin\nland"')
    (tutorial.path / "states.csv").write_text("\n".join([header, "", first, "x", *rest]) + "\n")
    assert "states.csv, row 5: found 1 cells" in tutorial.only()


def test_parquet_reads_like_csv(tutorial: CaseFolder) -> None:
    import pandas as pd

    before = read_case(tutorial.path)
    for table in ("hourly", "sites", "workloads", "headroom"):
        frame = pd.read_csv(tutorial.path / f"{table}.csv")
        (tutorial.path / f"{table}.csv").unlink()
        frame.to_parquet(tutorial.path / f"{table}.parquet")
    assert read_case(tutorial.path) == before
    frame.loc[1, "firm_mw"] = float("inf")
    frame.to_parquet(tutorial.path / "headroom.parquet")
    assert "headroom.parquet, row 3, column firm_mw: found inf" in tutorial.only()


def test_a_parquet_file_that_is_none(tutorial: CaseFolder) -> None:
    (tutorial.path / "links.csv").rename(tutorial.path / "links.parquet")
    assert "links.parquet: found an unreadable file" in tutorial.only()


def test_folders(tmp_path: Path) -> None:
    (finding,) = check_case(tmp_path / "no")
    assert (finding.found, finding.expected) == ("no such file or directory", "a case folder")
    assert "case.toml: found no file" in str(check_case(tmp_path)[0])
    assert check_case("\0")
    assert check_case("x" * 5000)


def test_resolving(tmp_path: Path) -> None:
    assert (resolve_case("tutorial") / "case.toml").is_file()
    assert resolve_case(tmp_path) == tmp_path
    for wrong in ("tutoral", tmp_path / "no", "\0", "x" * 5000, __file__):
        with pytest.raises(CaseError, match="expected a case folder"):
            resolve_case(wrong)
    with pytest.raises(CaseError, match="Did you mean tutorial"):
        resolve_case("tutoral")


def test_digests_change_with_the_file(tutorial: CaseFolder) -> None:
    before = case_digests(tutorial.path)
    assert {"case.toml", "hourly.csv", "exclusions.geojson"} <= before.keys()
    assert all(len(digest) == 64 for digest in before.values())
    tutorial.put("zones", 2, "levies_eur_per_mwh", "2.5")
    after = case_digests(tutorial.path)
    assert {name for name in before if before[name] != after[name]} == {"zones.csv"}


def test_an_error_lists_every_finding(tutorial: CaseFolder) -> None:
    tutorial.put("zones", 2, "levies_eur_per_mwh", "x")
    tutorial.put("zones", 3, "levies_eur_per_mwh", "y")
    with pytest.raises(CaseError, match="found x") as caught:
        read_case(tutorial.path)
    assert [f.found for f in caught.value.findings] == ["x", "y"]
