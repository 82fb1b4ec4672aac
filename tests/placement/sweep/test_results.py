"""What a sweep writes, solved by the workers of a scheduler that runs already."""

import csv
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from distributed import Client

from placement.read import case_digests
from placement.solve import SolveOptions
from placement.sweep.solve_one import Task, why_unfit
from tests.placement.clusters import Cluster
from tests.placement.sweep.conftest import rows, sweep

Write = Callable[..., Path]
SPEC = """
    [grid]
    policy.max_sites = "1..3"
    "demand.*.h100e" = {factor = [0.5, 1.0]}
    [[cases]]
    name = "dear, <b>"
    set."sites.*.fixed_cost_eur_per_year" = {factor = 3}
    [[cases]]
    name = "contradiction"
    set.policy.max_sites = 1
    set.policy.min_sites = 2
    """


@pytest.fixture
def out(small: Path, spec: Write, tmp_path: Path, cluster: Cluster) -> Path:
    """A finished sweep of the small case."""
    folder = tmp_path / "out"
    forecast = sweep(small, spec(SPEC), "-o", folder, "--dry-run")
    assert "9 cases" in forecast
    assert "Time: unknown" in forecast
    assert not folder.exists()
    said = sweep(small, spec(SPEC), "-o", folder, "--scheduler", cluster.address)
    assert "7 optimal, 1 infeasible, 1 bad_input" in said
    return folder


def test_a_sweep_of_a_small_case(out: Path, small: Path, spec: Write, tmp_path: Path, cluster: Cluster) -> None:
    found = rows(out)
    assert list(found) == ["base", *(f"grid {i}" for i in range(1, 7)), "dear, <b>", "contradiction"]
    base, dear = found["base"], found["dear, <b>"]
    assert base["objective_eur"] == pytest.approx(5610)
    assert (base["difference_eur"], base["significant"], base["status"], base["reason"]) == (0, False, "optimal", "")
    assert base["it_mw"] is None, "no power is modelled"
    assert dear["difference_eur"] == pytest.approx(dear["objective_eur"] - 5610)
    assert dear["significant"] is True
    terms = [name for name in base if name.startswith("cost_")]
    assert sum(dear[name] for name in terms) == pytest.approx(dear["objective_eur"])
    assert (found["grid 2"]["policy.max_sites"], found["grid 2"]["demand.*.h100e factor"]) == (1, 1.0)
    assert found["grid 6"]["objective_eur"] == pytest.approx(5610)
    for name, status, words in (
        ("grid 2", "infeasible", "demand"),
        ("contradiction", "bad_input", "expected at most max_sites, which is 1"),
    ):
        assert found[name]["status"] == status
        assert words in found[name]["reason"]
        assert "\n" not in found[name]["reason"]
        assert [found[name][f] for f in ("objective_eur", "gap", "difference_eur", "significant", "sites")] == [
            None
        ] * 5
    with (out / "results.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["name"] for row in csv.DictReader(stream)] == list(found)
    assert "Nothing is left to solve" in sweep(small, spec(SPEC), "-o", out, "--dry-run")
    _reads_elsewhere(out)
    _keeps_runs(out, small, spec, cluster)


def _reads_elsewhere(out: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    for file in ("results.parquet", "results.csv"):
        query = f"SELECT count(*), sum(objective_eur) FROM '{out / file}' WHERE significant IS NOT NULL"
        count, total = duckdb.sql(query).fetchall()[0]
        assert count == 7
        assert total == pytest.approx(sum(row["objective_eur"] or 0 for row in rows(out).values()))


def _keeps_runs(out: Path, small: Path, spec: Write, cluster: Cluster) -> None:
    """Runs are kept when asked for, of a sweep that is solved already too; what is damaged is told."""
    assert not list(out.glob("store/*/run"))
    sweep(small, spec(SPEC), "-o", out, "--scheduler", cluster.address, "--keep-runs")
    kept = list(out.glob("store/*/run"))
    assert len(kept) == 7, "of each case with a plan"
    assert all((run / "map.html").is_file() for run in kept)
    manifests = [json.loads((run / "manifest.json").read_text(encoding="utf-8")) for run in kept]
    assert () in {tuple(manifest["overrides"]) for manifest in manifests}
    (kept[0].parent / "result.json").write_text('{"half', encoding="utf-8")
    said = sweep(small, spec(SPEC), "-o", out, "--scheduler", cluster.address, code=2)
    assert f"{kept[0].parent / 'result.json'} is damaged. Delete it" in said


def test_a_folder_that_is_no_sweep_is_refused(small: Path, spec: Write, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    said = sweep(small, spec("[grid]\npolicy.max_sites = [2]"), "-o", tmp_path / "mine", code=2)
    assert "holds something that is no sweep" in said


def test_an_unfit_worker_is_refused_by_name(small: Path, spec: Write, tmp_path: Path, cluster: Cluster) -> None:
    other = tmp_path / "other.py"
    other.write_text("import placement.cluster.fit as f\nf.__version__ = '0.0.1'\n", encoding="utf-8")
    text, out = spec("[grid]\npolicy.max_sites = [2]"), tmp_path / "out"
    with Client(cluster.address, set_as_default=False, timeout=30) as client:
        client.wait_for_workers(1, timeout=60)
        worker = cluster.add_worker("--preload", other)
        client.wait_for_workers(2, timeout=60)
        said = sweep(small, text, "-o", out, "--scheduler", cluster.address, code=2)
        worker.kill()
        while len(client.nthreads()) > 1:
            time.sleep(0.05)
    assert "it has placement 0.0.1, needed is placement" in said
    assert "Nothing was solved." in said
    assert not list(out.glob("store/*"))


def test_what_makes_a_worker_unfit(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    task = Task(str(small), case_digests(small), (), SolveOptions(), False, None)
    assert why_unfit(task) is None
    assert (
        why_unfit(task, tmp_path / "on its way" / "no probe") == f"it does not see {tmp_path}, where --keep-runs writes"
    )
    gone = why_unfit(replace(task, case_folder=str(tmp_path / "gone")))
    assert gone == f"it does not see the case folder {tmp_path / 'gone'}"
    with (small / "sites.csv").open("a", encoding="utf-8") as stream:
        stream.write("\n")
    assert why_unfit(task) == f"sites.csv of {small} is not what this sweep began with"
    other = replace(task, versions={**task.versions, "highspy": "0.1"})
    assert str(why_unfit(other)).endswith("needed is highspy 0.1")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--scheduler", "tcp://127.0.0.1:9"], "No scheduler answered at tcp://127.0.0.1:9 within 1 s"),
        (["--scheduler", "here"], "found here, expected an address such as tcp://host:8786"),
        (["--scheduler", "tls://127.0.0.1:9"], "tls://127.0.0.1:9 needs --tls-ca, --tls-cert and --tls-key"),
        (["--scheduler", "tcp://127.0.0.1:9", "-j", "2"], "-j and --scheduler exclude each other"),
        (["--tls-ca", __file__], "go with --scheduler"),
        (["--gap", "nan"], "--gap: found nan, expected a finite number"),
        (["--set", "policy.max_sits=3"], "found max_sits, expected a key of [policy]"),
    ],
)
def test_bad_command_lines(
    arguments: list[str], words: str, small: Path, spec: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("placement.cluster.connect.TIMEOUT_S", 1.0)
    text = spec("[grid]\npolicy.max_sites = [2]")
    assert words in sweep(small, text, "-o", tmp_path / "out", *arguments, code=2)


def test_without_dask_it_says_what_to_install(
    small: Path, spec: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    text = spec("[grid]\npolicy.max_sites = [2]")
    assert "2 cases" in sweep(small, text, "-o", tmp_path / "out", "--dry-run")
    assert "pip install -e '.[cluster]'" in sweep(small, text, "-o", tmp_path / "out", code=2)
    assert not (tmp_path / "out").exists()
