"""The master problem of the decomposed method: siting with supply behind cuts, of which HiGHS sees the sites in play.

The whole master is compiled once. What HiGHS gets is its part on some sites (the others stay closed), so that a
programme over all of Europe is never solved as one: `placement.solve.site_blocks` prices the sites left out.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from functools import partial
from hashlib import blake2b
from typing import Any, TypeAlias

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from pyomo.repn import generate_standard_repn

from models.case import Case
from models.derive import DemandGroup, demand_pools
from placement.solve.answers import Infeasible
from placement.solve.formulate import LossCut, ReachCut, build_master, formulate, rescue_kh100e, room_within_reach
from placement.solve.supply_cut import Option, SupplyCut

Values = NDArray[np.float64]
Name: TypeAlias = tuple[Any, ...]
"""A variable or rule of the model and its index, or a cut: the same in the master of a like case."""
LOSS = "loss cut"
"""First part of the name of a row about the loss of a site; the last names the family."""
SITE_POSITION = {
    "OpenSite": 0,
    "UseCooling": 0,
    "Blocks": 0,
    "ItDraw": 0,
    "SupplyCost": 0,
    "SiteCarbon": 0,
    "SiteWater": 0,
    "Bought": 1,
    "Alive": 1,
    "Busy": 1,
    "Work": 1,
    "Serve": 1,
    "Pay": 1,
    "Capital": 0,
    "AccessLevel": 0,
    "CapitalAtLevel": 0,
    "ComputeAtLevel": 0,
}
"""Where the site stands in the index of each variable that belongs to one."""
NO_SITE = -1


@dataclass(frozen=True, eq=False)
class Row:
    """lower <= values . x[columns] <= upper, in columns of the whole master."""

    columns: NDArray[np.int32]
    values: Values
    lower: float
    upper: float
    site: int = NO_SITE
    """The site that the row is about: it only matters with that site in play."""
    own: bool = False
    """Whether the columns are all that site's."""
    asked: bool = False
    """Whether it is a question of the tree: a relaxation may pass its limits at a price."""
    name: Name = ()
    """Empty where nobody looks for it again."""


class Master:
    """The whole master, its cuts, and where its variables stand."""

    def __init__(self, case: Case, groups: tuple[DemandGroup, ...], pooled: bool = True) -> None:
        """Build and compile; ``pooled``: demand without cost of service as pools, to be cut by reach."""
        self.pools = demand_pools(groups) if pooled else ()
        self.model, self.form = formulate(partial(build_master, pools=self.pools, groups=groups), case, ())
        self.sites = tuple(case.sites)
        self.number = {s: i for i, s in enumerate(self.sites)}
        column, m = self.form.column_of(), self.model
        self.draw = {o: column[id(m.ItDraw[o])] for o in m.OPTIONS}
        self.use = {o: column[id(m.UseCooling[o])] for o in m.OPTIONS}
        self.cost = {o: column[id(m.SupplyCost[o])] for o in m.OPTIONS}
        self.carbon = {o: column[id(v)] for o, v in m.SiteCarbon.items()}
        self.water = {o: column[id(v)] for o, v in m.SiteWater.items()}
        self.open = {key: column[id(m.OpenSite[key])] for key in m.OPENINGS}
        self.blocks = np.array([column[id(v)] for v in m.Blocks.values() if id(v) in column], dtype=np.int32)
        self.serve = {key: column[id(v)] for key, v in m.Serve.items() if id(v) in column}
        self.member_unmet = {key: column[id(v)] for key, v in m.MemberUnmet.items() if id(v) in column}
        self.site_of = np.array([self._site_number(v) for v in self.form.columns], dtype=np.int32)
        self.rows: list[Row] = []
        self._column = column
        self._rescue = {key: self._terms(rescue_kh100e(m, *key)) for key in m.OPENINGS} if case.policy.n_minus_1 else {}
        self._matrix: sp.csr_array = sp.csr_array(self.form.matrix)

    def matrix(self) -> sp.csr_array:
        """All rows, those of the form first, then the cuts in the order added."""
        known = self._matrix.shape[0] - self.form.matrix.shape[0]
        if known < len(self.rows):
            self._matrix = sp.vstack([self._matrix, _stacked(self.rows[known:], len(self.form.cost))], format="csr")
        return self._matrix

    def on_columns(self, columns: NDArray[np.int64]) -> sp.csr_array:
        """All rows, on some columns: the compiled rows are cut by column, which is fast."""
        cuts = self.matrix()[self.form.matrix.shape[0] :]
        return sp.csr_array(sp.vstack([self.form.matrix[:, columns], cuts[:, columns]], format="csr"))

    def row_bounds(self) -> tuple[Values, Values]:
        """Lower and upper bounds of all rows."""
        return (
            np.concatenate([self.form.row_lower, [r.lower for r in self.rows]]),
            np.concatenate([self.form.row_upper, [r.upper for r in self.rows]]),
        )

    def bound_row(self, row: int, lower: float, upper: float) -> None:
        """Give a row (numbered as in `matrix`) other bounds."""
        number = row - len(self.form.row_lower)
        self.rows[number] = replace(self.rows[number], lower=lower, upper=upper)

    def supply_row(self, cut: SupplyCut) -> Row:
        """SupplyCost (of cost) or 0 (of need) - slope x - carbon slope e - water slope w - intercept u >= 0."""
        o = cut.option
        terms = [
            *([(self.cost[o], 1.0)] if cut.of_cost else []),
            (self.draw[o], -cut.slope_meur_per_mw),
            (self.use[o], -cut.intercept_meur),
            *((column[o], -slope) for column, slope in self._allowances(cut) if slope),
        ]
        return _own_row(terms, 0.0, self.number[o[0]], ("supply cut", *o, *astuple(cut)[1:]))

    def _allowances(self, cut: SupplyCut) -> tuple[tuple[dict[Option, int], float], ...]:
        return (
            (self.carbon, cut.carbon_slope_meur_per_kt),
            (self.water, cut.water_slope_meur_per_thousand_m3),
        )

    def largest_draw_row(self, option: Option, largest_mw: float) -> Row:
        """X <= largest u: what no supply can meet."""
        terms = [(self.draw[option], -1.0), (self.use[option], largest_mw)]
        return _own_row(terms, 0.0, self.number[option[0]], ("largest draw", *option))

    def loss_row(self, cut: LossCut, family: str) -> Row:
        """The rest carries the critical demand of the cut, that of a family, thousand H100e."""
        found = [self._rescue[s, cut.stage] for s in cut.rescuers if (s, cut.stage) in self._rescue]
        if not any(len(columns) for columns, _ in found):
            raise Infeasible(())  # nobody could ever rescue
        columns, values = (np.concatenate(parts) for parts in zip(*found, strict=True))
        # Without the lost site in play the rows of the others say as much.
        name = (LOSS, cut.lost, cut.stage, family)
        return Row(columns, values, cut.critical_h100e / 1e3, np.inf, self.number[cut.lost], name=name)

    def reach_row(self, cut: ReachCut) -> Row:
        """What the groups get flows through the sites that reach them, thousand H100e."""
        repn = generate_standard_repn(room_within_reach(self.model, cut), quadratic=False)
        columns = np.array([self._column[id(v)] for v in repn.linear_vars], dtype=np.int32)
        values = np.array(repn.linear_coefs, dtype=float)
        name = ("reach cut", cut.pool, cut.stage, digest_of(cut.groups), digest_of(cut.by_work))
        return Row(columns, values, -float(repn.constant), np.inf, name=name)

    def used(self, values: Values, tolerance: float = 1e-4) -> dict[Option, tuple[float, float]]:
        """(x, u) of every option in use, x in MW; also idle ones: the cuts alone may say that those earn money."""
        points = {o: (float(values[j]), float(values[self.use[o]])) for o, j in self.draw.items()}
        return {o: (x, u) for o, (x, u) in points.items() if x > tolerance or u > tolerance}

    def rescue_h100e(self, values: Values, tolerance: float = 1e-6) -> dict[tuple[str, str], float]:
        """Inference compute at work by (site, stage) in use, H100e."""
        opened = [key for key, j in self.open.items() if values[j] > tolerance]
        return {key: 1e3 * float(self._rescue[key][1] @ values[self._rescue[key][0]]) for key in opened}

    def _terms(self, expression: object) -> tuple[NDArray[np.int32], Values]:
        repn = generate_standard_repn(expression, quadratic=False)
        columns = np.array([self._column[id(v)] for v in repn.linear_vars], dtype=np.int32)
        return columns, np.array(repn.linear_coefs, dtype=float)

    def _site_number(self, variable: object) -> int:
        parent, index = variable.parent_component(), variable.index()  # type: ignore[attr-defined]
        position = SITE_POSITION.get(parent.local_name)
        if position is None:
            return NO_SITE
        return self.number[index[position] if isinstance(index, tuple) else index]


def digest_of(parts: Iterable[str]) -> str:
    """A short name of a set."""
    return blake2b("\n".join(sorted(parts)).encode(), digest_size=8).hexdigest()


def _own_row(terms: Iterable[tuple[int, float]], lower: float, site: int, name: Name) -> Row:
    columns, values = zip(*terms, strict=True)
    return Row(
        np.array(columns, dtype=np.int32), np.array(values, dtype=float), lower, np.inf, site, own=True, name=name
    )


def _stacked(rows: list[Row], columns: int) -> sp.csr_array:
    starts = np.concatenate([[0], np.cumsum([len(r.columns) for r in rows])])
    indices = np.concatenate([r.columns for r in rows])
    return sp.csr_array((np.concatenate([r.values for r in rows]), indices, starts), shape=(len(rows), columns))
