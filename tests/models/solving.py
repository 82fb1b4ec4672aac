"""Solve a tiny case by either method and read plain numbers out of the answer."""

from dataclasses import dataclass
from typing import Literal

from pyomo.common.errors import InfeasibleConstraintException
from pyomo.environ import value

from models.case import Case
from placement.solve.answers import Infeasible
from placement.solve.clock import Clock
from placement.solve.decided import Decided
from placement.solve.decomposed import solve_decomposed
from placement.solve.monolithic import solve_monolithic
from placement.solve.progress import never, silent
from placement.solve.terms import Terms

Method = Literal["monolithic", "decomposed"]
METHODS: tuple[Method, ...] = ("monolithic", "decomposed")
NO_PLAN = (Infeasible, ValueError, InfeasibleConstraintException)
"""That no plan meets every limit: the first is what a method should say, the others are Pyomo's way of saying it."""
TIGHT = 1e-7
"""Relative gap where the answer is known."""


@dataclass(frozen=True, eq=False)
class Answer:
    """A plan, and what is proven of it; million EUR."""

    decided: Decided

    @property
    def bound_meur(self) -> float:
        return self.decided.bound_meur

    def term_meur(self, name: str, place: str | None = None, stage: str | None = None) -> float:
        """Yearly amount of a cost term, over the places and stages of that name."""
        return sum(
            amount
            for (term, where, when), amount in self.amounts().items()
            if term == name and place in (None, where) and stage in (None, when)
        )

    def amounts(self) -> dict[tuple[str, str, str], float]:
        """(term, place, stage) -> MEUR a year. Supply at its true cost, not at that of a proxy."""
        found: dict[tuple[str, str, str], float] = {}
        for name, term in self.decided.model.cost_terms.items():
            if name != "supply":
                found |= {(name, p, t): float(value(e)) for (p, t), e in term.items()}
        for (site, _, stage), supplied in self.decided.supply.items():
            found |= {(name, site, stage): amount for name, amount in supplied.terms_meur.items()}
        return found

    @property
    def objective_meur(self) -> float:
        """Discounted sum of all terms."""
        factor = self.decided.model.discount_factor
        return sum(float(value(factor[t])) * amount for (_, _, t), amount in self.amounts().items())

    def open_sites(self, stage: str = "2030") -> set[str]:
        m = self.decided.model
        return {s for s, t in m.OPENINGS if t == stage and value(m.OpenSite[s, t]) > 0.5}

    def draw_mw(self, site: str, stage: str = "2030") -> float:
        """Average IT draw."""
        m = self.decided.model
        return sum(float(value(m.ItDraw[s, k, t])) for s, k, t in m.OPTIONS if (s, t) == (site, stage))

    def built_mw(self, site: str, stage: str = "2030") -> float:
        m = self.decided.model
        blocks = sum(float(value(m.Blocks[s, k, t])) for s, k, t in m.OPTIONS if (s, t) == (site, stage))
        return float(value(m.block_it_mw)) * blocks

    def lease_mw(self, site: str, supply: str, stage: str = "2030") -> float:
        supplied = [b for (s, _, t), b in self.decided.supply.items() if (s, t) == (site, stage)]
        return sum(b.power.leases_mw[supply] for b in supplied)

    def paid_meur(self, funder: str) -> float:
        m = self.decided.model
        return sum(float(value(m.Pay[funder, c])) for c in m.CAPITAL)


class Solve:
    """Solve with one method, to a tight gap; fails where the proof does not carry the plan."""

    def __init__(self, method: Method) -> None:
        self.method = method

    def __call__(self, case: Case, gap: float = TIGHT) -> Answer:
        terms = Terms(gap, None, 1, 0)
        solve = solve_monolithic if self.method == "monolithic" else solve_decomposed
        answer = Answer(solve(case, terms, Clock(60), silent, never))
        objective = answer.objective_meur
        assert answer.decided.status == "optimal"
        assert objective - answer.bound_meur <= gap * abs(objective) + 1e-6
        assert answer.bound_meur <= objective + 1e-6 * max(1.0, abs(objective))
        return answer
