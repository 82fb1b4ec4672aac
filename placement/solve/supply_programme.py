"""One site's supply problem inside HiGHS, and what it is asked."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.derive import usable_headroom_mw, zone_series
from models.supply import PENALTY_MEUR, Resource
from placement.solve.battery_ways import Battery
from placement.solve.duals import Numbers, packed_duals, unpacked_duals
from placement.solve.formulate import build_supply
from placement.solve.highs_problem import HighsProblem
from placement.solve.standard_form import StandardForm, compile_model
from placement.solve.supply_cut import Ask, Option


class SupplyProgramme:
    """Of one site and cooling, in every stage whose hours agree: stages differ by headroom alone, a right-hand side."""

    def __init__(self, case: Case, site: str, cooling: str, stages: Sequence[str], directed: bool = False) -> None:
        """Build and compile it once; ``directed`` as in `build_supply`."""
        self.case = case
        self.options: dict[str, Option] = {t: (site, cooling, t) for t in stages}
        self.model = build_supply(case, site, cooling, stages[0], directed)
        self.problem = HighsProblem(compile_model(self.model), threads=1, listens=False)
        self.headroom_mw = _headroom_mw(case, site, stages)
        column = self.problem.form.column_of()
        row = {id(c): i for i, c in enumerate(self.problem.form.rows)}
        self.draw = column[id(self.model.ItDraw)]
        connection = [row[id(c)] for c in self.model.grid_import_within_headroom.values()]
        self.connection = np.array(connection, dtype=np.int32)
        within = self.model.carbon_within_allowance, self.model.water_within_allowance
        self.allowance: dict[Resource, int] = {r: row[id(c)] for rule in within for r, c in rule.items()}
        self.over: dict[Resource, int] = {r: column[id(v)] for r, v in self.model.OverAllowance.items()}
        self.battery = Battery(self.model, column)

    def put(self, stage: str, ask: Ask, most_over: float = float("inf")) -> None:
        """Put the ask, in the stage; ``most_over``: of any allowance."""
        highs = self.problem.highs
        if any(ask.allowance(r) is not None and r not in self.allowance for r in PENALTY_MEUR):
            raise ValueError(f"{ask} at {self.options[stage]}: the case has no such fleet cap")
        for row, upper in zip(self.connection.tolist(), self.headroom_mw[stage].tolist(), strict=True):
            highs.changeRowBounds(row, -float("inf"), upper)
        highs.changeColBounds(self.draw, ask.it_draw_mw, ask.it_draw_mw)
        for r, row in self.allowance.items():
            limit = ask.allowance(r)
            highs.changeRowBounds(row, -float("inf"), float("inf") if limit is None else limit)
            highs.changeColBounds(self.over[r], 0.0, most_over)
            highs.changeColCost(self.over[r], ask.penalty * PENALTY_MEUR[r])

    @contextmanager
    def costs(self, other: Numbers) -> Iterator[None]:
        """Another objective for a while; `put` then gives the penalties anew."""
        highs, columns = self.problem.highs, np.arange(other.size, dtype=np.int32)
        highs.changeColsCost(len(columns), columns, other)
        try:
            yield
        finally:
            highs.changeColsCost(len(columns), columns, self.problem.form.cost)

    @contextmanager
    def shut(self, columns: NDArray[np.int32]) -> Iterator[None]:
        """Columns of the battery at 0 for a while."""
        highs, none = self.problem.highs, np.zeros(len(columns))
        highs.changeColsBounds(len(columns), columns, none, none)
        try:
            yield
        finally:
            highs.changeColsBounds(len(columns), columns, none, np.full(len(columns), np.inf))

    # ---- what follows from duals -------------------------------------------------------------------------------------

    def form_of(self, stage: str) -> StandardForm:
        """The programme of a stage before anything is asked of it, all allowances 0."""
        upper = self.problem.form.row_upper.copy()
        upper[self.connection] = self.headroom_mw[stage]
        upper[list(self.allowance.values())] = 0.0
        return replace(self.problem.form, row_upper=upper)

    def needs(self) -> Numbers:
        """As costs, what is over the allowances alone."""
        needs = np.zeros_like(self.problem.form.cost)
        needs[list(self.over.values())] = 1.0
        return needs

    def packed_duals(self) -> bytes:
        """Of the last run, as a case with whatever fleet caps may read them."""
        return packed_duals(self.lasting(np.array(self.problem.highs.getSolution().row_dual)))

    def lasting(self, duals: Numbers) -> Numbers:
        """Those of the rows that the programme has under any fleet caps, then those of carbon and water."""
        capped = [duals[self.allowance[r]] if r in self.allowance else 0.0 for r in PENALTY_MEUR]
        return np.concatenate([np.delete(duals, list(self.allowance.values())), capped])

    def duals_from(self, content: bytes, most: int = 1) -> Numbers | None:
        """Duals of the rows from packed ones, a line for each of ``most`` runs; None where they do not fit."""
        rows, free = len(self.problem.form.row_lower), list(PENALTY_MEUR)
        kept = unpacked_duals(content, rows - len(self.allowance) + len(free), most)
        if kept is None or any(kept[:, i - len(free)].any() for i, r in enumerate(free) if r not in self.allowance):
            return None
        duals = np.zeros((len(kept), rows))
        duals[:, np.setdiff1d(np.arange(rows), list(self.allowance.values()))] = kept[:, : -len(free)]
        for r, row in self.allowance.items():
            duals[:, row] = kept[:, free.index(r) - len(free)]
        return duals


def _headroom_mw(case: Case, site: str, stages: Sequence[str]) -> dict[str, Numbers]:
    """By stage; their hours agree."""
    place = case.sites[site]
    series = zone_series(case, stages[0], str(place.zone))
    return {t.stage: usable_headroom_mw(case, place, t, series) for t in case.stages if t.stage in stages}
