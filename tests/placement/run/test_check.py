"""A run checks itself: what does not stand up to its check never takes its name, and says in one line each why."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from placement.account import Plan
from placement.run import Manifest, Rejected, check_plan, record_page, with_pages, write_run
from placement.verify import verify_run


@pytest.fixture
def false(plan: Plan) -> Plan:
    """A plan whose staff costs a tenth more than it does."""
    dearer = plan.costs["eur"].where(plan.costs["term"] != "staff", plan.costs["eur"] * 1.1)
    return replace(plan, costs=plan.costs.assign(eur=dearer))


def test_a_false_plan_is_kept_aside_and_says_what_differs(false: Plan, manifest: Manifest, tmp_path: Path) -> None:
    with pytest.raises(Rejected) as caught:
        write_run(false, tmp_path / "run", manifest)
    kept = tmp_path / "run.rejected"
    assert list(tmp_path.iterdir()) == [kept] == [caught.value.kept]
    assert all(line.startswith("discounting: costs.csv, eur, term staff") for line in caught.value.differences)
    for told in (*caught.value.differences, str(kept)):
        assert told in str(caught.value)
    assert json.loads((kept / "summary.json").read_text("utf-8"))["status"] == "rejected"
    record = json.loads((kept / "verification.json").read_text("utf-8"))
    assert record["failures"] == list(caught.value.differences)
    assert not (kept / "map.html").exists()
    assert not verify_run(kept).ok
    with pytest.raises(Rejected):
        write_run(false, tmp_path / "run", manifest)
    assert {path.name for path in tmp_path.iterdir()} == {"run.rejected", "run.rejected1"}


def test_of_a_false_plan_that_nobody_wants_nothing_is_left(false: Plan, manifest: Manifest, tmp_path: Path) -> None:
    with pytest.raises(Rejected):
        write_run(false, tmp_path / "run", manifest, keep_rejected=False)
    with pytest.raises(Rejected):
        check_plan(false, manifest)
    assert list(tmp_path.iterdir()) == []


def test_a_true_plan_passes_without_a_folder(plan: Plan, manifest: Manifest) -> None:
    check_plan(plan, manifest)


def test_a_check_that_ends_by_a_fault_is_not_passed(
    plan: Plan, manifest: Manifest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError("nothing to divide by")

    monkeypatch.setattr("placement.run.check.verify_plan", broken)
    with pytest.raises(Rejected, match=r"the check itself.*ZeroDivisionError: nothing to divide by"):
        write_run(plan, tmp_path / "run", manifest)
    assert (tmp_path / "run.rejected" / "summary.json").is_file()


def test_a_map_of_another_run_is_found_by_drawing_it_again(plan: Plan, manifest: Manifest, tmp_path: Path) -> None:
    run = write_run(plan, tmp_path / "run", manifest)
    verdict = verify_run(run)
    assert with_pages(verdict, run).failures == ()
    (run / "map.html").write_bytes((run / "map.html").read_bytes().replace(b"<title>", b"<title>Not "))
    record_page(run, "map.html")  # with its digest made to fit
    assert verify_run(run).ok
    told = [str(failure) for failure in with_pages(verdict, run).failures]
    assert told == [
        "pages: map.html: found another map than this version of placement draws, expected the map of this run"
    ]


def test_a_page_drawn_again_is_known_to_the_manifest(plan: Plan, manifest: Manifest, tmp_path: Path) -> None:
    run = write_run(plan, tmp_path / "run", manifest)
    (run / "map.html").write_text("drawn again", encoding="utf-8")
    assert [f.where for f in verify_run(run).failures] == ["map.html"]
    record_page(run, "map.html")
    assert verify_run(run).ok
    path = run / "manifest.json"
    path.write_text(path.read_text("utf-8").replace('"seed": 0', '"seed": 1'), encoding="utf-8")
    (run / "map.html").write_text("and again", encoding="utf-8")
    record_page(run, "map.html")  # an altered manifest is not made good by the way
    assert {f.where for f in verify_run(run).failures} == {"map.html", "manifest.json, sha256"}
