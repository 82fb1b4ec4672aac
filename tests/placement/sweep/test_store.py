"""The store: result, start and run of one solve together or not at all, whoever else writes."""

import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from placement.cli.exits import Refusal
from placement.cli.sweep import prepare
from placement.solve import SolveOptions
from placement.sweep import stored
from placement.sweep.cluster import Where
from placement.sweep.plan import SweepPlan, plan_sweep
from placement.sweep.run import Sweep, _kept, run_sweep
from placement.sweep.solve_one import Task, solve_one
from placement.sweep.store import Store, StoreTrouble, holds_nothing
from placement.verify import Failure, Verdict

KEY = "0123456789abcdef"
START = zlib.compress(b"a start")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty one, held; nothing is left on its way at the end."""
    store = Store(tmp_path / "store")
    with store.held():
        yield store
        assert [path.name for path in store.way.iterdir() if not path.name.startswith("run-")] == ["probe"]
    assert not any(path.name.startswith(".") for path in store.folder.iterdir())


@pytest.fixture
def planned_small(small: Path, spec: Callable[[str], Path]) -> SweepPlan:
    """Of a case that is solved in no time."""
    return plan_sweep(small, spec("[grid]\npolicy.max_sites = [2]"), (), SolveOptions())


def names(store: Store) -> list[str]:
    """Of the results it holds."""
    return [path.name for path in store.folder.iterdir() if path != store.way]


def result(cost: float) -> dict[str, Any]:
    """One of a case with a plan."""
    terms = {"facility_capital": 0.25 * cost, "land": 0.75 * cost}
    summary = {"objective_eur": cost, "bound_eur": cost - 0.01 * abs(cost), "gap": 0.01, "cost_terms": terms}
    return {"status": "optimal", "reason": "", "summary": summary, "sites": ["a"], "has_power": True}


def run(store: Store, text: str) -> Path:
    """A run folder, as a worker leaves it."""
    folder = store.new_run_folder()
    folder.mkdir(parents=True)
    (folder / "plan").write_text(text, encoding="utf-8")
    return folder


def test_what_is_put_is_there_and_nothing_beside_it(store: Store) -> None:
    store.put(KEY, result(1.0), START, run(store, "one"))
    assert store.get(KEY, with_run=True) == result(1.0)
    assert store.start(KEY) == START
    assert names(store) == [KEY]


def test_a_plan_that_earns_money_is_a_result_like_any_other(store: Store) -> None:
    store.put(KEY, result(-2.0))
    assert store.get(KEY) == result(-2.0)


def test_the_first_result_stays_and_so_does_its_run(store: Store) -> None:
    store.put(KEY, result(1.0), None, run(store, "one"))
    assert store.put(KEY, result(2.0), START, run(store, "two")) == result(1.0)
    assert store.get(KEY) == result(1.0)
    assert (store.folder / KEY / "run" / "plan").read_text(encoding="utf-8") == "one"
    assert not store.has_start(KEY)
    assert names(store) == [KEY]


def test_a_result_without_the_wanted_run_gives_way_to_one_with_it(store: Store) -> None:
    store.put(KEY, result(1.0), START)
    assert store.get(KEY, with_run=True) is None
    assert store.put(KEY, result(2.0), None, run(store, "two")) == result(2.0)
    assert store.get(KEY, with_run=True) == result(2.0)
    assert not store.has_start(KEY), "the start of another plan"
    assert names(store) == [KEY]


def test_a_run_that_a_kill_left_without_a_result_is_replaced(store: Store) -> None:
    (store.folder / KEY / "run").mkdir(parents=True)
    store.put(KEY, result(2.0), None, run(store, "two"))
    assert (store.folder / KEY / "run" / "plan").read_text(encoding="utf-8") == "two"


def test_a_damaged_start_costs_time_alone(store: Store, small: Path, planned_small: SweepPlan) -> None:
    store.put(KEY, result(1.0), START[:-3])
    (case,) = planned_small.cases[:1]
    task = Task(str(small), planned_small.files, case.overrides, SolveOptions(), False, None, start=store.start(KEY))
    assert solve_one(task, lambda: False)["status"] == "optimal"


HALVED = result(1.0) | {"summary": result(1.0)["summary"] | {"objective_eur": 0.5}}
DAMAGED: dict[str, str | bytes] = {
    "half an objective": json.dumps(HALVED | {"digest": stored.sealed(KEY, result(1.0))["digest"]}),
    "half an objective under a new digest": json.dumps(stored.sealed(KEY, HALVED)),
    "of another case": json.dumps(stored.sealed("another", result(1.0))),
    "without a digest": json.dumps(result(1.0)),
    "a gap of nothing under a new digest": json.dumps(
        stored.sealed(KEY, result(1.0) | {"summary": result(1.0)["summary"] | {"gap": 0.0}})
    ),
    "a bound above the plan, and a gap below nothing, under a new digest": json.dumps(
        stored.sealed(KEY, result(1.0) | {"summary": result(1.0)["summary"] | {"bound_eur": 2.0, "gap": -1.0}})
    ),
    "optimal without a gap": json.dumps(
        stored.sealed(KEY, result(1.0) | {"summary": result(1.0)["summary"] | {"bound_eur": None, "gap": None}})
    ),
    "a number for a site": json.dumps(stored.sealed(KEY, result(1.0) | {"sites": [1]})),
    "a whole number beyond any float": f'{{"status": 1{"0" * 400}}}',
    "a text for the sites": json.dumps(stored.sealed(KEY, result(1.0) | {"sites": "a"})),
    "a list for the summary": json.dumps(stored.sealed(KEY, result(1.0) | {"summary": [1]})),
    "texts for figures": json.dumps(
        stored.sealed(KEY, result(1.0) | {"summary": result(1.0)["summary"] | {"cost_terms": {"land": "1"}}})
    ),
    "deep": "[" * 100_000,
    "a list": "[]",
    "no number": '{"status": NaN}',
    "too large a number": '{"status": 1e400}',
    "a number of 5,000 digits": f'{{"status": {"9" * 5000}}}',
    "a key twice": '{"status": "optimal", "status": "infeasible"}',
    "half a letter": '{"status": "\\ud800"}',
    "no UTF-8": b"\xff",
    "nothing": "",
}


@pytest.mark.parametrize("how", DAMAGED)
def test_a_result_that_is_not_as_it_was_written_is_named(store: Store, how: str) -> None:
    store.put(KEY, result(1.0))
    path, content = store.folder / KEY / "result.json", DAMAGED[how]
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(StoreTrouble, match=r"result\.json is damaged\. Delete it"):
        store.get(KEY)


def test_an_optimal_plan_has_the_gap_asked_for(store: Store, planned_small: SweepPlan) -> None:
    assert {case.gap for case in planned_small.cases} == {0.0}  # of the case
    store.put(KEY, result(1.0))
    assert store.get(KEY, asked_gap=0.01) == result(1.0)
    with pytest.raises(StoreTrouble, match=r"its gap 0\.01, expected 0\.005 at most"):
        store.get(KEY, asked_gap=0.005)
    on_screen = result(1.0)["summary"] | {"bound_eur": None, "gap": None, "gap_on_screen": 0.003}
    store.put("screened", result(1.0) | {"summary": on_screen})
    assert store.get("screened", asked_gap=0.005) is not None


def test_a_folder_in_the_place_of_a_result_is_named(store: Store) -> None:
    store.put(KEY, result(1.0))
    (store.folder / KEY / "result.json").unlink()
    (store.folder / KEY / "result.json").mkdir()
    with pytest.raises(StoreTrouble, match="is damaged"):
        store.get(KEY)


def test_a_start_that_is_gone_is_none(store: Store) -> None:
    store.put(KEY, result(1.0), START)
    (store.folder / KEY / "start").unlink()
    assert store.start(KEY) is None


def test_what_is_on_its_way_is_no_result(store: Store) -> None:
    run(store, "left by a kill")
    assert list(store.any_results(10)) == []


def test_a_folder_of_leftovers_is_free_and_one_of_anything_else_is_not(tmp_path: Path) -> None:
    """As a sweep leaves it that was killed while its workers started, of this version or an older one."""
    way = tmp_path / "store" / ".new-placement-abcd_123"
    way.mkdir(parents=True)
    (way / "probe").touch()
    (tmp_path / "store" / ".probe-abcd_123").touch()
    assert holds_nothing(tmp_path)
    prepare(tmp_path)
    assert not way.exists()
    (tmp_path / "store" / "notes.txt").touch()
    with pytest.raises(Refusal, match="holds something that is no sweep"):
        prepare(tmp_path)


def test_an_interrupted_solve_leaves_no_run(tutorial: Path, spec: Callable[[str], Path], tmp_path: Path) -> None:
    options = SolveOptions(threads=1, gap=0.0)
    plan = plan_sweep(tutorial, spec("[grid]\ndiscount_rate = [0.05]\n"), (), options)
    asked = Sweep(plan, options, False, Where(1), Store(tmp_path / "store"), True, tmp_path / "out")
    looks = iter(range(10_000))
    with asked.store.held():
        found = solve_one(asked.task(plan.keys[0]), lambda: next(looks) > 60)
    assert found["status"] in ("interrupted", "no_plan")
    assert found.get("run") is None
    assert not list(asked.store.folder.glob("*"))


def test_a_sweep_that_cannot_begin_leaves_the_last_ones_results(
    small: Path, spec: Callable[[str], Path], tmp_path: Path
) -> None:
    """A finished sweep, one more case, and no scheduler: table and sweep.json still belong together."""
    from placement.cluster.connect import NoCluster

    out = tmp_path / "out"
    out.mkdir()
    (out / "sweep.json").write_text("the last sweep's", encoding="utf-8")
    plan = plan_sweep(small, spec("[grid]\ndemand.scale = [0.5]\n"), (), SolveOptions())
    nowhere = Where(1, "tcp://127.0.0.1:9")
    with pytest.raises(NoCluster):
        run_sweep(
            Sweep(plan, SolveOptions(), False, nowhere, Store(tmp_path / "store"), False, out),
            lambda status, new: None,
            lambda: False,
        )
    assert (out / "sweep.json").read_text(encoding="utf-8") == "the last sweep's"
    assert not (out / "results.csv").exists()


@pytest.mark.parametrize("keep_runs", [True, False])
def test_a_plan_that_does_not_stand_up_to_its_check_is_no_result(
    keep_runs: bool, tutorial: Path, spec: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdict = Verdict(
        (Failure("costs", "costs.csv", 2.0, 1.0, "EUR"), Failure("files", "map.html", "none", "a map")), 2
    )
    monkeypatch.setattr("placement.run.check.verify_plan", lambda _case, _folder: verdict)
    plan = plan_sweep(tutorial, spec("[grid]\ndiscount_rate = [0.05]\n"), (), SolveOptions(threads=1))
    asked = Sweep(
        plan, SolveOptions(threads=1), False, Where(1), Store(tmp_path / "store"), keep_runs, tmp_path / "out"
    )
    with asked.store.held():
        found = solve_one(asked.task(plan.keys[0]), lambda: False)
    assert (found["status"], found["summary"], found["sites"]) == ("rejected", None, [])
    assert (
        found["reason"] == "costs: costs.csv: found 2 EUR, expected 1 EUR; files: map.html: found none, expected a map"
    )
    assert not list(asked.store.folder.glob("*"))
    _kept(asked, plan.keys[0], found)
    assert asked.store.get(plan.keys[0]) is None
