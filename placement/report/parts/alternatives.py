"""Why these sites, which others come near, and what it costs to force one in: where the run holds it."""

from placement.map import numbers as show
from placement.report import units
from placement.report.blocks import Block, Section, Table, Text, known, number, word
from placement.report.parts.nearest import nearest
from placement.report.parts.reasons import reasons
from placement.report.records import Forced, Within
from placement.report.run import Run


def section(run: Run) -> Section | None:
    """Return explanations, near-best plans and the nearest candidates; None where the run holds none of them."""
    made = (_why(run), reasons(run), _near_best(run), *nearest(run))
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
