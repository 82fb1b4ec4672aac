"""The data that the page's script reads: places, card texts, colours and services, as compact JSON."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from placement.map import cards
from placement.map.alternatives import verdict_cards, verdict_colourings
from placement.map.bars import bars, least_terms
from placement.map.carries import Carries, carries
from placement.map.circles import circles
from placement.map.dots import dots
from placement.map.extras import Extras
from placement.map.near import rival_in_stage, rival_in_state
from placement.map.other_cards import CANDIDATE, REGION, STATE, Demand, Home, NotChosen
from placement.map.place_scales import region_scales, state_scales
from placement.map.plan import Plan
from placement.map.proof import left_open_eur
from placement.map.reach import Reach, Served, met_share, reach
from placement.map.records import Region
from placement.map.site_cards import SITE, Chosen
from placement.map.site_tables import candidate_tables, columns, site_tables
from placement.map.siting import Yardsticks, yardsticks
from placement.map.stages import Stage, by_stage, open_in, stages
from placement.map.summary import Summary

GREECE = {"EL": "GR"}
"""Eurostat writes EL where ISO, and our outlines, write GR."""

UNMET_LEAST = 0.0005
"""A smaller share that is not met is rounding."""


@dataclass(frozen=True)
class Payload:
    """Everything the script draws; the page's controls are made of the same colourings."""

    plan: Plan
    summary: Summary
    extras: Extras

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The stages that the run names."""
        return stages(self.plan, self.summary)

    @cached_property
    def circles(self) -> tuple[dict[str, Any], ...]:
        """What the circles of the sites may show."""
        drawn = (*circles(self.plan, self._names), *verdict_colourings(self.extras.alternatives, self.plan.sites))
        return tuple(colouring.as_json() for colouring in drawn)

    @cached_property
    def dots(self) -> tuple[dict[str, Any], ...]:
        """What the dots of the candidates may show."""
        drawn = (*dots(self.plan, self._names), *verdict_colourings(self.extras.alternatives, self.plan.candidates))
        return tuple(colouring.as_json() for colouring in drawn)

    @cached_property
    def workloads(self) -> list[str]:
        """The workloads that regions are served with, or wait for."""
        served = {service.workload for region in self.plan.regions for service in region.services}
        return sorted(served.union(*self._unmet.values()))

    @cached_property
    def scales(self) -> dict[str, Any]:
        """The colours of states and regions, each only where the run holds its figure."""
        drawn = {**state_scales(self.plan), **region_scales(self.plan, self._met)}
        return {key: value.as_json() for key, value in drawn.items() if value is not None}

    def as_json(self) -> dict[str, Any]:
        """Return what the script reads."""
        return {
            "stages": [[stage.name, stage.totals] for stage in self.stages],
            "sites": self._sites(),
            "candidates": self._candidates(),
            "regions": self._regions(),
            "states": self._states(),
            "workloads": self.workloads,
            "circles": self.circles,
            "dots": self.dots,
            "scales": self.scales,
            "columns": columns(self.plan, self._names),
        }

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(stage.name for stage in self.stages)

    @cached_property
    def _yardsticks(self) -> Yardsticks:
        return yardsticks(self.plan, left_open_eur(self.summary))

    @cached_property
    def _service(self) -> tuple[Served, ...]:
        """Who serves whom in the last stage."""
        last = self._names[-1] if self.stages else ""
        return tuple(row for row in self.extras.service if row.stage == last)

    @cached_property
    def _met(self) -> dict[str, Any]:
        return dict(met_share(self.plan.regions, self._service))

    @cached_property
    def _unmet(self) -> dict[str, dict[str, float]]:
        """By region and workload, the share of demand that no site serves."""
        found = {
            region: {workload: 1 - met for workload, met in by_workload.items() if workload and met < 1 - UNMET_LEAST}
            for region, by_workload in self._met.items()
        }
        return {region: shares for region, shares in found.items() if shares}

    def _sites(self) -> dict[str, Any]:
        plan, names, served = self.plan, self._names, reach(self.plan, self._service)
        loads, least = carries(self._service), least_terms(plan.sites)
        deck = cards.joined(
            cards.cards(
                SITE,
                (
                    Chosen(s, self._yardsticks, served.get(s.site, Reach()), loads.get(s.site, Carries()))
                    for s in plan.sites
                ),
            ),
            verdict_cards(self.extras.alternatives, [site.site for site in plan.sites]),
        )
        why = self.extras.explanations.by_site()
        items = (
            {
                "id": site.site,
                "name": site.name or site.site,
                "under": cards.place(site.state, plan.state_names, site.zone, site.site_type),
                "at": _at(site.lat, site.lon),
                "mw": _sizes(open_in(site, names), by_stage(site, names, "it_mw")),
                "state": site.state,
                "opens": site.opened_stage,
                "bars": bars(site, least),
                "tables": site_tables(site),
                "why": why.get(site.site, ()),
            }
            for site in plan.sites
        )
        return _layer(deck, items)

    def _candidates(self) -> dict[str, Any]:
        plan = self.plan
        deck = cards.joined(
            cards.cards(
                CANDIDATE,
                (
                    NotChosen(c, self._yardsticks, rival_in_state(plan, c), rival_in_stage(plan, c))
                    for c in plan.candidates
                ),
            ),
            verdict_cards(self.extras.alternatives, [candidate.site for candidate in plan.candidates]),
        )
        names, why = plan.state_names, self.extras.explanations.by_site()
        items = (
            {
                "id": candidate.site,
                "name": candidate.name or candidate.site,
                "under": cards.place(candidate.state, names, candidate.zone, candidate.site_type),
                "at": _at(candidate.lat, candidate.lon),
                "screened": candidate.screened is not False,
                "tables": candidate_tables(candidate),
                "why": why.get(candidate.site, ()),
            }
            for candidate in plan.candidates
        )
        return _layer(deck, items)

    def _regions(self) -> dict[str, Any]:
        site_index = {site.site: index for index, site in enumerate(self.plan.sites)}
        names = self.plan.state_names
        items = (
            {
                "id": region.region,
                "name": region.name or region.region,
                "under": ", ".join(
                    part for part in (f"Region {region.region}", names.get(region.state, region.state)) if part
                ),
                "at": _at(region.lat, region.lon),
                "demand": region.demand_h100e,
                "mean": region.mean_rtt_ms,
                "worst": region.worst_rtt_ms,
                "met": self._met_by_workload(region.region),
                "services": self._services(region, site_index),
            }
            for region in self.plan.regions
        )
        demands = (Demand(region, self._met.get(region.region, {}).get("")) for region in self.plan.regions)
        return _layer(cards.cards(REGION, demands), items)

    def _met_by_workload(self, region: str) -> list[float | None]:
        """Return the share of demand met, of all workloads and then of each."""
        met = self._met.get(region, {})
        return [_rounded(met.get(workload), 4) for workload in ("", *self.workloads)]

    def _services(self, region: Region, site_index: dict[str, int]) -> list[list[Any]]:
        """Return [workload, site or -1 where unmet, share, round trip in ms] per service; what no site serves, last."""
        told = {service.workload for service in region.services if not service.site}
        unmet = {w: share for w, share in self._unmet.get(region.region, {}).items() if w not in told}
        return [
            [
                self.workloads.index(s.workload),
                site_index.get(s.site, -1),
                _rounded(s.share, 4),
                _rounded(s.rtt_ms, 1),
            ]
            for s in region.services
        ] + [[self.workloads.index(workload), -1, _rounded(share, 4), None] for workload, share in unmet.items()]

    def _states(self) -> dict[str, Any]:
        items = (
            {
                "id": GREECE.get(state.state, state.state),
                "name": state.name or state.state,
                "under": "Member state",
                "at": None,
                "price": state.delivered_eur_per_mwh,
                "carbon": state.carbon_g_per_kwh,
                # No money is a statement of its own ("none"), not the low end of the scale.
                "money": state.public_money_eur or None,
            }
            for state in self.plan.states
        )
        homes = (
            Home(state, tuple(site for site in self.plan.sites if site.state == state.state))
            for state in self.plan.states
        )
        return _layer(cards.cards(STATE, homes), items)


def _layer(deck: cards.Cards, items: Iterable[dict[str, Any]]) -> dict[str, Any]:
    filled = [{**item, "values": values} for item, values in zip(items, deck.values, strict=True)]
    return {"lines": deck.lines, "items": filled}


def _sizes(is_open: list[bool], megawatts: list[float | None]) -> list[float | None]:
    """Return IT power per stage: None where the site is not open, 0 where it is and the run knows no power."""
    return [(mw or 0.0) if here else None for here, mw in zip(is_open, megawatts, strict=True)]


def _at(lat: float | None, lon: float | None) -> list[float] | None:
    return None if lat is None or lon is None else [round(lat, 4), round(lon, 4)]


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
