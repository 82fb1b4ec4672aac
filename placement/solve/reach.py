"""Reach: find what a pool's demand cannot flow through, by a max-flow for each pool and stage."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.derive import DemandPool
from placement.solve.formulate import ReachCut
from placement.solve.least_cut import RELATIVE_SHORTFALL, Amounts, Chosen, least_cut
from placement.solve.master import Master

Numbers = NDArray[np.int64]
MOST_SINGLES = 60
"""Rows of one group each, a round, a pool and a stage: the worst ones."""
LARGE_REACH = 0.25
"""A site that is not in use is measured by its work where it reaches more than this share of the pool's demand."""


@dataclass(frozen=True, eq=False)
class PoolUse:
    """What a point of the master says of one pool in one stage; sites and groups in the order of `ReachTable`."""

    unmet: Amounts
    """Share of each group."""
    work_h100e: Amounts
    """Done by each site for the pool."""
    opened: Amounts
    """Share of each site."""


class ReachTable:
    """Which groups of a pool each site reaches, as a matrix."""

    def __init__(self, pool: DemandPool, sites: tuple[str, ...]) -> None:
        """``sites``: every site of the case, in order."""
        self.pool, self.sites = pool.pool, sites
        self.groups = tuple(g.group for g in pool.members)
        number = {s: i for i, s in enumerate(sites)}
        self.reaches = np.zeros((len(self.groups), len(sites)), dtype=bool)
        for i, g in enumerate(pool.members):
            self.reaches[i, [number[link.site] for link in g.links]] = True
        self.h100e: Mapping[str, Amounts] = {
            t: np.array([g.h100e[t] for g in pool.members]) for t in pool.members[0].h100e
        }

    def broken(self, stage: str, use: PoolUse) -> Iterator[ReachCut]:
        """Rows that the point breaks: the least cut of the flow, and the groups that fall short on their own.

        A group may be within reach of sites that are open but do no work for it: then its own row measures those by
        their work, which is the cut of the flow.
        """
        demand = self.h100e[stage]
        served = demand * (1.0 - np.clip(use.unmet, 0.0, 1.0))
        short, by_work = self._least_cut(demand, served, use)
        if not short.any():
            return
        alone = served - demand * np.minimum(1.0, self.reaches @ use.opened)
        worst = np.argsort(-alone)[:MOST_SINGLES]
        for i in (i for i in worst if alone[i] > RELATIVE_SHORTFALL * demand[i] and demand[i] > 0):
            yield ReachCut(self.pool, stage, (self.groups[i],), frozenset())
        if short.sum() > 1 or by_work.any():
            yield ReachCut(
                self.pool,
                stage,
                tuple(g for g, inside in zip(self.groups, short, strict=True) if inside),
                frozenset(s for s, inside in zip(self.sites, by_work, strict=True) if inside),
            )

    def _least_cut(self, demand: Amounts, served: Amounts, use: PoolUse) -> tuple[Chosen, Chosen]:
        """Groups on the short side, and sites there measured by work; no group where all demand flows."""
        used = np.flatnonzero((use.work_h100e > 0) | (use.opened > 0))
        through = self.reaches[:, used] * demand[:, None] * np.minimum(use.opened[used], 1.0)
        found = least_cut(served, through, use.work_h100e[used], float(demand.sum()))
        if found is None:
            return np.zeros(len(self.groups), dtype=bool), np.zeros(len(self.sites), dtype=bool)
        short, stopping = found
        by_work = demand[short] @ self.reaches[short] > LARGE_REACH * demand.sum()
        by_work[used] = stopping
        return short, by_work


class ReachCheck:
    """Every pool's table, and where its amounts stand in the master's columns."""

    def __init__(self, master: Master) -> None:
        self._tables = [(ReachTable(pool, master.sites), self._places(pool, master)) for pool in master.pools]
        self._demand = {
            (p, t): 1e3 * float(master.model.demand_kh100e[p, t]) for p, t in master.model.WANTED if p in self._pools
        }

    @property
    def _pools(self) -> set[str]:
        return {table.pool for table, _ in self._tables}

    def broken(self, values: Amounts) -> list[ReachCut]:
        """Rows that a point of the master breaks; an amount without a column is 0."""
        padded = np.append(values, 0.0)
        return [
            cut
            for table, places in self._tables
            for stage, (unmet, work, opened) in places.items()
            if (table.pool, stage) in self._demand
            for cut in table.broken(
                stage,
                PoolUse(
                    padded[unmet],
                    np.maximum(padded[work], 0.0) * self._demand[table.pool, stage],
                    np.maximum(padded[opened], 0.0),
                ),
            )
        ]

    @staticmethod
    def _places(pool: DemandPool, master: Master) -> dict[str, tuple[Numbers, Numbers, Numbers]]:
        """Columns of unmet by group, of work and of opening by site, in each stage; -1 where there is none."""
        return {
            t: (
                np.array([master.member_unmet.get((g.group, t), -1) for g in pool.members]),
                np.array([master.serve.get((pool.pool, s, t), -1) for s in master.sites]),
                np.array([master.open.get((s, t), -1) for s in master.sites]),
            )
            for t in master.model.STAGES
        }
