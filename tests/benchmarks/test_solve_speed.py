"""What the speed table makes of a solve's words; no test asserts a time."""

import sys
from pathlib import Path

import pytest

from benchmarks.process_tree import Watched, watch
from benchmarks.solve_speed import run_row as measuring
from benchmarks.solve_speed.__main__ import chosen, main, merged
from benchmarks.solve_speed.outside import share_outside
from benchmarks.solve_speed.proven import first_proven, shown_gap
from benchmarks.solve_speed.report import report
from benchmarks.solve_speed.result import read_results, write_results
from benchmarks.solve_speed.rows import ROWS, Row
from placement.cli.progress import describe
from placement.solve.progress import Progress

SUMMARY = '{"gap": 0.0004, "status": "optimal", "method": "decomposed", "objective_eur": 2.0, "bound_eur": 1.0, '
SUMMARY += '"seconds": {"build": 1.0, "master": 6.0}}'
SAID = ((0.2, "read"), (3.0, "proving, best plan 1.46 bn EUR, gap 0.85 %, 2.9 s"), (5.0, "proving, gap 0.20 %, 4.9 s"))


def test_the_gap_is_read_off_the_progress_line_as_it_is_written() -> None:
    assert shown_gap(describe(Progress("proving", 3.0, 9.9e8, 1e9, 0.01))) == pytest.approx(0.01, rel=0.01)
    assert shown_gap("read") is None


def test_a_rounded_gap_does_not_count_too_early() -> None:
    proven = first_proven(SAID, final=0.0004, seconds=8.0)
    assert proven == {0.01: 3.0, 0.005: 5.0, 0.002: 8.0, 0.001: 8.0, 0.0005: 8.0, 0.0002: None}
    assert set(first_proven(SAID[:1], final=None, seconds=8.0).values()) == {None}


def test_phases_of_ours_and_unknown_ones_are_outside() -> None:
    assert share_outside(10.0, {"build": 1.0, "master": 6.0, "anything": 1.0}) == pytest.approx(0.4)
    assert share_outside(10.0, {"highs": 5.0, "master": 6.0}) == pytest.approx(0.5)


def test_rows_are_chosen_by_pattern() -> None:
    assert [row.name for row in chosen(["sixty-*"])] == ["sixty-decomposed", "sixty-monolithic"]
    with pytest.raises(SystemExit, match="no row nowhere"):
        chosen(["nowhere"])


def test_the_whole_tree_is_watched() -> None:
    inner = "import sys, time; x = bytearray(60_000_000); print('held', file=sys.stderr, flush=True); time.sleep(1.2)"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}]); print('out'); sys.exit(4)"
    seen = watch((sys.executable, "-c", outer))
    assert (seen.exit_code, seen.stdout, [line for _, line in seen.said]) == (4, "out\n", ["held"])
    assert seen.peak_mb > 60


def test_a_cached_row_is_primed_with_other_funding_and_demand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[tuple[str, ...]] = []

    def fake(command: tuple[str, ...]) -> Watched:
        commands.append(command)
        return Watched(8.0, 100.0, 0, SUMMARY, SAID)

    monkeypatch.setattr(measuring, "watch", fake)
    for name in ("tutorial-cached", "tutorial-cold", "tutorial-monolithic"):
        main(["--row", name, "--results", str(tmp_path)])
    primed, cached, cold, monolithic = commands
    assert "--set" in primed
    assert "--set" not in cached
    assert primed[primed.index("--cache") + 1] == cached[cached.index("--cache") + 1]
    assert "--no-cache" in cold
    assert "monolithic" in monolithic
    assert [result.row for result in read_results(tmp_path / "results.csv")] == [
        "tutorial-cold", "tutorial-cached", "tutorial-monolithic",
    ]  # fmt: skip
    assert "1.0 times faster" in (tmp_path / "results.md").read_text(encoding="utf-8")


def row(name: str) -> Row:
    return next(row for row in ROWS if row.name == name)


def test_results_come_back_from_the_file_and_aims_are_judged(tmp_path: Path) -> None:
    watched = Watched(8.0, 100.0, 0, SUMMARY, SAID)
    new = measuring.described(row("europe-one-stage"), "command", "0.1", watched, None)
    write_results(tmp_path / "results.csv", merged([new], new))
    assert read_results(tmp_path / "results.csv") == [new]
    assert "0.05 % in 1 min 00 s: met" in report([new])


def test_a_row_that_fails_is_told(tmp_path: Path) -> None:
    failed = measuring.described(row("europe-cold"), "command", "0.1", Watched(1.0, 9.0, 3, "", ()), None)
    assert "| exit 3 |" in report([failed])
    assert "0.20 % in 6 min 00 s: not met" in report([failed])
