"""The stages of the build-out, and what stands at each site in each of them."""

from dataclasses import dataclass

from placement.map import numbers as show
from placement.map.plan import Plan
from placement.map.records import Site
from placement.map.summary import StageCount, Summary


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage by its name and what the whole plan holds in it, in words."""

    name: str
    totals: str


def stages(plan: Plan, summary: Summary) -> tuple[Stage, ...]:
    """Return the stages in the order of the case, as far as the run names them."""
    counted = tuple(count for count in summary.counts.by_stage if count.stage)
    if counted:
        return tuple(Stage(count.stage, _totals(count)) for count in counted)
    longest = max((site.by_stage for site in plan.sites), key=len, default=())
    return tuple(Stage(step.stage, "") for step in longest if step.stage)


def _totals(count: StageCount) -> str:
    sites = "" if count.sites is None else f"{show.count(count.sites)} {'site' if count.sites == 1 else 'sites'}"
    power = f"{show.megawatts(count.it_mw)} of IT" if count.it_mw is not None else ""
    devices = f"{show.count(count.accelerators)} accelerators" if count.accelerators is not None else ""
    return ", ".join(part for part in (sites, power, devices) if part)


def by_stage(site: Site, names: tuple[str, ...], quantity: str) -> list[float | None]:
    """Return `quantity` (it_mw, accelerators or h100e) per stage; None before the site opens or where unknown."""
    known = {step.stage: getattr(step, quantity) for step in site.by_stage}
    if known and names:
        return [known.get(name) for name in names]
    return [getattr(site, quantity)] * max(1, len(names))


def open_in(site: Site, names: tuple[str, ...]) -> list[bool]:
    """Return whether the site is open, per stage. A site without a history is open in all of them."""
    known = {step.stage for step in site.by_stage}
    if known and names:
        return [name in known for name in names]
    return [True] * max(1, len(names))
