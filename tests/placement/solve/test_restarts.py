"""A linear programme in trouble is begun anew; a mixed-integer one is not."""

import pytest

from placement.solve.answers import SolverTrouble
from placement.solve.highs_problem import HighsProblem, Outcome
from placement.solve.progress import never
from placement.solve.restarts import LADDER, run_restarting
from tests.placement.solve.forms import form


def problem(whole: bool) -> HighsProblem:
    """Minimise x of at least 1.5."""
    return HighsProblem(form([1.0], [1.0], least=1.5, upper=9.0, whole=whole))


def in_trouble(monkeypatch: pytest.MonkeyPatch, times: int) -> list[str]:
    """The first ``times`` runs fail; the solvers asked are listed."""
    asked: list[str] = []
    usual = HighsProblem.run

    def run(self: HighsProblem, *args: object) -> Outcome:
        asked.append(str(self.highs.getOptionValue("solver")[1]))
        if len(asked) <= times:
            raise SolverTrouble("astray")
        return usual(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(HighsProblem, "run", run)
    return asked


@pytest.mark.parametrize("times", [0, 1, 2])
def test_a_later_rung_answers(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    asked, linear = in_trouble(monkeypatch, times), problem(whole=False)
    assert run_restarting(linear, never).objective == pytest.approx(1.5)
    assert asked == list(LADDER[: times + 1])
    assert linear.highs.getOptionValue("solver")[1] == "choose"


def test_after_the_last_rung_it_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = in_trouble(monkeypatch, 3)
    with pytest.raises(SolverTrouble, match="astray"):
        run_restarting(problem(whole=False), never)
    assert len(asked) == len(LADDER)


def test_whole_numbers_are_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = in_trouble(monkeypatch, 1)
    with pytest.raises(SolverTrouble):
        run_restarting(problem(whole=True), never)
    assert asked == ["choose"]
