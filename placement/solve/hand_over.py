"""The best plan of a search, exact: its integers fixed, who serves whom written out, supply at true cost."""

from functools import partial

import numpy as np

from placement.solve.answers import PlanDoesNotHold, WorkersLost
from placement.solve.decided import Decided
from placement.solve.ending import bound_below, ending, is_proven
from placement.solve.master import Master, Values
from placement.solve.progress import never
from placement.solve.reading import open_options
from placement.solve.screen import with_sites
from placement.solve.search import Search
from placement.solve.settle import settle_point


def hand_over(search: Search) -> Decided:
    """Write the plan out, whatever becomes of workers: asked again, this process answers what they were lost over.

    Its status is that of the cost as written out. Raises PlanDoesNotHold where the plan, with every link of service,
    keeps some limit no longer.
    """
    while True:
        try:
            return _hand_over(search)
        except WorkersLost as lost:
            search.log.append(f"This process goes on with the writing-out: {lost}")


def _hand_over(search: Search) -> Decided:
    """Settle what is not whole on the master of the plan's sites alone, with every link of service."""
    assert search.best is not None, "a search without a plan has raised"
    small = with_sites(search.case, tuple(search.open_sites(search.best)))
    # A plan at hand is finished, whatever the clock or the user says.
    final = Search(small, search.curves, search.terms, search.clock.without_limit(), search.report, never, pooled=False)
    final.add_supply_cuts(cut for option in final.master.draw for cut in search.supply_cuts[option])
    settled = settle_point(final, _whole_values(search.master, search.best, final.master))
    if settled is None:
        raise PlanDoesNotHold("the best plan did not settle with every link of service")
    values, master = settled[0], final.master
    final.master.form.load(values)
    model = final.master.model
    used = open_options(model)
    with search.clock.phase("price supply"):
        tell = partial(_tell, search)
        plans = search.curves.plans([(o, final.ask(o, values)) for o in used], tell)
    supplied = sum(final.discount[o[2]] * sum(p.terms_meur.values()) for o, p in zip(used, plans, strict=True))
    proxies = sum(final.discount[o[2]] * float(values[j]) for o, j in master.cost.items())
    cost = float(master.form.cost @ values) + master.form.offset - proxies + supplied
    # An allowance passed by a hair is kept, but its penalty has lifted the bound above what the plan costs.
    bound = bound_below(cost, search.bound, search.most_penalties_meur(used))
    if np.isinf(bound) and search.bound > cost:
        search.log.append(f"The bound, {search.bound} MEUR, is no bound: the plan written out costs {cost} MEUR.")
    return Decided(
        status=ending(is_proven(cost, bound, search.terms.gap), search.stop, search.clock),
        method="decomposed",
        case=small,
        model=model,
        supply=dict(zip(used, plans, strict=True)),
        objective_meur=cost,
        bound_meur=bound,
        log=tuple(search.log),
    )


def _tell(search: Search, done: int, count: int) -> None:
    search.say("writing out supply", detail=f"{done} of {count}")


def _whole_values(master: Master, values: Values, other: Master) -> Values:
    """Values of the integers of a master on fewer sites, by name; 0 for what is not an integer."""
    known = {v.name: x for v, x, whole in zip(master.form.columns, values, master.form.integer, strict=True) if whole}
    columns = zip(other.form.columns, other.form.integer, strict=True)
    return np.array([known[v.name] if whole else 0.0 for v, whole in columns])
