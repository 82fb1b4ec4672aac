"""The first thing to read: what moves the cost, which sites stay, which cases have no plan, how sure all that is."""

import re
from collections.abc import Iterator

from placement.charts.keys import cut
from placement.map import numbers as show
from placement.report.words import isolated, listed, upper
from placement.sweep_report import wording
from placement.sweep_report.chance import drawn_apart
from placement.sweep_report.criteria import SITING, TOTAL, signed
from placement.sweep_report.effects import Effect, against, alone, extremes
from placement.sweep_report.parts import endings, indices, sites
from placement.sweep_report.records import SAMPLES
from placement.sweep_report.swept import Swept

MOST_SITES, MOST_OTHERS, MOST_VALUES = 6, 3, 3
"""Sites that always stand, that stand in some plans, and values without a plan, that are told."""
MOST_LETTERS = 240
"""Of a reason."""
WITHOUT = {
    "infeasible": "because no plan can meet the limits",
    "no_plan": "because the time was up before a plan was found",
    "bad_input": "because the changes contradict each other",
    "failed": "by a fault of the program",
    "rejected": "because their plans did not stand up to their own check",
}
OLDER = (
    "sweep.json says nothing of the designs: an older version wrote it. Run the same placement sweep command again, "
    "and this page shows what each parameter does."
)


def brief(swept: Swept) -> tuple[tuple[str, str], ...]:
    """Return questions with their answers."""
    found = (
        ("What moves the cost most?", " ".join(_moves(swept))),
        ("Which sites stay whatever happens?", _stay(swept)),
        ("Which cases have no plan, and why?", " ".join(_without(swept))),
        ("How sure is that?", _sure(swept)),
    )
    return tuple((question, answer) for question, answer in found if answer)


def cautions(swept: Swept) -> tuple[str, ...]:
    """Return what a reader must know before anything else."""
    return tuple(_cautions(swept))


def _cautions(swept: Swept) -> Iterator[str]:
    of = f"{len(swept.rows):,}"
    if missing := sum(row.status == "not_run" for row in swept.rows):
        yield (
            f"Not finished: {missing:,} of {of} cases {_are(missing)} not solved yet. What follows is drawn from "
            "the others. Where the sweep runs no more, the same placement sweep command goes on from there; then write "
            "this page again."
        )
    if failed := sum(row.status in ("failed", "rejected") for row in swept.rows):
        yield f"{failed:,} of {of} cases failed by a fault of the program; that says nothing of their inputs."
    if swept.record.parameters and not swept.designs:
        yield OLDER
    if not swept.base.has_plan and swept.plans:
        other = f"Differences are against {wording.reference(swept)}." if swept.reference else "Nothing is compared."
        yield f"The unchanged case has no plan ({wording.STATUS[swept.base.status]}). {other}"
    if count := sum(row.other_money for row in swept.rows):
        yield (
            f"{wording.cases(count)} {'counts' if count == 1 else 'count'} euros of another year. The costs stand in "
            "the table of all cases, and are compared with nothing."
        )


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _moves(swept: Swept) -> Iterator[str]:
    if not swept.plans:
        yield "It cannot be told: no case has a plan."
        return
    grids = [(design, len(design.rows)) for design in swept.of_kind("grid")]
    samples = [(design, len(drawn_apart(design))) for design in swept.of_kind(*SAMPLES)]
    design, _ = max((*grids, *samples), key=lambda one: one[1], default=(None, 0))
    effects = alone(swept, SITING)
    if design is not None and design.kind == "morris" and not effects:
        yield from indices.in_words(design, indices.by_column(swept, design)["siting_cost_eur"], SITING)
        return
    together = () if design is None or design.kind == "morris" else extremes(design, SITING)
    if design is not None and together and (not effects or together[0].size > effects[0].size):
        yield _strongest(together, "in the grid" if design.kind == "grid" else "in the largest sample")
    elif effects:
        yield _strongest(effects, "changed alone")
        yield _weakest(effects)


def _strongest(effects: tuple[Effect, ...], where: str) -> str:
    if not effects:
        return ""
    first = effects[0]
    if first.size == 0:
        return f"No parameter {where} moves the siting cost by more than the proofs leave open."
    unit = SITING.unit([first.seeming])
    told = [
        f"{signed(move.difference.change, unit)} "
        + (f"at {isolated(move.label)}" if move.row else f"({isolated(move.label)})")
        for move in first.moves
        if move.difference and move.difference.sure
    ]
    ends = told[0] if len(told) == 1 else f"{told[0]}, {told[-1]}"
    return f"{upper(isolated(wording.short(first.parameter)))}, {where}, moves the siting cost most: {ends}."


def _weakest(effects: tuple[Effect, ...]) -> str:
    nothing = [effect for effect in effects if effect.size == 0 and any(c.difference for c in effect.moves)]
    if not nothing or len(nothing) == len(effects):
        return ""
    names = [isolated(wording.short(effect.parameter)) for effect in nothing]
    shown = names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} more"]
    return f"No sure effect: {listed(shown)}."


def _stay(swept: Swept) -> str:
    found = sites.shares(swept)
    if not found:
        return ""
    names = {site: isolated(swept.places.name(site)) for site in found}
    plans = f"{len(swept.plans):,} {'plan' if len(swept.plans) == 1 else 'plans'}"
    always = [names[site] for site, share in found.items() if share == 1]
    rest = [f"{names[site]} in {show.share(share)}" for site, share in found.items() if share < 1][:MOST_OTHERS]
    if not always:
        return f"None. Most often: {listed(rest)} of {plans}; {len(found):,} sites are chosen at least once."
    told = always if len(always) <= MOST_SITES else [*always[: MOST_SITES - 1], f"{len(always) - MOST_SITES + 1} more"]
    stay = f"{listed(told)} {'stands' if len(always) == 1 else 'stand'} in every one of {plans}."
    return f"{stay} Of the others most often: {listed(rest)}." if rest else f"{stay} No other site is ever chosen."


def _without(swept: Swept) -> Iterator[str]:
    found = endings.groups(swept, tuple(WITHOUT))
    done = sum(row.status != "not_run" for row in swept.rows)
    if not found:
        yield f"None: all {done:,} have one." if done > 1 else ""
        return
    counts = {status: sum(len(g.rows) for g in found if g.status == status) for status in WITHOUT}
    told = [f"{count:,} {WITHOUT[status]}" for status, count in counts.items() if count]
    of = f"{sum(counts.values()):,} of {wording.cases(done)}"
    yield f"{of}: {listed(told)}." if len(told) > 1 else f"{of}, {told[0].partition(' ')[2]}."
    yield from list(endings.always_without(swept))[:MOST_VALUES]
    largest = max(found, key=lambda group: len(group.rows))
    yield f"{'Most often: ' if len(found) > 1 else ''}{_shortened(largest.reason)}"


def _shortened(reason: str) -> str:
    """Return the first sentence of a reason, or as much of it as a reader in a hurry reads."""
    first = cut(re.split(r"(?<=[a-z)])\. ", reason)[0].rstrip("."), MOST_LETTERS)
    return f"{upper(first)}{'' if first.endswith(chr(0x2026)) else '.'}"


def _sure(swept: Swept) -> str:
    rows = [row for row in swept.rows if row is not swept.reference]
    compared = [found for row in rows if (found := against(swept, TOTAL, row))]
    if not compared:
        return ""
    sure = sum(found.sure for found in compared)
    unknown = sum(found.significant is None for found in compared)
    told = [f"{sure:,} of {len(compared):,} plans surely cost more or less in all than {wording.reference(swept)}."]
    if rest := len(compared) - sure - unknown:
        told.append(
            f"{'For the other one' if rest == 1 else f'For the other {rest:,}'} the difference is no more than the "
            "proofs leave open: it is marked as not significant, and is no effect."
        )
    if unknown:
        told.append(f"For {unknown:,} it is not known: no proof was found in time.")
    return " ".join(told)
