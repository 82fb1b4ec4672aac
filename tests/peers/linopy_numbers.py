"""The numbers of a case as arrays with named dimensions, by the definitions of docs/mathematics.md.

Money in MEUR, power in MW, accelerators and compute in thousands, as in our model; the formulas are written anew.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
import pytest

from models.case import EU_POOL, Accelerator, Case, Funder, Site, Stage

xr: Any = pytest.importorskip("xarray", reason="xarray comes with linopy, and that with the extra [peers]")

Array = Any
"""xarray.DataArray."""
PLANT = ("facility", "connection")
KINDS = ("training", "inference")


def table(number: Callable[..., Any], **labels: Sequence[Any]) -> Array:
    """``number`` of every combination of labels, one dimension for each keyword."""
    values = [number(*key) for key in product(*labels.values())]
    return xr.DataArray(np.reshape(values, [len(names) for names in labels.values()]), coords=labels)


def crf(rate: float, life: float) -> float:
    """Yearly charge per unit of capital."""
    return rate / (1 - (1 + rate) ** -life) if rate > 0 else 1 / life


def years_in_stage(life: float, bought: Stage, stage: Stage) -> float:
    """Years of the stage in which something bought at the start of ``bought`` lives."""
    end = min(bought.start_year + life, stage.start_year + stage.years)
    return max(0.0, end - max(bought.start_year, stage.start_year))


@dataclass(frozen=True, eq=False)
class Numbers:
    """Of one case. Cohorts are stages in which something is bought."""

    case: Case

    @cached_property
    def stage(self) -> dict[str, Stage]:
        return {t.stage: t for t in self.case.stages}

    @cached_property
    def demands(self) -> dict[str, tuple[str, str]]:
        """Label -> (workload, region)."""
        return {f"{w}/{r}": (w, r) for w, r, _ in self.case.demand}

    @property
    def assets(self) -> list[str]:
        return [*self.case.accelerators, *PLANT]

    @property
    def options(self) -> dict[str, Any]:
        """Dimensions of what depends on site, cooling and stage."""
        return {"site": list(self.case.sites), "cooling": list(self.case.cooling), "stage": list(self.stage)}

    @property
    def cohorts(self) -> dict[str, Any]:
        return {"cohort": list(self.stage)}

    def ready(self, site: str, stage: str) -> bool:
        return self.case.sites[site].ready_year <= self.stage[stage].start_year

    def life(self, asset: str) -> float:
        o = self.case.operation
        plant = {"facility": o.facility_life_years, "connection": o.connection_life_years}
        return plant[asset] if asset in plant else self.case.accelerators[asset].life_years

    # time and money

    @cached_property
    def discount(self) -> Array:
        """D_t."""
        r, base = self.case.discount_rate, self.case.base_year
        return table(
            lambda t: sum((1 + r) ** -(self.stage[t].start_year - base + y) for y in range(1, self.stage[t].years + 1)),
            stage=list(self.stage),
        )

    @cached_property
    def alive(self) -> Array:
        """A(L, u, t)."""

        def share(asset: str, u: str, t: str) -> float:
            return years_in_stage(self.life(asset), self.stage[u], self.stage[t]) / self.stage[t].years

        return table(share, asset=self.assets, cohort=list(self.stage), stage=list(self.stage))

    @cached_property
    def busy(self) -> Array:
        """B(g, u, t)."""
        o = self.case.operation

        def share(g: str, bought: str, stage: str) -> float:
            u, t, life = self.stage[bought], self.stage[stage], self.life(g)
            slower = (o.utilisation - o.utilisation_first_year) * years_in_stage(min(1.0, life), u, t)
            return o.availability * (o.utilisation * years_in_stage(life, u, t) - slower) / t.years

        return table(share, generation=list(self.case.accelerators), cohort=list(self.stage), stage=list(self.stage))

    def asked(self, funder: Funder, site: Site) -> float:
        """Return of a funder at a site."""
        premium = self.case.policy.risk_pass_through * self.case.states[site.state].country_premium_pp / 100
        return funder.return_rate + (premium if funder.kind == "equity" else 0.0)

    @cached_property
    def charge(self) -> Array:
        """Of a MEUR paid: its yearly charges through all stages, discounted."""
        sites, funders = self.case.sites, self.case.funders
        yearly = table(
            lambda f, s, a: crf(self.asked(funders[f], sites[s]), self.life(a)),
            funder=list(funders),
            site=list(sites),
            asset=self.assets,
        )
        return yearly * (self.alive * self.discount).sum("stage")

    # siting and compute

    @cached_property
    def may_open(self) -> Array:
        return table(lambda s, t: float(self.ready(s, t)), site=list(self.case.sites), stage=list(self.stage))

    @cached_property
    def peak_pue(self) -> Array:
        def pue(site: str, cooling: str) -> float:
            k, peak_c = self.case.cooling[cooling], self.case.sites[site].design_temperature_c
            assert peak_c is not None
            return k.pue_base + k.pue_slope_per_c * max(0.0, peak_c - k.pue_threshold_c)

        return table(pue, site=list(self.case.sites), cooling=list(self.case.cooling))

    @cached_property
    def bound_mw(self) -> Array:
        """Most IT power: the site's own bound, and the design day within the connection; 0 before it is ready."""

        def bound(s: str, k: str, t: str) -> float:
            site, year = self.case.sites[s], self.stage[t].start_year
            tranches = [row for row in self.case.headroom if row.site == s and row.year <= year]
            mw = sum((row.firm_mw or 0.0) + row.non_firm_mw for row in tranches)
            own = np.inf if site.max_it_mw is None else site.max_it_mw
            within = mw / float(self.peak_pue.sel(site=s, cooling=k))
            return min(own, within) if self.ready(s, t) else 0.0

        return table(bound, **self.options)

    @cached_property
    def most_bought(self) -> Array:
        """Without limit where the cooling suits the accelerator, which is on sale, at a site that is ready; else 0."""

        def most(g: str, s: str, k: str, u: str) -> float:
            first = self.stage[self.case.accelerators[g].first_stage].start_year
            on_sale = first <= self.stage[u].start_year
            return np.inf if on_sale and self.ready(s, u) and (g, k) in self.case.accelerator_cooling else 0.0

        where = {"site": list(self.case.sites), "cooling": list(self.case.cooling), **self.cohorts}
        return table(most, generation=list(self.case.accelerators), **where)

    def of_generation(self, number: Callable[[Accelerator], float]) -> Array:
        return table(lambda g: number(self.case.accelerators[g]), generation=list(self.case.accelerators))

    @cached_property
    def h100e(self) -> Array:
        """Of an accelerator, by kind of work."""
        rows = [self.of_generation(lambda g: g.h100e_training), self.of_generation(lambda g: g.h100e_inference)]
        return xr.concat(rows, xr.DataArray(list(KINDS), dims="kind", name="kind"))

    @cached_property
    def facility_meur_per_mw(self) -> Array:
        def meur(s: str, k: str) -> float:
            state = self.case.states[self.case.sites[s].state]
            return self.case.cooling[k].capital_eur_per_mw * state.construction_index / 1e6

        return table(meur, site=list(self.case.sites), cooling=list(self.case.cooling))

    def of_site(self, number: Callable[[Site], float]) -> Array:
        return table(lambda s: number(self.case.sites[s]), site=list(self.case.sites))

    # service

    @cached_property
    def demand(self) -> Array:
        """Thousand H100e at work."""
        found = self.case.demand
        return table(
            lambda d, t: found.get((*self.demands[d], t), 0.0) / 1e3, demand=list(self.demands), stage=list(self.stage)
        )

    @cached_property
    def service_meur(self) -> Array:
        """Transit, surcharge and link cost of a thousand H100e for a year; infinite where it may not be served."""
        return table(self._service_meur, demand=list(self.demands), site=list(self.case.sites))

    def _service_meur(self, demand: str, site: str) -> float:
        (w, r), case = self.demands[demand], self.case
        workload, link, surcharge = case.workloads[w], case.links.get((r, site)), 0.0
        transit = case.operation.transit_eur_per_gbps_year * workload.gbps_per_1000_h100e / 1e6
        if r == EU_POOL:
            return transit
        assert link is not None
        assert link.rtt_ms is not None
        if workload.max_rtt_ms is not None and link.rtt_ms > workload.max_rtt_ms:
            return np.inf
        home, host = case.regions[r].state, case.sites[site].state
        if workload.resident and home != host and case.residency:
            surcharge = case.residency.get((home, host), np.inf)
        return transit + (surcharge * case.hours_per_year + link.cost_eur_per_h100e_year) / 1e3

    @cached_property
    def unmet_meur(self) -> Array:
        """Of a thousand H100e left unmet for a year."""

        def meur(d: str, t: str) -> float:
            w, stage = self.case.workloads[self.demands[d][0]], self.stage[t]
            years = stage.start_year + (stage.years - 1) / 2 - w.unmet_price_year
            price = (w.unmet_eur_per_h100eh or 0.0) * (1 - w.unmet_fall_per_year) ** years
            return float(price * self.case.hours_per_year / 1e3)

        return table(meur, demand=list(self.demands), stage=list(self.stage))
