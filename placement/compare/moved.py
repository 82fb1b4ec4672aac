"""Which sites stand in both runs, only in the first, or only in the other; and what each costs in either."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from placement.compare.numbers import difference
from placement.compare.runs import Run
from placement.map.records import Site
from placement.report.words import isolated

Where: TypeAlias = Literal["both", "base", "other"]


@dataclass(frozen=True)
class SiteChange:
    """A site that stands in one of two runs or in both, in the last stage. Money is discounted EUR."""

    base: Site | None
    other: Site | None

    @property
    def where(self) -> Where:
        """In which of the two runs it stands."""
        return "both" if self.base and self.other else "base" if self.base else "other"

    @property
    def site(self) -> Site:
        """The site as the later of the two runs has it."""
        found = self.other or self.base
        if found is None:
            raise ValueError("a site change needs the site in one run at least")
        return found

    @property
    def name(self) -> str:
        """The name to show; one in a right-to-left script does not turn the words around it."""
        return isolated(self.site.name or self.site.site)

    def pair(self, column: str) -> tuple[float | None, float | None]:
        """Return a column of sites.csv in the base and in the other; None where it does not stand or has no figure."""
        return (_column(self.base, column), _column(self.other, column))

    def change(self, column: str) -> float | None:
        """Return how much more it has in the other; a site that does not stand has nothing of it."""
        base, other = self.pair(column)
        if base is None and other is None:
            return None
        return difference(0.0 if self.base is None else base, 0.0 if self.other is None else other)


def _column(site: Site | None, column: str) -> float | None:
    value = None if site is None else getattr(site, column)
    return None if value is None else float(value)


def site_changes(base: Run, other: Run) -> tuple[SiteChange, ...]:
    """Return every site of either run: those of one run first, then by the size of the change, then by name."""
    return tuple(sorted(_matched(base, other), key=_rank))


def _matched(base: Run, other: Run) -> Iterator[SiteChange]:
    now = {site.site: site for site in other.plan.sites}
    before = {site.site: site for site in base.plan.sites}
    for identity in dict.fromkeys([*before, *now]):
        yield SiteChange(before.get(identity), now.get(identity))


def _rank(change: SiteChange) -> tuple[int, float, str]:
    order = {"base": 0, "other": 1, "both": 2}
    return (order[change.where], -abs(change.change("siting_cost_eur") or 0.0), change.name)
