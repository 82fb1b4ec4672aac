"""`placement solve`: what it passes on, what it prints, what it exits with."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import click
import pytest
from click.testing import Result

from placement.cli import main
from placement.run import Rejected
from placement.solve import Infeasible, NoPlanFound
from placement.solve.options import Method
from placement.verify import Failure, Verdict
from tests.placement.cli.fakes import FakeSolve

RunCommand = Callable[..., Result]


def test_solved_is_0_and_the_page_says_what_matters(run_command: RunCommand, fake_solve: FakeSolve) -> None:
    result = run_command("solve", "tutorial", "-o", "run")
    assert result.exit_code == 0, result.output
    for words in (
        "Sines  PT        240       100,000             -\n",
        "Luleå",
        "4.00 bn EUR",
        "500 m EUR",
        "0.95 EUR",
        "31 %",
        "run/map.html",
    ):
        assert words in result.stdout
    assert "no plan whatever costs over 2.00 m EUR less" in result.stdout
    assert "bound, cost at least 3.90 bn EUR" in result.stderr


@pytest.mark.parametrize("option", [("--gap", "nan"), ("--time-limit", "nan"), ("--time-limit", "inf")])
def test_options_are_finite(option: tuple[str, str], run_command: RunCommand, fake_solve: FakeSolve) -> None:
    result = run_command("solve", "tutorial", "-o", "run", *option)
    assert result.exit_code == 2
    assert f"{option[0]}: found {option[1]}" in result.stderr
    assert not Path("run").exists()


def test_options_and_overrides_reach_the_solve(run_command: RunCommand, fake_solve: FakeSolve) -> None:
    arguments = ("--gap", "0.01", "--time-limit", "60", "--threads", "2", "--method", "monolithic")
    result = run_command("solve", "tutorial", "-o", "run", "--set", "policy.max_sites=2", *arguments)
    assert result.exit_code == 0, result.output
    case, options, manifest = fake_solve.asked
    assert case.policy.max_sites == 2
    assert (options.gap, options.time_limit_s, options.threads, options.method) == (0.01, 60, 2, "monolithic")
    assert manifest.overrides == ("policy.max_sites=2",)
    assert Path(manifest.case_folder).name == "tutorial"


def test_what_was_mended_is_told_and_reaches_the_manifest(run_command: RunCommand, fake_solve: FakeSolve) -> None:
    run_command("init", "north", "--case", "tutorial")
    with Path("north/zones.csv").open("a", encoding="utf-8") as table:
        table.write(",,\n")
    result = run_command("solve", "north", "-o", "run")
    assert result.exit_code == 0, result.output
    said = "zones.csv: 1 row without any value was left out (row 4)"
    assert f"Note: {said}." in result.stderr
    assert fake_solve.asked[2].notes == (said,)


def test_every_method_is_offered() -> None:
    (option,) = [p for p in main.commands["solve"].params if p.name == "method"]
    assert isinstance(option.type, click.Choice)
    assert set(option.type.choices) == set(get_args(Method))


def test_json_prints_the_summary_alone(run_command: RunCommand, fake_solve: FakeSolve) -> None:
    result = run_command("solve", "tutorial", "-o", "run", "--json")
    assert json.loads(result.stdout) == json.loads(Path("run/summary.json").read_text(encoding="utf-8"))


def test_without_o_the_folder_is_named_by_case_and_time(run_command: RunCommand, fake_solve: FakeSolve) -> None:
    assert run_command("solve", "tutorial").exit_code == 0
    (run,) = Path("outputs/tutorial").iterdir()
    assert (run / "map.html").is_file()
    assert run.name.endswith("Z")


def test_a_folder_that_holds_something_is_refused_before_the_case_is_read(
    run_command: RunCommand, fake_solve: FakeSolve
) -> None:
    Path("run").mkdir()
    Path("run/summary.json").write_text("{}")
    result = run_command("solve", "tutorial", "-o", "run", "--set", "policy.no_such_limit=1")
    assert result.exit_code == 2
    assert "never overwritten" in result.stderr
    assert "no_such_limit" not in result.stderr
    assert fake_solve.asked == []


def test_infeasible_is_3_with_the_reasons(run_command: RunCommand, fake_solve: FakeSolve) -> None:
    fake_solve.raises = Infeasible(("headroom of Sines", "latency of real-time"))
    result = run_command("solve", "tutorial", "-o", "run")
    assert result.exit_code == 3
    assert "  - headroom of Sines\n  - latency of real-time" in result.stderr
    assert result.stdout == ""
    assert not Path("run").exists()


def test_a_time_limit_is_4_with_the_plan_written(run_command: RunCommand, fake_solve: FakeSolve) -> None:
    fake_solve.status = "time_limit"
    result = run_command("solve", "tutorial", "-o", "run")
    assert result.exit_code == 4
    assert "stopped by the time limit" in result.stdout
    assert Path("run/map.html").is_file()


def test_a_rejected_plan_is_1_with_what_differs(
    run_command: RunCommand, fake_solve: FakeSolve, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reject(*_: object) -> None:
        raise Rejected(Verdict((Failure("costs", "costs.csv", 2.0, 1.0, "EUR"),), 1), Path("run.rejected"))

    monkeypatch.setattr("placement.run.write_run", reject)
    result = run_command("solve", "tutorial", "-o", "run", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    for told in ("rejected", "  costs: costs.csv: found 2 EUR, expected 1 EUR\n", "kept aside in run.rejected"):
        assert told in result.stderr


def test_no_plan_in_time_is_4_with_nothing_written(run_command: RunCommand, fake_solve: FakeSolve) -> None:
    fake_solve.raises = NoPlanFound("No plan was found within 1 s.")
    result = run_command("solve", "tutorial", "-o", "run")
    assert result.exit_code == 4
    assert "Nothing was written." in result.stderr
    assert not Path("run").exists()


@pytest.mark.parametrize("override", ["policy.max_sites=some", "policy.no_such_limit=1", "max_sites"])
def test_a_wrong_override_is_2(run_command: RunCommand, fake_solve: FakeSolve, override: str) -> None:
    result = run_command("solve", "tutorial", "-o", "run", "--set", override)
    assert result.exit_code == 2
    assert override.split("=")[0].split(".")[-1] in result.stderr
    assert fake_solve.asked == []


def test_a_folder_that_cannot_be_written_is_refused_before_the_solve(
    run_command: RunCommand, fake_solve: FakeSolve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_arguments: False)
    result = run_command("solve", "tutorial", "-o", "closed/run")
    assert result.exit_code == 2
    assert "Use -o." in result.stderr
    assert fake_solve.asked == []


def test_a_link_to_nothing_is_no_place_for_a_run(run_command: RunCommand) -> None:
    Path("run").symlink_to("nowhere")
    result = run_command("solve", "tutorial", "-o", "run")
    assert result.exit_code == 2
    assert "run already holds something" in result.stderr


@pytest.mark.parametrize("command", ["solve tutorial --threads", "sweep tutorial s --threads", "sweep tutorial s -j"])
def test_more_at_once_than_any_machine_does_is_refused(run_command: RunCommand, command: str) -> None:
    Path("s").touch()
    result = run_command(*command.split(), "1025", "-o", "out")
    assert result.exit_code == 2, result.output
    assert "1025 is not in the range 1<=x<=1024" in result.stderr
    assert not Path("out").exists()


@pytest.mark.parametrize("earlier", ["policy.max_sites=2", "policy.max_sites+1", " policy . max_sites = 2"])
@pytest.mark.parametrize("command", ["check tutorial", "solve tutorial -o out", "sweep tutorial s -o out"])
def test_a_value_that_a_later_one_would_replace_is_refused(
    run_command: RunCommand, fake_solve: FakeSolve, command: str, earlier: str
) -> None:
    Path("s").touch()
    result = run_command(*command.split(), "--set", earlier, "--set", "policy.max_sites=3")
    assert result.exit_code == 2, result.output
    assert "the second would replace the first" in result.stderr
    assert fake_solve.asked == []


def test_a_value_set_then_changed_and_one_said_twice_are_taken(run_command: RunCommand) -> None:
    texts = ("policy.max_sites=2", "policy.max_sites=2", "policy.max_sites+1", "stages.*.years=3")
    result = run_command("check", "tutorial", *(word for text in texts for word in ("--set", text)))
    assert result.exit_code == 0, result.output
