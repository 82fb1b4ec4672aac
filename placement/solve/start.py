"""What a solve leaves for a like case to begin with: its sites, the rows it needed, where its relaxation ended.

All of it by name, so that it fits a case with other demand, links, limits or money. It proves nothing: whatever a
solve begins with, its plan is priced and its bound proven anew.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from models.derive import DemandGroup
from placement.solve.formulate import ReachCut
from placement.solve.master import Master
from placement.solve.names import Names, Statuses, names_from
from placement.solve.part import Basis
from placement.solve.survival import Family

Demand: TypeAlias = tuple[str, str]
"""(workload, region)."""


@dataclass(frozen=True)
class Reach:
    """A `ReachCut` by regions: other links make other groups."""

    pool: str
    stage: str
    demands: tuple[Demand, ...]
    by_work: tuple[str, ...]


@dataclass(frozen=True)
class Start:
    """What was known at the end of a solve."""

    sites: tuple[str, ...]
    """Open in the last stage of the best plan."""
    in_play: tuple[str, ...]
    """To solve the relaxation over all sites on first."""
    reach: tuple[Reach, ...]
    """Rows that held it down."""
    losses: tuple[tuple[Demand, ...], ...]
    """Demands that must survive the loss of any site together."""
    columns: Statuses
    """Of its basis, those off their lower bound."""
    rows: Statuses
    """Of its basis, those outside of it."""

    def packed(self) -> bytes:
        """As bytes."""
        return zlib.compress(json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")).encode())

    @classmethod
    def unpacked(cls, content: bytes) -> Start:
        """From the bytes of `packed`. Raises ValueError where they are anything else."""
        try:
            return cls._read(json.loads(zlib.decompress(content)))
        except (zlib.error, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError(f"no start of a solve: {error}") from error

    @classmethod
    def _read(cls, fields: dict[str, Any]) -> Start:
        return cls(
            sites=_texts(fields["sites"]),
            in_play=_texts(fields["in_play"]),
            reach=tuple(
                Reach(pool, stage, _demands(r["demands"]), _texts(r["by_work"]))
                for r in fields["reach"]
                for pool, stage in [_texts([r["pool"], r["stage"]])]
            ),
            losses=tuple(_demands(found) for found in fields["losses"]),
            columns=names_from(fields["columns"]),
            rows=names_from(fields["rows"]),
        )

    def sites_in_play(self, master: Master) -> list[str]:
        """Those of its sites that another master has; the sites of its plan among them."""
        wanted = {*self.in_play, *self.sites}
        return [s for s in master.sites if s in wanted]

    def reach_cuts(self, master: Master) -> Iterator[ReachCut]:
        """Its rows of reach, as rows of another master; any set of groups that want something makes a valid one."""
        members = {pool.pool: pool.members for pool in master.pools}
        stages, sites = set(master.model.STAGES), set(master.sites)
        for reach in self.reach:
            groups = _holding(members.get(reach.pool, ()), reach.demands)
            groups = tuple(g for g in groups if g.h100e.get(reach.stage, 0.0) > 0)  # the others have no variables
            if groups and reach.stage in stages:
                by_work = frozenset(sites.intersection(reach.by_work))
                yield ReachCut(reach.pool, reach.stage, tuple(g.group for g in groups), by_work)

    def families(self, groups: Sequence[DemandGroup]) -> list[Family]:
        """Its demands that must survive together, among the groups of another case.

        Any set makes valid rows where a lost site must be survived at all (``n_minus_1``).
        """
        return [family for demands in self.losses if (family := _holding(groups, demands))]

    def basis(self, master: Master) -> Basis:
        """Where it ended, in another master."""
        return Names(master).basis(self.columns, self.rows)


def _holding(groups: Sequence[DemandGroup], demands: Iterable[Demand]) -> Family:
    """Groups with any of these demands in them."""
    wanted = set(demands)
    return tuple(g for g in groups if any((g.workload, region) in wanted for region in g.regions))


def _demands(found: Sequence[Sequence[str]]) -> tuple[Demand, ...]:
    return tuple((workload, region) for workload, region in map(_texts, found))


def _texts(found: Sequence[str]) -> tuple[str, ...]:
    if isinstance(found, str) or not all(isinstance(text, str) for text in found):
        raise ValueError(f"expected texts, found {found!r}")
    return tuple(found)
