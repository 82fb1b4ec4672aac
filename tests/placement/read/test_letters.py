"""One name in two spellings that nobody can tell apart is one name, or a problem that is named."""

from collections.abc import Iterable
from unicodedata import normalize

import pandas as pd
import pytest

from placement.read import examine_case, read_case
from tests.placement.read.folder import CaseFolder

JOINED = "fi-j\u00e4ms\u00e4"
APART = normalize("NFD", JOINED)
NOTE = "letters in two parts, such as an a with its dots apart, were read as one"


def rename(case: CaseFolder, table: str, name: str) -> None:
    path = case.path / f"{table}.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("fi-vaasa", name), encoding="utf-8")


@pytest.fixture
def jamsa(tutorial: CaseFolder) -> CaseFolder:
    """The site fi-vaasa by a name with two dotted letters, in one piece."""
    assert len(APART) == len(JOINED) + 2
    for table in ("sites", "headroom", "climate", "links"):
        rename(tutorial, table, JOINED)
    assert tutorial.findings() == []
    return tutorial


def in_two_parts(case: CaseFolder, table: str) -> None:
    path = case.path / f"{table}.csv"
    path.write_text(normalize("NFD", path.read_text(encoding="utf-8")), encoding="utf-8")


def test_two_forms_of_a_name_are_one(jamsa: CaseFolder) -> None:
    before = read_case(jamsa.path)
    in_two_parts(jamsa, "headroom")
    (row,) = [i for i, cells in enumerate(jamsa.rows("headroom"), start=1) if APART in cells]
    reading = examine_case(jamsa.path, [f"sites.{APART}.max_it_mw=7"])
    assert reading.findings == ()
    assert [note.by_name for note in reading.notes] == [f"headroom.csv: {NOTE} (row {row})"]
    assert reading.case is not None
    assert reading.case.headroom == before.headroom
    assert reading.case.sites[JOINED].max_it_mw == 7


def test_two_rows_of_one_name_are_found(jamsa: CaseFolder) -> None:
    rows = jamsa.rows("headroom")
    (row,) = [cells for cells in jamsa.rows("sites") if cells[0] == JOINED]
    jamsa.write("sites", [*jamsa.rows("sites"), [APART, *row[1:]]])
    assert len(rows) > 1
    assert f"column site: found {JOINED} a second time (first in row" in jamsa.only()


def test_parquet_too(jamsa: CaseFolder) -> None:
    before = read_case(jamsa.path)
    frame = pd.read_csv(jamsa.path / "headroom.csv")
    (jamsa.path / "headroom.csv").unlink()
    frame.assign(site=frame["site"].str.normalize("NFD")).to_parquet(jamsa.path / "headroom.parquet")
    reading = examine_case(jamsa.path)
    assert [note.by_name for note in reading.notes] == [f"headroom.parquet: {NOTE} (column site)"]
    assert reading.case is not None
    assert reading.case.headroom == before.headroom


def test_toml_too(abstract: CaseFolder) -> None:
    abstract.text("case.toml", 'stage = "one"', 'stage = "p\\u00e4"')
    abstract.text("demand.csv", "r1,service,*", "r1,service,pa\u0308")
    abstract.text("demand.csv", "r2,service,*", "r2,service,p\u00e4")
    assert abstract.findings() == []
    abstract.text("case.toml", "\\u00e4", "a\\u0308")
    assert abstract.findings() == []


UNSEEN = [
    ("fi-vaasa\u200b", "U+200B ZERO WIDTH SPACE"),
    ("fi-\u00advaasa", "U+00AD SOFT HYPHEN"),
    ("\ufefffi-vaasa", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
    ("fi\u00a0vaasa", "U+00A0 NO-BREAK SPACE"),
    ("fi-\u202evaasa", "U+202E RIGHT-TO-LEFT OVERRIDE"),
]


@pytest.mark.parametrize(("name", "letter"), UNSEEN)
def test_a_letter_that_nobody_sees(tutorial: CaseFolder, name: str, letter: str) -> None:
    for table in ("sites", "headroom", "climate", "links"):
        rename(tutorial, table, name)
    (row,) = [i for i, cells in enumerate(tutorial.rows("sites"), start=1) if name in cells]
    assert f"sites.csv, row {row}, column site: found" in tutorial.only()
    assert f"with the letter {letter}, expected a name of letters that can be seen" in tutorial.only()


ALIKE = [
    ("fi-vaas\u0430", "The two look the same: letter 8 is U+0430 CYRILLIC SMALL LETTER A here, U+0061 LATIN SMALL"),
    ("fi\u2013vaasa", "letter 3 is U+2013 EN DASH here, U+002D HYPHEN-MINUS there."),
    ("fi-vaasa\u200b", "letter 9 is U+200B ZERO WIDTH SPACE here, nothing there."),
    ("\ufb01-vaasa", "letter 1 is U+FB01 LATIN SMALL LIGATURE FI here"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "said"), ALIKE)
def test_a_hint_never_shows_the_same_letters_without_the_difference(tutorial: CaseFolder, name: str, said: str) -> None:
    rename(tutorial, "headroom", name)
    dangling, _without_headroom = sorted(tutorial.findings(), key=lambda finding: finding.file)
    assert dangling.advice.startswith("Did you mean fi-vaasa? ")
    assert said in dangling.advice


def test_two_names_that_look_the_same(abstract: CaseFolder) -> None:
    abstract.text("sites.csv", "b,B", "\u0430,B")
    abstract.text("links.csv", "r1,b", "r1,\u0430")
    abstract.text("links.csv", "r2,b", "r2,\u0430")
    assert (
        "sites.csv, row 3, column site: found \u0430, which looks like a in row 2, expected names that"
        in abstract.only()
    )
    assert "letter 1 is U+0430 CYRILLIC SMALL LETTER A here, U+0061 LATIN SMALL LETTER A there" in abstract.only()


def test_two_stages_that_look_the_same(tutorial: CaseFolder) -> None:
    tutorial.text("case.toml", 'stage = "2031-33"', 'stage = "2028\u201330"')
    said = "\n".join(map(str, tutorial.findings()))
    assert "column stages.1.stage: found 2028\u201330, which looks like 2028-30 in row" in said


def test_the_nearest_name_is_sought_only_where_it_is_told(
    abstract: CaseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def near(name: str, known: Iterable[str]) -> str:
        asked.append(name)
        return "Known: a, b."

    monkeypatch.setattr("placement.read.references.near", near)
    abstract.write("links", [*abstract.rows("links"), *(["r1", f"x{number}", "1"] for number in range(100))])
    findings = abstract.findings()
    assert len(asked) == 11
    assert (findings[-1].found, findings[-1].advice) == ("90 more like the one above", "Known: a, b.")
