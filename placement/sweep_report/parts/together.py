"""Which sites stand in the same plans."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from placement.charts import theme
from placement.charts.heat import Cell, Sides, heat
from placement.charts.keys import cut
from placement.map import numbers as show
from placement.report.blocks import Chart, Text
from placement.report.words import isolated
from placement.sweep_report.swept import Swept

MOST_SITES = 14
MOST_PAIRS = 5
"""Pairs that are told in words."""
STEADY = 0.05
"""Sites in all but such a share of the plans, or in such a share only, say nothing of pairs."""
LETTERS = 17
"""Of a name beside its row."""
NOTE = "On the slope: the site alone. Sites that stand in every plan are left out."


def together(swept: Swept, found: Mapping[str, float]) -> Iterator[Chart | Text]:
    """Yield the share of plans with both of two sites, of those that stand in some plans and not in others."""
    some = [site for site, share in found.items() if share < 1][:MOST_SITES]
    if len(some) < 2:
        return
    both = _both(swept, some)
    cells = [
        _cell(swept, (some[across], some[down]), (across, down), both, found)
        for down in range(len(some))
        for across in range(down + 1)
    ]
    rows = [f"{cut(swept.places.name(site), LETTERS)} {i}" for i, site in enumerate(some, start=1)]
    sides = Sides([str(i) for i in range(1, len(some) + 1)], rows)
    heading = "Plans in which two sites stand together, % of all plans"
    yield Chart("together", heading, heat(cells, sides, heading), NOTE)
    sentences = tuple(_sentences(swept, both, found))
    if sentences:
        yield Text(sentences, listed=True)


def _both(swept: Swept, some: Sequence[str]) -> dict[tuple[str, str], int]:
    """Return in how many plans both of two sites stand."""
    both = dict.fromkeys(combinations(some, 2), 0)
    for row in swept.plans:
        here = [site for site in some if site in row.sites]
        for pair in combinations(here, 2):
            both[pair] += 1
    return both


def _cell(
    swept: Swept,
    pair: tuple[str, str],
    at: tuple[int, int],
    both: Mapping[tuple[str, str], int],
    found: Mapping[str, float],
) -> Cell:
    one, other = (swept.places.name(site) for site in pair)
    alone = pair[0] == pair[1]
    share = found[pair[0]] if alone else both[pair] / len(swept.plans)
    who = f"{one}: in" if alone else f"{one} and {other}: together in"
    shade = theme.LESS[2 - min(2, int(3 * share))] if share else theme.PAPER
    ink = theme.PAPER if shade is theme.LESS[0] else theme.INK
    words = f"{who} {show.share(share)} of the plans"
    return Cell(*at, "filled", shade, f"{100 * share:.0f}", words, ink, marked=alone)


def _sentences(swept: Swept, both: Mapping[tuple[str, str], int], found: Mapping[str, float]) -> Iterator[str]:
    told = [pair for pair in both if all(STEADY < found[site] < 1 - STEADY for site in pair)]
    plans = len(swept.plans)
    never = [pair for pair in told if not both[pair]]
    always = [pair for pair in told if both[pair] == round(min(found[site] for site in pair) * plans)]
    for pairs, words in ((never, "never in the same plan"), (always, "together whenever the rarer of the two stands")):
        if pairs:
            names = [" and ".join(isolated(swept.places.name(site)) for site in pair) for pair in pairs[:MOST_PAIRS]]
            more = f"; and {len(pairs) - MOST_PAIRS} more pairs" if len(pairs) > MOST_PAIRS else ""
            yield f"{'; '.join(names)}{more}: {words}."
