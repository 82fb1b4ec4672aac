"""A finding names the file and row in which the value really stands, or the override that gave it."""

import pytest

from tests.placement.read.folder import CaseFolder

MIN_SITES = "rules.csv, row 2, column value: found 2 for min_sites"
MAX_SITES = "expected at most max_sites, which is"
CASES = [
    (("policy.max_sites=1",), f"{MIN_SITES}, {MAX_SITES} 1 (from --set policy.max_sites=1)."),
    (
        ("policy.min_sites=4",),
        "rules.csv, row 2, column value: found 4 for min_sites (from --set policy.min_sites=4), "
        f"{MAX_SITES} 3 (rules.csv, row 3).",
    ),
    (("rules.max_sites.EU.value=1",), f"{MIN_SITES}, {MAX_SITES} 1 (from --set rules.max_sites.EU.value=1)."),
    (
        ("policy.min_states=2", "policy.max_states=1"),
        "column policy.min_states: found 2 (from --set policy.min_states=2), expected at most max_states, which is 1 "
        "(from --set policy.max_states=1).",
    ),
    (("policy.max_states=0",), "which is 0 (from --set policy.max_states=0; case.toml, row 28)."),
    (("operation.heat_full_demand_c=40",), "found 40 (from --set operation.heat_full_demand_c=40), expected below"),
    (("operation.utilisation=0.4",), "which is 0.4 (from --set operation.utilisation=0.4)."),
    (
        ("stages.2031-33.start_year=2029",),
        "column stages.1.start_year: found 2029 (from --set stages.2031-33.start_year=2029), expected 2031 or later",
    ),
    (("sites.fi-vaasa.lat=80",), "column lat: found 80 (from --set sites.fi-vaasa.lat=80), expected a number from 34"),
    (("rules.min_sites.EU.value=2.5",), "found 2.5 for min_sites (from --set rules.min_sites.EU.value=2.5), expected"),
    (("policy.min_sites=-1",), "column value: found -1 for min_sites (from --set policy.min_sites=-1), expected"),
    (("sites.fi-vaasa.max_it_mw=x",), "found x (from --set sites.fi-vaasa.max_it_mw=x), expected a number"),
]


@pytest.mark.parametrize(("overrides", "said"), CASES)
def test_where_a_value_stands(tutorial: CaseFolder, overrides: tuple[str, ...], said: str) -> None:
    findings = [str(finding).replace(f"{tutorial.path}/", "") for finding in tutorial.findings(*overrides)]
    (told,) = [text for text in findings if said in text]
    assert told.count("(from --set") == said.count("(from --set")


def test_limits_of_case_toml_are_told_there(tutorial: CaseFolder) -> None:
    tutorial.text("case.toml", "max_sites_per_state = 2", "max_sites_per_state = 2\nmin_states = 3\nmax_states = 2")
    said = "\n".join(map(str, tutorial.findings()))
    assert "case.toml, row 29, column policy.min_states: found 3, expected at most max_states, which is 2 (case" in said
    assert "which is 2 (case.toml, row 30)" in said
