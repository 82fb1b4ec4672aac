"""Figures that several tables share, computed once."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.case import Case, Site
from models.derive import (
    SupplyData,
    all_zone_series,
    capital_recovery,
    cheapest_return,
    discount_factors,
    peak_pue,
    supply_data,
)
from models.derive.finance import alive_share
from placement.account.decisions import Decisions, Hourly, Option

PPAS = ("wind", "solar", "baseload")


@dataclass(frozen=True, eq=False)
class Facts:
    """The decisions with what follows from them at once."""

    case: Case
    decisions: Decisions
    discount: Mapping[str, float]
    """D_t by stage."""
    supply: Mapping[Option, SupplyData]
    """Inputs of the supply of each open option."""

    @property
    def last(self) -> str:
        """Name of the last stage."""
        return self.case.stages[-1].stage

    def open_in(self, stage: str) -> list[str]:
        """Sites open in a stage, in the order of the sites table."""
        opened = {s for s, t in self.decisions.cooling if t == stage}
        return [s for s in self.case.sites if s in opened]

    def option(self, site: str, stage: str) -> Option | None:
        """The open (site, cooling, stage); None for a site without power."""
        cooling = self.decisions.cooling.get((site, stage), "")
        return (site, cooling, stage) if cooling else None

    def built_mw(self, site: str, stage: str) -> float:
        """IT power built."""
        option = self.option(site, stage)
        return self.case.policy.block_it_mw * self.decisions.blocks[option] if option else 0.0

    def facility_peak_mw(self, site: str, stage: str) -> float:
        """Facility power on the design day with all that is built."""
        option = self.option(site, stage)
        if option is None:
            return 0.0
        return self.built_mw(site, stage) * peak_pue(self.case.sites[site], self.case.cooling[option[1]])

    def alive_in(self, site: str, stage: str) -> dict[str, float]:
        """Accelerators alive by generation."""
        found: dict[str, float] = {}
        for (g, s, _, t), count in self.decisions.alive.items():
            if (s, t) == (site, stage):
                found[g] = found.get(g, 0.0) + count
        return found

    def h100e(self, site: str, stage: str) -> float:
        """Installed compute, training rating; the given capacity of a site without accelerators."""
        rated = sum(n * self.case.accelerators[g].h100e_training for g, n in self.alive_in(site, stage).items())
        return rated + (self.case.sites[site].capacity_h100e or 0.0)

    def served_h100e(self, site: str, stage: str, public_only: bool = False) -> float:
        """Busy compute sold."""
        return sum(
            share * self.case.demand[w, r, t]
            for (w, r, s, t), share in self.decisions.serve.items()
            if (s, t) == (site, stage) and (self.case.workloads[w].public_access or not public_only)
        )

    def yearly(self, option: Option, power: Hourly) -> float:
        """Sum over the year of an hourly power in MW: MWh."""
        return float(self.supply[option].series.weight @ power)

    def paid_eur(self, site: str, kind: str, until: str | None = None) -> float:
        """Money of funders of a kind at a site, up to a stage (all stages by default)."""
        return sum(
            eur
            for (f, s, _, t), eur in self.decisions.pay_eur.items()
            if s == site and self.case.funders[f].kind == kind and self.not_after(t, until)
        )

    def not_after(self, stage: str, until: str | None) -> bool:
        """Whether a stage is not later than another."""
        order = [t.stage for t in self.case.stages]
        return until is None or order.index(stage) <= order.index(until)

    def cost_eur(self, site: str | None = None, term: str | None = None) -> float:
        """Discounted cost, of one site or all rows, of one term or all."""
        return sum(
            self.discount[row.stage] * row.eur_per_year
            for row in self.decisions.costs
            if (site is None or row.site == site) and (term is None or row.term == term)
        )

    def yardstick_eur(self, site: Site) -> float:
        """What the site's accelerators would cost at the cheapest return, discounted: the same wherever they stand."""
        stages = {t.stage: t for t in self.case.stages}
        rate = cheapest_return(self.case)
        total = 0.0
        for (g, s, _, u), count in self.decisions.bought.items():
            if s == site.site:
                generation = self.case.accelerators[g]
                charge = capital_recovery(rate, generation.life_years) * generation.price_eur * count
                years = [
                    self.discount[t.stage] * alive_share(generation.life_years, stages[u], t)
                    for t in self.case.stages
                    if t.start_year >= stages[u].start_year
                ]
                total += charge * sum(years)
        return total

    def discounted_hours(self, h100e_by_stage: Mapping[str, float]) -> float:
        """Discounted H100e-hours."""
        return sum(self.discount[t] * self.case.hours_per_year * h for t, h in h100e_by_stage.items())


def gather(case: Case, decisions: Decisions) -> Facts:
    """Collect the inputs of every open supply."""
    series = all_zone_series(case)
    data = {
        option: supply_data(case, site, option[1], option[2], series[option[2], str(site.zone)])
        for option in decisions.power
        if (site := case.sites[option[0]])
    }
    return Facts(case, decisions, discount_factors(case), data)


def ppa_mw(facts: Facts, option: Option) -> Hourly:
    """PPA output used, by hour."""
    hourly = facts.decisions.power[option].hourly
    return np.asarray(sum(hourly[f"{p}_mw"] for p in PPAS))


def connection_mw(facts: Facts, option: Option) -> Hourly:
    """Power through the connection, by hour."""
    return np.asarray(facts.decisions.power[option].hourly["grid_mw"] + ppa_mw(facts, option))
