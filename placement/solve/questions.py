"""Questions of the tree: how many sites of a set are open in a stage, or have a cooling; each a row of the master."""

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from placement.solve.clusters import clusters
from placement.solve.master import NO_SITE, Row, Values
from placement.solve.part import MasterPart
from placement.solve.search import Search

WHOLE = 1e-4
"""A count this near a whole number is one."""

Question: TypeAlias = tuple[int, str, str]
"""How many sites of a cluster are open in a stage; or with a cooling named, have it."""
Limits: TypeAlias = Mapping[Question, tuple[float, float]]
"""Least and most count of every question that a node has answered."""
NO_LIMIT = -np.inf, np.inf


class Questions:
    """The sets that may be asked about, and the rows of those that were."""

    def __init__(self, search: Search) -> None:
        self._search, self._master = search, search.master
        self._members = clusters(search.case).members
        self._sizes = self._members.sum(axis=1)
        alone = np.flatnonzero(self._sizes == 1)
        self._singles = {int(self._members[c].argmax()): int(c) for c in alone}
        self.stages = [t.stage for t in search.case.stages]
        self._row_of: dict[Question, int] = {}

    def everywhere(self) -> Question:
        """How many sites are open in the last stage, of all."""
        return 0, self.stages[-1], ""

    def single(self, site: str) -> Question:
        """Whether one site is open in the last stage."""
        return self._single(site), self.stages[-1], ""

    def sites_of(self, cluster: int) -> set[str]:
        """The sites of a cluster."""
        return {s for s, inside in zip(self._master.sites, self._members[cluster], strict=True) if inside}

    def closed_by(self, limits: Limits) -> set[str]:
        """Sites that may not be open in the last stage."""
        none = [c for (c, t, k), (_, most) in limits.items() if most == 0 and t == self.stages[-1] and not k]
        return set[str]().union(*map(self.sites_of, none))

    def limit(self, part: MasterPart, limits: Limits) -> None:
        """Give every question's row these limits, or none."""
        for question in limits:
            self._row(question)
        for question in self._row_of:
            self.bound(part, question, *limits.get(question, NO_LIMIT))

    def bound(self, part: MasterPart, question: Question, least: float, most: float) -> None:
        """Limit one count, in the master and in the part."""
        row = self._row(question)
        self._master.bound_row(row, least, most)
        part.bound_row(row, least, most)

    def opened(self, values: Values, stage: str) -> Values:
        """Share of every site that is open in the stage."""
        columns = [self._master.open.get((s, stage)) for s in self._master.sites]
        return np.array([0.0 if j is None else values[j] for j in columns])

    def counts(self, values: Values) -> dict[Question, float]:
        """How many sites every cluster has open in every stage, and whether a site has a cooling in the last one."""
        found: dict[Question, float] = {}
        for stage in self.stages:
            found |= {(c, stage, ""): float(x) for c, x in enumerate(self._members @ self.opened(values, stage))}
        use = {o: float(values[j]) for o, j in self._master.use.items() if o[2] == self.stages[-1]}
        return found | {(self._single(s), t, k): x for (s, k, t), x in use.items() if x > WHOLE}

    def fractional(self, counts: Mapping[Question, float]) -> list[Question]:
        """Questions whose count is not whole; of sets with one count the largest: closing it shuts out most."""
        apart = [q for q, x in counts.items() if abs(x - round(x)) > WHOLE]
        found: dict[tuple[str, str, float], Question] = {}
        for q in sorted(apart, key=lambda q: (-self._sizes[q[0]], q)):
            found.setdefault((q[1], q[2], round(counts[q], 4)), q)
        return list(found.values())

    def _single(self, site: str) -> int:
        return self._singles[self._master.number[site]]

    def _row(self, question: Question) -> int:
        if question not in self._row_of:
            columns = self._columns(question)
            row = Row(columns, np.ones(len(columns)), *NO_LIMIT, NO_SITE, asked=True)
            self._row_of[question] = self._search.add_row(row)
        return self._row_of[question]

    def _columns(self, question: Question) -> NDArray[np.int32]:
        cluster, stage, cooling = question
        sites = sorted(self.sites_of(cluster), key=self._master.number.__getitem__)
        if cooling:
            return np.array([self._master.use[s, cooling, stage] for s in sites], dtype=np.int32)
        return np.array([self._master.open[s, stage] for s in sites if (s, stage) in self._master.open], dtype=np.int32)
