"""Step 4: a better plan: the best sets among more sites, blocks not yet whole, each settled as it is found."""

from placement.solve.ending import is_proven
from placement.solve.relax import Relaxed
from placement.solve.search import Search
from placement.solve.settle import settle_among

SITES = 24
"""Of least price in the relaxation."""
GAP_SHARE = 0.7
"""Each run goes to this share of the asked gap: better sets than that are for the proof to find."""
LEAST_GAP = 0.0005
WORTH_IT = 1.5
"""Times the asked gap: with a plan nearer than that to the bound, the proof is soon done, and finds better ones too."""
MOST_NODES = 20
"""Most such runs end at their root; one that would branch for minutes is left to the proof, which branches better."""
IN_VAIN = 1
"""Sets settled without a better plan before the search for one ends."""


def improve(search: Search, relaxed: Relaxed) -> None:
    """Settle one set of sites after another, as long as the next looks better than the best plan."""
    if search.best is None or is_proven(search.incumbent, search.bound, WORTH_IT * search.terms.gap):
        return
    tried: set[frozenset[str]] = set()
    in_vain = 0
    sites_of_least_price = relaxed.ranked()[:SITES]
    phase = f"seeking a better plan among {len(sites_of_least_price)} sites"
    with search.aside(sites_of_least_price) as part:
        part.relax_blocks()
        part.problem.set("mip_max_nodes", MOST_NODES)
        while in_vain < IN_VAIN and not (search.is_proven() or search.halted()):
            before = search.incumbent
            outcome = search.run(phase, part, max(LEAST_GAP, GAP_SHARE * search.terms.gap), search.incumbent)
            if outcome.values is None or outcome.objective is None or outcome.objective >= search.incumbent:
                return
            sites = frozenset(search.open_sites(outcome.values))
            if sites in tried:
                return
            tried.add(sites)
            settle_among(search, sorted(sites), phase, exactly=True)
            in_vain = 0 if search.incumbent < before else in_vain + 1
