"""Ways to the answer of a case, and what each says."""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Literal

from models.case import Case
from placement.account import Plan
from placement.run import Manifest, write, write_run
from placement.solve import Infeasible, NoPlanFound, SolveOptions, branch, improve, relax, settle, solve, solve_from
from placement.verify import verify_plan
from tests.random_comparison.instead import instead
from tests.random_comparison.random_case import random_case
from tests.third_voice.programme import Undecided
from tests.third_voice.voice import ask

GAP, SECONDS = 1e-4, 60.0
INFINITE = float("inf")
Word = Literal["optimal", "infeasible", "stopped", "trouble"]


@dataclass(frozen=True)
class Said:
    """A cost in EUR that a plan has, and one below which no plan is; infinite where there is no plan."""

    word: Word
    cost: float = INFINITE
    bound: float = -INFINITE
    wrong: tuple[str, ...] = ()
    """What is wrong with it by itself."""


def third_voice(case: Case) -> Said:
    try:
        answer = ask(case, GAP / 10, SECONDS)
    except Undecided as why:
        return Said("stopped", wrong=(f"undecided: {why}",))
    if answer is None:
        return Said("infeasible", bound=INFINITE)
    return Said("optimal", 1e6 * answer.cost, 1e6 * answer.bound)


def solved(
    case: Case, method: Literal["monolithic", "decomposed"], check: bool, start: bytes | None = None
) -> tuple[Said, bytes | None]:
    """What a method of the project says, its plan checked if asked; and the start that it leaves."""
    options = SolveOptions(gap=GAP, time_limit_s=SECONDS, threads=1, method=method)
    try:
        with instead((solve, "why_infeasible", lambda *_: ())):  # the longest part of such a solve, and not compared
            found = solve_from(start, case, options)
    except Infeasible:
        return Said("infeasible", bound=INFINITE), None
    except NoPlanFound as why:
        return Said("stopped", bound=1e6 * why.bound_meur), None
    except Exception as fault:  # any fault of a solve is what this looks for
        return Said("trouble", wrong=(f"{type(fault).__name__}: {fault}",)), None
    summary = found.plan.summary
    cost, bound = float(summary["objective_eur"]), summary["bound_eur"]
    word: Word = "optimal" if summary["status"] == "optimal" else "stopped"
    wrong = refused(case, found.plan) if check else ()
    return Said(word, cost, -INFINITE if bound is None else float(bound), wrong), found.start


def refused(case: Case, plan: Plan) -> tuple[str, ...]:
    """What `placement verify` finds in the run of a plan."""
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder) / "run"
        with instead((write, "draw_map", lambda _, page: page.write_text("<html></html>"))):
            write_run(plan, run, Manifest(Path(folder), (), SolveOptions(gap=GAP)))
        return tuple(str(failure) for failure in verify_plan(case, run).failures)


FORCED_TREE: tuple[tuple[ModuleType, str, int], ...] = (
    (relax, "FIRST_SITES", 1),
    (settle, "FEW_SITES", 1),
    (improve, "SITES", 1),
    (branch, "FEW_LEFT", 0),
    (branch, "MORE_SITES", 1),
)
"""The proof branches however few the sites: one in play at first, no programme of all that are left."""


@lru_cache(maxsize=2)
def decomposed(seed: int, check: bool) -> tuple[Said, bytes | None]:
    """Of the case of a seed, and the start that it leaves."""
    return solved(random_case(seed), "decomposed", check)


def by_forced_tree(seed: int, check: bool) -> Said:
    with instead(*FORCED_TREE):
        return solved(random_case(seed), "decomposed", check)[0]


def begun_from_another(seed: int, check: bool) -> Said:
    """Where the case of the seed before ended."""
    start = decomposed(abs(seed - 1), check)[1]
    return solved(random_case(seed), "decomposed", check, start)[0]


VOICES: Mapping[str, Callable[[int, bool], Said]] = {
    "third voice": lambda seed, _: third_voice(random_case(seed)),
    "monolithic": lambda seed, check: solved(random_case(seed), "monolithic", check)[0],
    "decomposed": lambda seed, check: decomposed(seed, check)[0],
    "forced tree": by_forced_tree,
    "begun from another": begun_from_another,
}
"""What each says of the case of a seed, and whether `placement verify` looks at its plan too."""
