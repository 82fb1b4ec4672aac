"""An index counts as sure where neither chance, among all parameters, nor the gaps could make it."""

from pathlib import Path

import pytest

from placement.sweep.axes import Interval
from placement.sweep.points import points
from placement.sweep.sensitivity import Index
from placement.sweep.spec import Sample
from placement.sweep_report.parts.brief import brief
from placement.sweep_report.parts.indices import certain
from placement.sweep_report.read import read_sweep
from placement.sweep_report.swept import Design, Parameter
from tests.placement.sweep_report.made_sweeps import RATE, SCALE, Made


def design(parameters: int) -> Design:
    """A sample of so many parameters."""
    return Design("sobol", tuple(Parameter(i, f"p{i}", "set") for i in range(parameters)), (), {})


def index(value: float | None, confidence: float | None, noise: float | None) -> Index:
    """An index with its half-width of 95 %."""
    return Index("p0", "objective_eur", "S1", value, confidence, noise, "RBD-FAST", 64, 0)


@pytest.mark.parametrize(
    ("parameters", "value", "confidence", "noise", "expected"),
    [
        (1, 0.10, 0.07, 0.0, True),
        (10, 0.10, 0.07, 0.0, False),  # 0.07 at 95 % is 0.118 at 99.9 %
        (10, 0.12, 0.07, 0.0, True),
        (1, 0.10, 0.09, 0.0, False),  # above its half-width at 95 %, not at 99 %
        (1, 0.10, 0.01, 0.1, False),
        (1, 0.10, 0.01, None, False),
        (1, None, None, None, False),
    ],
)
def test_certain(
    parameters: int, value: float | None, confidence: float | None, noise: float | None, expected: bool
) -> None:
    assert certain(design(parameters), index(value, confidence, noise)) is expected


def test_of_morris_design_the_indices_say_what_moves_the_cost(tmp_path: Path) -> None:
    pytest.importorskip("SALib", reason="the extra sensitivity is not installed: indices are not tested")
    made = Made((SCALE, RATE))
    made.add("base")
    axes = tuple(Interval(path, "=", 0.0, 1.0) for path in (SCALE, RATE))
    found = points(Sample("morris", 6, 1, axes, levels=4))
    names = [made.add(f"m{i}", {SCALE: a, RATE: b}, siting=400 + 300 * a) for i, (a, b) in enumerate(found)]
    made.design("morris", (SCALE, RATE), names, samples=6, trajectories=6, levels=4, seed=1)
    for parameter in made.designs[0]["parameters"]:
        parameter.update(low=0.0, high=1.0)
    answers = dict(brief(read_sweep(made.write(tmp_path / "sweep"))))
    assert answers["What moves the cost most?"].startswith(
        "Over its interval, demand: scale moves the siting cost most: by EUR 300"
    )
