"""Read the decisions out of Pyomo: the last place that knows it."""

from collections.abc import Iterable, Mapping
from typing import Any

from pyomo.environ import ConcreteModel, value

from models.case import Case
from models.derive import demand_groups
from placement.account import CostRow, Decisions
from placement.solve.decided import Decided
from placement.solve.nearest import by_shortest_trips
from placement.solve.reading import is_on, open_options
from placement.solve.supply_plan import DUST, clean

SUPPLY_PROXY = "supply"
"""The one cost term of supply in a master; the programmes behind it know the real ones."""
DUST_SHARE = 1e-12
"""Of the largest row of costs: in a case of tiny costs, a row of a thousandth of an EUR is no dust."""


def extract(case: Case, decided: Decided) -> Decisions:
    """The decisions of the best plan, in the user's units."""
    m = decided.model
    opened = [(s, t) for s, t in m.OPENINGS if is_on(m.OpenSite[s, t])]
    used = open_options(m)
    cooling = dict.fromkeys(opened, "") | {(s, t): k for s, k, t in used}
    kept = set(used)
    serve, unmet = _service(case, m, set(opened))
    return Decisions(
        cooling=cooling,
        blocks={o: round(value(m.Blocks[o])) for o in used},
        it_draw_mw={o: clean(value(m.ItDraw[o])) for o in used},
        bought={i: n for i, n in _amounts(m.Bought, 1e3).items() if i[1:] in kept},
        alive={i: n for i, n in _amounts(m.Alive, 1e3).items() if i[1:] in kept},
        busy={(g, s, kind, t): n for (g, s, t, kind), n in _amounts(m.Work, 1e3).items()},
        serve=by_shortest_trips(case, serve),
        unmet=unmet,
        pay_eur=_amounts(m.Pay, 1e6),
        access_level={s: level for (s, level), z in m.AccessLevel.items() if is_on(z)},
        power={o: decided.supply[o].power for o in used},
        costs=tuple(_costs(decided)),
    )


def _amounts(variables: Any, unit: float) -> dict[Any, float]:
    """Values that are not dust, times the unit."""
    found = {index: clean(value(variable)) for index, variable in variables.items()}
    return {index: unit * number for index, number in found.items() if number > 0}


def _service(
    case: Case, m: ConcreteModel, opened: set[tuple[str, str]]
) -> tuple[dict[tuple[str, str, str, str], float], dict[tuple[str, str, str], float]]:
    """Give each region of a group the group's shares."""
    serve: dict[tuple[str, str, str, str], float] = {}
    unmet: dict[tuple[str, str, str], float] = {}
    wanted = set(m.WANTED)
    for group in demand_groups(case):
        for t in (t for t in m.STAGES if (group.group, t) in wanted):
            regions = [r for r in group.regions if case.demand.get((group.workload, r, t), 0.0) > 0]
            missing = clean(value(m.Unmet[group.group, t]))
            shares = {s: clean(value(m.Serve[group.group, s, t])) for s in m.SERVERS[group.group, t]}
            for r in regions:
                serve |= {(group.workload, r, s, t): x for s, x in shares.items() if x > 0 and (s, t) in opened}
                if missing > 0:
                    unmet[group.workload, r, t] = missing
    return serve, unmet


def _costs(decided: Decided) -> Iterable[CostRow]:
    """Exactly the terms of the objective, by stage and site; supply terms from the programmes themselves."""
    found: dict[tuple[str, str, str], float] = {}
    for (s, _, t), supply in decided.supply.items():
        _add(found, ((name, t, s, meur) for name, meur in supply.terms_meur.items()))
    own = set(next(iter(decided.supply.values())).terms_meur) if decided.supply else set()
    for name, term in decided.model.cost_terms.items():
        if name not in own and name != SUPPLY_PROXY:
            placed = name not in ("price_rise", "unmet_demand")
            _add(found, ((name, index[-1], index[0] if placed else "", value(e)) for index, e in term.items()))
    dust = min(DUST, DUST_SHARE * max(map(abs, found.values()), default=0.0))
    rows = (CostRow(term, t, s, 1e6 * meur) for (term, t, s), meur in found.items() if abs(meur) > dust)
    return sorted(rows, key=lambda row: _order(decided.model, row))


def _add(found: dict[tuple[str, str, str], float], rows: Iterable[tuple[str, str, str, float]]) -> None:
    for term, stage, site, meur in rows:
        found[term, stage, site] = found.get((term, stage, site), 0.0) + meur


def _order(m: ConcreteModel, row: CostRow) -> tuple[int, int, int]:
    terms: Mapping[str, int] = {name: i for i, name in enumerate(m.cost_terms)}
    stages, sites = list(m.STAGES), {s: i for i, s in enumerate(m.SITES)}
    return terms.get(row.term, -1), stages.index(row.stage), sites.get(row.site, -1)
