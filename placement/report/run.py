"""The run that a report tells of: its files, typed once."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from placement.map.fields import typed
from placement.map.files import read_run as read_plan_and_summary
from placement.map.plan import read_plan
from placement.map.records import Candidate, Region, Site, State
from placement.map.summary import Summary, read_summary
from placement.report import records as r
from placement.report.dispatch import Dispatch, read_dispatch
from placement.report.files import document, records, table


@dataclass(frozen=True, slots=True)
class Run:
    """A run folder. Tables that it has not are empty."""

    folder: Path
    summary: Summary
    sites: tuple[Site, ...]
    """By opening stage, then the largest first: the order of all lists and charts."""
    candidates: tuple[Candidate, ...]
    regions: tuple[Region, ...]
    states: Mapping[str, State]
    limits: tuple[r.Limit, ...]
    supply: tuple[r.Supply, ...]
    funding: tuple[r.Payment, ...]
    service: tuple[r.Service, ...]
    evidence: tuple[r.EvidenceRow, ...]
    within: tuple[r.Within, ...]
    explained: tuple[r.Explained, ...]
    manifest: r.Manifest | None
    verification: Mapping[str, Any]
    dispatch: Dispatch | None
    costs: tuple[r.CostRow, ...]

    @property
    def last(self) -> str:
        """The last stage; empty where the run names none."""
        stages = self.summary.counts.by_stage
        return stages[-1].stage if stages else ""

    @property
    def stages(self) -> tuple[str, ...]:
        """All stages in order."""
        return tuple(stage.stage for stage in self.summary.counts.by_stage)

    def name(self, site: str) -> str:
        """Return the name of a site, chosen or not; its id where it has none."""
        return self.names.get(site) or site

    @property
    def names(self) -> Mapping[str, str]:
        """Names of all sites by id."""
        others = {candidate.site: candidate.name for candidate in self.candidates}
        return others | {site.site: site.name for site in self.sites}

    def state(self, code: str) -> str:
        """Return the name of a state; its code where it has none."""
        known = self.states.get(code)
        return known.name if known and known.name else code

    @property
    def powered(self) -> bool:
        """Whether any site has electric power in this run: abstract sites have not."""
        return any(site.facility_peak_mw for site in self.sites)


def read_run(folder: Path) -> Run:
    """Read a run folder. plan.geojson and summary.json must be there; every other file may be missing."""
    plan, summary = read_plan_and_summary(folder)
    told = read_summary(summary)
    layers = read_plan(plan)
    stages = told.counts.by_stage
    manifest = document(folder, "manifest.json")
    return Run(
        folder=folder,
        summary=told,
        sites=_told_apart(layers.sites),
        candidates=layers.candidates,
        regions=layers.regions,
        states={s.state: s for s in layers.states},
        limits=table(folder, "limits.csv", r.Limit),
        supply=table(folder, "supply.csv", r.Supply),
        funding=table(folder, "funding.csv", r.Payment),
        service=table(folder, "service.csv", r.Service),
        evidence=table(folder, "evidence.csv", r.EvidenceRow),
        within=records(document(folder, "alternatives.json").get("within"), r.Within, "alternatives.json"),
        explained=records(document(folder, "explanations.json").get("sites"), r.Explained, "explanations.json"),
        manifest=typed(r.Manifest, manifest, "manifest.json") if manifest else None,
        verification=document(folder, "verification.json"),
        dispatch=read_dispatch(folder / "dispatch.parquet", stages[-1].stage) if stages else None,
        costs=table(folder, "costs.csv", r.CostRow),
    )


def _told_apart(sites: tuple[Site, ...]) -> tuple[Site, ...]:
    """Add the id to names that several sites share: charts go by name."""
    names = Counter(s.name for s in sites)
    return tuple(s.model_copy(update={"name": f"{s.name} ({s.site})"}) if names[s.name] > 1 else s for s in sites)
