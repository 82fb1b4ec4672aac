"""Where the cost changed: from the base's to the other's, term by term and site by site. Discounted EUR."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from placement.account.difference import ROUNDING
from placement.compare.moved import SiteChange
from placement.compare.numbers import difference
from placement.compare.runs import Run
from placement.report.words import term


@dataclass(frozen=True)
class Step:
    """A part of the cost in both runs; all steps add up to the difference of the whole."""

    key: str
    label: str
    base_eur: float
    other_eur: float

    @property
    def change_eur(self) -> float:
        """By how much the part is dearer in the other run."""
        return difference(self.base_eur, self.other_eur) or 0.0


def term_steps(base: Run, other: Run, *, siting: bool) -> tuple[Step, ...]:
    """Return the cost (or the siting cost) by term, the largest change first; () where a run does not say its terms.

    A term that a run does not have costs it nothing: a run lists every term that its case has.
    """
    before, now = (_terms(run.summary.siting_cost_terms if siting else run.summary.cost_terms) for run in (base, other))
    if not before or not now:
        return ()
    keys = dict.fromkeys([*before, *now])
    return _sorted([Step(key, term(key), before.get(key, 0.0), now.get(key, 0.0)) for key in keys])


def site_steps(base: Run, other: Run, sites: Sequence[SiteChange]) -> tuple[Step, ...]:
    """Return the siting cost by site, and what is of no one site (demand not met); () where a run does not say."""
    before, now = base.summary.siting_cost_eur, other.summary.siting_cost_eur
    parts = [(site, site.pair("siting_cost_eur")) for site in sites]
    known = all(
        (eur is not None) == (found is not None)
        for site, pair in parts
        for eur, found in zip(pair, (site.base, site.other), strict=True)
    )
    if before is None or now is None or not known:
        return ()
    steps = [Step(site.site.site, site.name, first or 0.0, second or 0.0) for site, (first, second) in parts]
    rest = before - sum(step.base_eur for step in steps), now - sum(step.other_eur for step in steps)
    if abs(rest[0]) > ROUNDING * abs(before) or abs(rest[1]) > ROUNDING * abs(now):
        steps.append(Step("", "not of one site", *rest))
    return _sorted(steps)


def _terms(terms: Mapping[str, float | None]) -> dict[str, float]:
    return {name: eur for name, eur in terms.items() if eur is not None}


def _sorted(steps: Sequence[Step]) -> tuple[Step, ...]:
    return tuple(sorted(steps, key=lambda step: (-abs(step.change_eur), step.label)))
