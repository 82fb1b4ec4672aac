"""What a search leaves behind for like cases."""

from collections.abc import Iterable

from models.derive import DemandGroup
from placement.solve.master import LOSS, digest_of
from placement.solve.names import Names
from placement.solve.part import IN_BASIS
from placement.solve.relax import Relaxed
from placement.solve.search import Search
from placement.solve.start import Demand, Reach, Start

MOST_IN_PLAY = 64
"""Sites in play that are handed on: those used most, then of least price."""


def leave(search: Search, relaxed: Relaxed) -> Start:
    """The start that a search with a plan leaves; of rows of reach and loss, those that held its relaxation down.

    What was handed on and did not matter ends here, or a chain of cases would hand on ever more.
    """
    assert search.best is not None, "a search without a plan has raised"
    columns, rows = Names(search.master).statuses(relaxed.basis)
    held = {i for i, status in enumerate(relaxed.basis.rows.tolist()) if status != IN_BASIS}
    tight = {name[3] for name, _ in rows if name[0] == LOSS}
    members = {g.group: g for pool in search.master.pools for g in pool.members}
    return Start(
        sites=tuple(search.open_sites(search.best)),
        in_play=tuple([s for s in relaxed.ranked() if s in relaxed.in_play][:MOST_IN_PLAY]),
        reach=tuple(
            Reach(c.pool, c.stage, _demands(members[g] for g in c.groups), tuple(sorted(c.by_work)))
            for c, row in search.reach_cuts.items()
            if row in held
        ),
        losses=tuple(_demands(family) for key, family in search.families().items() if digest_of(key) in tight),
        columns=columns,
        rows=rows,
    )


def _demands(groups: Iterable[DemandGroup]) -> tuple[Demand, ...]:
    return tuple((g.workload, region) for g in groups for region in g.regions)
