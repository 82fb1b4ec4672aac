"""Why these sites, which others come near, and what it costs to force one in: where the run holds it."""

from placement.map import numbers as show
from placement.report import units
from placement.report.blocks import Block, Section, Table, Text, known, number, word
from placement.report.records import Forced, Within
from placement.report.run import Run

NEAREST = 12
"""So many candidates that were not chosen are listed."""


def section(run: Run) -> Section | None:
    """Return explanations, near-best plans and the nearest candidates; None where the run holds none of them."""
    made = (_why(run), _near_best(run), _nearest(run))
    blocks = tuple(block for block in made if block is not None)
    return Section("alternatives", "Why these sites, and which others", (), blocks) if blocks else None


def _why(run: Run) -> Block | None:
    sentences = tuple(f"{run.name(site.site)}: {' '.join(site.text)}" for site in run.explained if site.text)
    return Text(sentences, listed=True) if sentences else None


def _near_best(run: Run) -> Table | None:
    """Return, by site, in how many of the near-best plans it stands, and what forcing it in costs."""
    steps = sorted((step for step in run.within if step.percent is not None), key=lambda step: step.percent or 0.0)
    if not steps:
        return None
    ids = list(dict.fromkeys(site.site for step in steps for site in step.sites))
    forced = units.money([site.forced_in_eur for step in steps for site in step.sites])
    chosen = {site.site for site in run.sites}
    rows = tuple(
        (
            word(run.name(site)),
            word("yes" if site in chosen else "no"),
            *(word(_found(step, site).chosen) for step in steps),
            number(_forced(steps, site), forced.text(_forced(steps, site))),
        )
        for site in ids
    )
    shares = [
        f"Within {show.plain(step.percent, '%', _decimals(step.percent or 0.0))} of the least cost" for step in steps
    ]
    head = ("Site", "In this plan", *shares, f"Cost of forcing it in, {forced.name}")
    words = tuple(range(len(head) - 1))
    note = "Always, sometimes, never: in all, some or none of the plans that cost no more than so much above the least."
    return known(Table("Sites in plans that cost nearly as little", head, rows, note, words=words), first=2)


def _decimals(percent: float) -> int:
    return next((digits for digits in range(3) if round(percent, digits) == percent), 3)


def _found(step: Within, site: str) -> Forced:
    return next((entry for entry in step.sites if entry.site == site), Forced())


def _forced(steps: list[Within], site: str) -> float | None:
    found = [_found(step, site).forced_in_eur for step in steps]
    return next((eur for eur in found if eur is not None), None)


def _nearest(run: Run) -> Table | None:
    """Return the chosen sites and the cheapest others by the least siting cost of a full-size site there."""
    floors = [(c.siting_floor_eur_per_mw_year, c, False) for c in run.candidates]
    known_floors = sorted(
        ((floor, c) for floor, c, _ in floors if floor is not None), key=lambda pair: (pair[0], pair[1].site)
    )[:NEAREST]
    own = [(s.siting_floor_eur_per_mw_year, s) for s in run.sites if s.siting_floor_eur_per_mw_year is not None]
    if not known_floors or not own:
        return None
    everyone = [(floor, s.label, s.state, "yes") for floor, s in own]
    everyone += [(floor, c.name or c.site, c.state, "no") for floor, c in known_floors]
    least = min(floor for floor, *_ in everyone)
    rows = tuple(
        (
            word(name),
            word(run.state(state)),
            word(chosen),
            number(floor, show.plain(floor / 1e3)),
            number(floor - least, show.plain(floor / least * 100 - 100, "", 1) if least > 0 else ""),
        )
        for floor, name, state, chosen in sorted(everyone)
    )
    head = (
        *("Site", "State", "Chosen", "Least siting cost, thousand EUR a year per MW of IT"),
        "Above the cheapest listed, %",
    )
    note = (
        "Of a full-size gigafactory in the last stage, with power at the cheapest that its zone allows: a lower bound. "
        "leaves out what ties sites together: round trips, readiness, money and the loss of a site. That is why a "
        f"dearer site may be chosen. Of the candidates not chosen, the {len(known_floors)} cheapest."
    )
    return Table("Chosen sites and the cheapest others", head, rows, note, words=(0, 1, 2))
