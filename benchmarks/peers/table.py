"""Who is compared: ours and the peers, each a process of its own."""

import importlib.util
from dataclasses import dataclass

from benchmarks.peers.options import HIGHS, LINOPY, OURS, SCIP, shown


@dataclass(frozen=True, slots=True)
class Peer:
    """One way to solve an instance."""

    name: str
    """Of its module too, but for ours."""
    what: str
    needs: tuple[str, ...]
    """Modules without which it cannot run."""
    how: str
    """Model and options, for the table."""

    def is_available(self) -> bool:
        """Whether all that it needs is installed."""
        return all(importlib.util.find_spec(module) for module in self.needs)


OURSELVES = Peer("placement", "ours", (), f"`placement solve {' '.join(OURS)}` of the imported case")

PEERS = (
    OURSELVES,
    Peer(
        "pyomo_plain",
        "Pyomo + HiGHS",
        ("pyomo", "highspy"),
        f"the plain model by rules, `SolverFactory('highs')` of pyomo.contrib.solver; {shown(HIGHS)}",
    ),
    Peer(
        "linopy_highs",
        "linopy + HiGHS",
        ("linopy", "highspy"),
        f"the same model by whole arrays, `Model(sparse=True)`; {shown({**LINOPY, **HIGHS})}",
    ),
    Peer("scip", "SCIP", ("pyscipopt",), f"the same model through PySCIPOpt; {shown(SCIP)}"),
    Peer(
        "highspy_rows",
        "highspy, all rows",
        ("highspy",),
        f"the same model as arrays given to `passModel`, all strong rows from the start; {shown(HIGHS)}",
    ),
)
"""In the order of the table. Ours runs with every run of the others, so that ratios are of one run."""
