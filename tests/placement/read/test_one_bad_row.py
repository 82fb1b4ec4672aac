"""A table with one wrong row: that row's problem is told, and nothing that follows from it."""

import json

import pytest

from tests.placement.read.folder import CaseFolder
from tests.placement.read.test_exclusions import feature, polygon, ring


def text_of(case: CaseFolder, table: str) -> str:
    return (case.path / f"{table}.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("override", [(), ("zones.FI.levies_eur_per_mwh=3",)])
def test_a_decimal_comma_is_one_problem(tutorial: CaseFolder, override: tuple[str, ...]) -> None:
    tutorial.text("zones.csv", "FI,FI,3,2,22.4,", "FI,FI,3,2,22,4,")
    assert "zones.csv, row 2: found 7 cells, expected 6 cells as in the header" in tutorial.only(*override)


def test_a_key_is_known_behind_the_cell_too_many(tutorial: CaseFolder) -> None:
    rows = tutorial.rows("zones")
    tutorial.write("zones", [[*row[1:], row[0]] for row in rows])
    tutorial.text("zones.csv", "FI,3,2,22.4,12000,FI", "FI,3,2,22,4,12000,FI")
    assert "zones.csv, row 2: found 7 cells" in tutorial.only()


def test_a_row_cut_short_and_a_word_for_a_number(tutorial: CaseFolder) -> None:
    tutorial.text("zones.csv", "ES,ES,5,3,2,15000", "ES,ES,5,3,2")
    tutorial.put("sites", 2, "max_it_mw", "fifty")
    said = [str(finding) for finding in tutorial.findings()]
    assert len(said) == 2, "\n".join(said)
    assert "row 3: found 5 cells" in said[0]
    assert "row 2, column max_it_mw: found fifty" in said[1]


def test_rows_behind_broken_quotes_may_be_there(tutorial: CaseFolder) -> None:
    tutorial.text("zones.csv", "ES,ES,5", 'ES,"ES"x,5')
    assert "zones.csv, row 3: found broken quoting" in tutorial.only()


def test_what_no_row_holds_is_still_told(tutorial: CaseFolder) -> None:
    tutorial.text("zones.csv", "FI,FI,3,2,22.4,", "FI,FI,3,2,22,4,")
    tutorial.put("sites", 2, "zone", "NO")
    assert "found NO, expected a key of the zones table" in "\n".join(map(str, tutorial.findings()))


def test_a_site_that_was_removed_is_not_taken_for_another(tutorial: CaseFolder) -> None:
    tutorial.drop_rows("sites", "site", "fi-vaasa")
    findings = tutorial.findings()
    assert findings
    for finding in findings:
        assert finding.found == "fi-vaasa" or "more like" in finding.found
        assert finding.advice.startswith("Remove the row if fi-vaasa is gone, or give one of fi-kajaani-host, ")


def test_an_excluded_site_goes_with_its_rows(tutorial: CaseFolder) -> None:
    area = {"type": "FeatureCollection", "features": [feature(polygon(ring(21, 22, 62.5, 63.5)))]}
    (tutorial.path / "exclusions.geojson").write_text(json.dumps(area), encoding="utf-8")
    assert tutorial.only().endswith("or remove the site with its rows in headroom, climate.")
