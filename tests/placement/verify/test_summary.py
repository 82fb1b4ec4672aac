"""Figures of the summary that the tiny run alone does not tell apart: money at later starts, and no bound."""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.case import Case
from placement.verify import verify_plan
from placement.verify.keys import check_feature_keys, check_summary_keys
from placement.verify.ledger import Ledger
from tests.placement.verify.tampering import SUMMARY_LEAVES, read_table, write_table
from tests.placement.verify.tiny_case import tiny_case
from tests.placement.verify.tiny_run import SOLD, summary, write_proof, write_tiny_run

NOTHING_PROVEN = {"status": "time_limit", "bound_eur": None, "gap": None, "siting_gap": None}

KEY = "siting_estimate_eur_per_mw_year"


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The tiny run."""
    write_tiny_run(tmp_path)
    return tmp_path


def failures(run: Path, case: Case | None = None) -> list[str]:
    """All failures as the user reads them."""
    return [str(failure) for failure in verify_plan(case or tiny_case(), run).failures]


def rewrite(run: Path, **changes: Any) -> None:
    """Another summary."""
    path = run / "summary.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}), encoding="utf-8")


def set_grant(run: Path, eur_per_h100eh: float) -> None:
    """The grant per hour, in the summary and in sites.csv."""
    document = json.loads((run / "summary.json").read_text("utf-8"))
    rewrite(run, investor={**document["investor"], "grant_eur_per_h100eh": eur_per_h100eh})
    path = run / "sites.csv"
    write_table(read_table(path).assign(grant_eur_per_h100eh=eur_per_h100eh), path)


def about_the_grant(found: list[str]) -> list[str]:
    """Failures of the grant per hour in the summary and in sites.csv."""
    names = ("summary.json, investor.grant", "sites.csv, column grant")
    return [text for text in found if any(name in text for name in names)]


def test_the_grant_is_discounted_to_the_base_year(run: Path) -> None:
    """Two years before the payment: money and hours shrink alike, so their ratio stays; undiscounted it would grow."""
    earlier = replace(tiny_case(), base_year=2028)
    assert about_the_grant(failures(run, earlier)) == []
    set_grant(run, 2e7 / (SOLD / 1.25**2))
    assert len(about_the_grant(failures(run, earlier))) == 2


def test_a_stopped_run_may_have_no_bound(run: Path) -> None:
    rewrite(run, **NOTHING_PROVEN)
    assert "as in solver.log" in failures(run)[0]
    write_proof(run, status="time_limit", bound_eur=None)
    assert failures(run) == []


def test_an_optimal_run_has_a_bound(run: Path) -> None:
    rewrite(run, **{**NOTHING_PROVEN, "status": "optimal"})
    assert any("bound_eur" in text for text in failures(run))


def test_without_a_bound_there_is_no_gap(run: Path) -> None:
    rewrite(run, **{**NOTHING_PROVEN, "gap": 0.2})
    assert any("gap" in text for text in failures(run))


def test_a_bound_moved_together_with_its_gap(run: Path) -> None:
    true = json.loads((run / "summary.json").read_text("utf-8"))
    bound = 0.999 * true["objective_eur"]
    room = true["objective_eur"] - bound
    rewrite(run, bound_eur=bound, gap=0.001, siting_gap=room / true["siting_cost_eur"])
    assert [text.partition(":")[0] for text in failures(run)] == ["proof"]
    write_proof(run, bound_eur=bound)
    assert failures(run) == []


def test_a_bound_above_the_plan_is_no_bound(run: Path) -> None:
    true = json.loads((run / "summary.json").read_text("utf-8"))
    rewrite(run, bound_eur=true["objective_eur"], gap=0.0, siting_gap=0.0)
    write_proof(run, bound_eur=true["objective_eur"] * (1 + 1e-9))
    assert failures(run) == []
    write_proof(run, bound_eur=true["objective_eur"] * 1.001)
    assert [text.partition(",")[0] for text in failures(run)] == ["bound: solver.log"]


@pytest.mark.parametrize(("option", "asked"), [(0.01, 0.02), (0.02, 0.01)])
def test_the_gap_asked_for_is_the_one_of_the_log(option: float, asked: float, run: Path) -> None:
    write_proof(run, asked_gap=asked)
    path = run / "manifest.json"
    document = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**document, "options": {"gap": option}}), encoding="utf-8")
    assert any(f"expected a gap of {option}" in text for text in failures(run))


@pytest.mark.parametrize("log", ["", "done", "Proof: {", "Proof: 3", 'Proof: {"status": "optimal"}', "Proof: {}\nmore"])
def test_a_log_without_its_last_line(log: str, run: Path) -> None:
    (run / "solver.log").write_text(log, encoding="utf-8")
    assert failures(run) == ["proof: solver.log, last line: found nothing, expected Proof: and what was proven"]


@pytest.mark.parametrize(
    ("layer", "key", "value"), [("site", KEY, 2.001e6), ("candidate", KEY, 1e6), ("candidate", "screened", False)]
)
def test_what_only_the_solver_knows_of_a_candidate(layer: str, key: str, value: object, run: Path) -> None:
    path = run / "plan.geojson"
    plan = json.loads(path.read_text("utf-8"))
    next(f["properties"] for f in plan["features"] if f["properties"]["layer"] == layer)[key] = value
    path.write_text(json.dumps(plan), encoding="utf-8")
    assert any("screened of all candidates" in text for text in failures(run))


def test_a_gap_no_smaller_than_the_figures_say(run: Path) -> None:
    """Within the tolerance of sums, and yet too small."""
    rewrite(run, gap=0.005 - 1e-8)
    assert [text.partition(":")[0] for text in failures(run)] == ["gap"]


def leaves(value: Any, path: str = "") -> Iterator[str]:
    """Dotted places of the figures of a document."""
    if isinstance(value, (dict, list)) and value:
        for key, own in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(own, f"{path}.{key}".lstrip("."))
    else:
        yield path


def test_every_figure_is_falsified_somewhere() -> None:
    """In the tampering; what is null in the tiny run is written here; terms are falsified in costs.csv."""
    free = {"seconds.solve"}
    null = {"gap_on_screen", "siting_gap_on_screen", "screen"}
    terms = {place for place in leaves(summary()) if place.startswith(("cost_terms.", "siting_cost_terms."))}
    assert set(leaves(summary())) - set(SUMMARY_LEAVES.split()) == free | null | terms


def test_terms_and_what_is_null(run: Path) -> None:
    true = summary()
    for name in ("cost_terms", "siting_cost_terms"):
        rewrite(run, **{**true, name: {term: 1.01 * eur for term, eur in true[name].items()}})
        assert {text.split(",")[1].strip() for text in failures(run)} >= {f"{name}"}
    rewrite(run, **{**true, "gap_on_screen": 0.0, "siting_gap_on_screen": 0.0})
    assert len(failures(run)) == 2


PLACES: tuple[tuple[str | int, ...], ...] = (
    (),
    ("counts",),
    ("counts", "by_stage", 0),
    ("investor",),
    ("carbon",),
    ("funding_eur",),
    ("evidence",),
    ("properties",),
)
"""Objects whose names are fixed."""


def test_a_name_too_many_or_too_few(run: Path) -> None:
    """In any object of the summary and of the map."""
    features: list[Any] = json.loads((run / "plan.geojson").read_text("utf-8"))["features"]
    tried = misnamed("summary", summary())
    for feature in features:
        tried += misnamed("feature", feature)
    assert tried > 150


def misnamed(kind: str, document: Any) -> int:
    """Take each name away, add another one: each time that is told."""
    tried = 0
    for path in PLACES:
        if path and path[0] not in document:
            continue
        for name in [*inner(document, path), "more"]:
            if name in ("layer", "properties"):
                continue  # without them it is no feature
            other = deepcopy(document)
            if inner(other, path).pop(name, None) is None and name == "more":
                inner(other, path)[name] = 1.0
            ledger = Ledger()
            check_summary_keys(other, ledger) if kind == "summary" else check_feature_keys("", other, ledger)
            assert ledger.failures, (path, name)
            tried += 1
    return tried


def inner(document: Any, path: tuple[str | int, ...]) -> dict[str, Any]:
    """The object at the end of a path."""
    for key in path:
        document = document[key]
    found: dict[str, Any] = document
    return found
