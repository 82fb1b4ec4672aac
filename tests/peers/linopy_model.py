"""The whole siting model in linopy, from the numbers of the case, by docs/mathematics.md.

Left off, and refused: access levels, N-1, price rise, moved and lost load, fleet caps, rules of states, single source,
sites whose compute is given. Money in MEUR, power in MW, accelerators and compute in thousands.
"""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from models.bounds import FunderKind
from models.case import Case
from tests.peers.linopy_numbers import KINDS, Numbers
from tests.peers.linopy_supply import SupplyModel

linopy: Any = pytest.importorskip("linopy", reason="linopy comes with the extra [peers]")

PUBLIC: tuple[FunderKind, ...] = ("eu", "state")
PRIVATE: tuple[FunderKind, ...] = ("equity", "loan")
OFF = ("max_state_share", "max_share_of_state_peak", "carbon_cap_t_per_year", "water_cap_m3_per_year")


def least_cost_meur(case: Case, gap: float) -> float:
    """The optimum by HiGHS."""
    model = SitingModel(case)
    status = model.m.solve(
        solver_name="highs", io_api="direct", mip_rel_gap=gap, mip_feasibility_tolerance=1e-9, log_to_console=False
    )
    assert status == ("ok", "optimal")
    return float(model.m.objective.value)


def refuse(case: Case) -> None:
    """What this model does not have."""
    p = case.policy
    assert not any(
        (p.access_levels, p.n_minus_1, p.single_source, p.price_slope_eur_per_mwh_per_gw, p.moved_load_share)
    )
    assert p.lost_compute_eur_per_mwh is None
    assert all(getattr(p, name) is None for name in OFF)
    assert not case.state_rules
    assert all(s.capacity_h100e is None and s.water_m3_per_year is None for s in case.sites.values())


class SitingModel:
    """Variables, rows and cost. A plan that the case does not allow has an upper bound of 0."""

    def __init__(self, case: Case) -> None:
        refuse(case)
        self.case, self.n, self.m = case, Numbers(case), linopy.Model()
        self.stages = [t.stage for t in case.stages]
        self._siting()
        self._counts()
        self._compute()
        self._service()
        self.supply = SupplyModel(self.m, self.n, self.it_draw)
        self._capital()
        self._funding()
        self._budgets()
        self.m.add_objective(self._cost())

    def _siting(self) -> None:
        """An open site has one cooling, keeps it, and never shrinks; what is built lies between its bounds."""
        m, n, policy = self.m, self.n, self.case.policy
        place = {key: n.options[key] for key in ("site", "stage")}
        self.open = m.add_variables(binary=True, coords=place, name="open")
        self.use = m.add_variables(binary=True, coords=n.options, name="use")
        self.blocks = m.add_variables(lower=0, integer=True, coords=n.options, name="blocks")
        self.built = policy.block_it_mw * self.blocks
        m.add_constraints(self.open <= n.may_open, name="ready")
        m.add_constraints(self.use.sum("cooling") - self.open == 0, name="one cooling")
        m.add_constraints(self.built - self.use * n.bound_mw <= 1e-9, name="within site")
        m.add_constraints(self.built - policy.min_it_mw * self.use >= 0, name="worth opening")
        for before, after in pairwise(self.stages):
            for name, kept in (("use", self.use), ("blocks", self.blocks)):
                m.add_constraints(at(kept, after) - at(kept, before) >= 0, name=f"{name} kept in {after}")

    def _counts(self) -> None:
        """How many sites and host states."""
        m, policy, last = self.m, self.case.policy, at(self.open, self.stages[-1])
        if policy.max_sites is not None:
            m.add_constraints(self.open.sum("site") <= policy.max_sites, name="max sites")
        if policy.min_sites is not None:
            m.add_constraints(last.sum("site") >= policy.min_sites, name="min sites")
        if policy.max_sites_per_state is not None:
            for state in self._hosts():
                own = self.open.sel(site=self._sites_of(state)).sum("site")
                m.add_constraints(own <= policy.max_sites_per_state, name=f"max sites in {state}")
        if policy.max_states is not None or policy.min_states is not None:
            self._count_states(last)

    def _count_states(self, last: Any) -> None:
        m, policy = self.m, self.case.policy
        hosts = m.add_variables(binary=True, coords={"state": self._hosts()}, name="hosts")
        for state in self._hosts():
            own, host = last.sel(site=self._sites_of(state)), hosts.sel(state=state, drop=True)
            m.add_constraints(own - host <= 0, name=f"{state} hosts")
            m.add_constraints(own.sum("site") - host >= 0, name=f"{state} does not host")
        lower, upper = policy.min_states or 0, np.inf if policy.max_states is None else policy.max_states
        m.add_constraints(hosts.sum() >= lower, name="min states")
        m.add_constraints(hosts.sum() <= upper, name="max states")

    def _hosts(self) -> list[str]:
        return list(dict.fromkeys(s.state for s in self.case.sites.values()))

    def _sites_of(self, state: str) -> list[str]:
        return [s.site for s in self.case.sites.values() if s.state == state]

    def _compute(self) -> None:
        """Cohorts, what of them is alive and busy, and the IT power they draw."""
        m, n, policy = self.m, self.n, self.case.policy
        self.bought = m.add_variables(lower=0.0, upper=n.most_bought, name="bought")
        left = n.alive.sel(asset=list(self.case.accelerators)).rename(asset="generation")
        self.alive = (self.bought * left).sum("cohort")
        nameplate = (self.alive * n.of_generation(lambda g: g.it_kw)).sum("generation")
        m.add_constraints(nameplate - self.built <= 0, name="nameplate within built")
        self.it_draw = m.add_variables(lower=0.0, coords=n.options, name="it draw")
        m.add_constraints(self.it_draw - self.case.operation.load_factor * nameplate == 0, name="draw")
        for g in self.case.accelerators.values():
            if g.supply_per_stage is not None:
                sold = self.bought.sel(generation=g.accelerator, drop=True).sum(["site", "cooling"])
                m.add_constraints(sold <= g.supply_per_stage / 1e3, name=f"world supply of {g.accelerator}")
        size = n.of_generation(lambda g: g.h100e_training if policy.gigafactory_unit == "h100e" else 1.0)
        there = (self.alive * size).sum(["generation", "cooling"])
        m.add_constraints(there - policy.gigafactory_minimum / 1e3 * self.open >= 0, name="gigafactory")

    def _service(self) -> None:
        """Demand is served within reach, by open sites, within their busy compute, or left unmet."""
        m, n, case = self.m, self.n, self.case
        reached = (n.service_meur < np.inf) * 1.0
        self.serve = m.add_variables(lower=0.0, upper=(reached * n.may_open), name="serve")
        workload = {d: case.workloads[w] for d, (w, _) in n.demands.items()}
        free = {d for d, w in workload.items() if w.unmet_eur_per_h100eh is not None or w.coverage_share < 1}
        most = n.demand * 0.0 + [[float(d in free)] for d in n.demands]
        self.unmet = m.add_variables(lower=0.0, upper=most, name="unmet")
        m.add_constraints(self.serve.sum("site") + self.unmet == 1, name="served or unmet")
        m.add_constraints(self.serve - self.open <= 0, name="open sites serve")
        for w in dict.fromkeys(w for w, _ in n.demands.values()):
            own = {"demand": [d for d, (v, _) in n.demands.items() if v == w]}
            wanted, missing = n.demand.sel(**own), (self.unmet.sel(**own) * n.demand.sel(**own)).sum("demand")
            most_missing = (1 - case.workloads[w].coverage_share) * wanted.sum("demand")
            m.add_constraints(missing <= most_missing, name=f"coverage of {w}")
        self._work({kind: [d for d, w in workload.items() if w.kind == kind] for kind in KINDS})

    def _work(self, demands: dict[str, list[str]]) -> None:
        """An accelerator does one kind of work at a time."""
        m, n = self.m, self.n
        busy = (self.bought * n.busy).sum(["cooling", "cohort"])
        dimensions = {"kind": list(KINDS), **{d: busy.coords[d].values for d in ("generation", "site", "stage")}}
        work = m.add_variables(lower=0.0, coords=dimensions, name="work")
        m.add_constraints(work.sum("kind") - busy <= 0, name="work within busy")
        done = (work * n.h100e).sum("generation")
        for kind, own in demands.items():
            served = (self.serve.sel(demand=own) * n.demand.sel(demand=own)).sum("demand")
            m.add_constraints(served - done.sel(kind=kind, drop=True) <= 0, name=f"{kind} within compute")

    def _capital(self) -> None:
        """Of each asset when it is bought, MEUR."""
        m, n, case = self.m, self.n, self.case
        names = {"site": list(case.sites), "asset": n.assets, **n.cohorts}
        self.capital = m.add_variables(lower=0.0, coords=names, name="capital")
        price = n.of_generation(lambda g: g.price_eur / 1e3)
        for g in case.accelerators:
            paid = (self.bought.sel(generation=g, drop=True) * float(price.sel(generation=g))).sum("cooling")
            m.add_constraints(self.capital.sel(asset=g, drop=True) - paid == 0, name=f"capital of {g}")
        per_mw = n.of_site(lambda s: s.connection_eur_per_mw / 1e6)
        line = n.of_site(lambda s: s.line_km * case.operation.line_eur_per_km / 1e6)
        for i, t in enumerate(self.stages):
            added, opened = at(self.built, t), 1 * at(self.open, t)
            if i > 0:
                added, opened = added - at(self.built, self.stages[i - 1]), opened - at(self.open, self.stages[i - 1])
            facility = (added * n.facility_meur_per_mw).sum("cooling")
            connection = (added * (n.peak_pue * per_mw)).sum("cooling") + opened * line
            for asset, due in (("facility", facility), ("connection", connection)):
                now = self.capital.sel(asset=asset, cohort=t, drop=True)
                m.add_constraints(now - due == 0, name=f"capital of {asset} in {t}")

    def _funding(self) -> None:
        """All capital is paid; each site keeps the shares, from the first stage to each, MEUR."""
        m, n, policy = self.m, self.n, self.case.policy
        funders = self.case.funders
        names = {"funder": list(funders), "site": list(self.case.sites), "asset": n.assets, **n.cohorts}
        self.pay = m.add_variables(lower=0.0, coords=names, name="pay")
        m.add_constraints(self.pay.sum("funder") - self.capital == 0, name="capital is paid")
        for i, t in enumerate(self.stages):
            so_far = {"cohort": self.stages[: i + 1]}
            capital = self.capital.sel(**so_far).sum(["asset", "cohort"])
            paid = self.pay.sel(**so_far).sum(["asset", "cohort"])
            for f in funders.values():
                own = paid.sel(funder=f.funder, drop=True)
                m.add_constraints(own - f.max_share * capital <= 0, name=f"share of {f.funder} by {t}")
            eu, state, loan, private = (self._of(paid, *k) for k in (("eu",), ("state",), ("loan",), PRIVATE))
            m.add_constraints(state - policy.state_match_ratio * eu >= 0, name=f"state matches by {t}")
            m.add_constraints(private - (policy.private_min_share or 0.0) * capital >= 0, name=f"private by {t}")
            if policy.max_leverage is not None:
                m.add_constraints(loan - policy.max_leverage * capital <= 0, name=f"leverage by {t}")

    def _of(self, paid: Any, *kinds: FunderKind) -> Any:
        """Money of funders of the kinds."""
        return paid.sel(funder=[f.funder for f in self.case.funders.values() if f.kind in kinds]).sum("funder")

    def _budgets(self) -> None:
        """Over all sites, assets and stages, MEUR."""
        m, policy, everywhere = self.m, self.case.policy, ["site", "asset", "cohort"]
        paid = self.pay.sum(["asset", "cohort"])
        for f in self.case.funders.values():
            if f.budget_eur is not None:
                own = paid.sel(funder=f.funder, drop=True).sum("site")
                m.add_constraints(own <= f.budget_eur / 1e6, name=f"budget of {f.funder}")
        for state in self._hosts():
            budget_eur = self.case.states[state].budget_eur
            if budget_eur is not None:
                own = self._of(paid, "state").sel(site=self._sites_of(state)).sum("site")
                m.add_constraints(own <= budget_eur / 1e6, name=f"budget of {state}")
        if policy.programme_budget_eur is not None:
            public = self._of(paid, *PUBLIC).sum("site")
            m.add_constraints(public <= policy.programme_budget_eur / 1e6, name="programme budget")
        if policy.capital_cap_eur is not None:
            m.add_constraints(self.capital.sum(everywhere) <= policy.capital_cap_eur / 1e6, name="capital cap")

    def _cost(self) -> Any:
        """Yearly charges on what is paid, and the yearly costs of each stage, discounted, MEUR."""
        yearly = self.supply.cost().sum(["site", "cooling"]) + self._running() + self._of_service()
        return (self.pay * self.n.charge).sum() + (yearly * self.n.discount).sum()

    def _running(self) -> Any:
        """Upkeep, staff, land, fibre and the fixed cost of open sites, by stage."""
        n, o = self.n, self.case.operation
        wage = n.of_site(lambda s: o.hours_per_staff_year * self.case.states[s.state].labour_eur_per_h / 1e6)
        land = n.of_site(lambda s: o.land_rent_share * s.land_eur_per_mw / 1e6)
        per_mw = n.facility_meur_per_mw * o.facility_upkeep_share + wage * o.staff_per_mw + land
        fixed = n.of_site(lambda s: (s.fixed_cost_eur_per_year + s.fibre_eur_per_year) / 1e6) + wage * o.staff_per_site
        it = (self.alive * n.of_generation(lambda g: o.it_upkeep_share * g.price_eur / 1e3)).sum("generation")
        return (it + self.built * per_mw).sum(["site", "cooling"]) + (self.open * fixed).sum("site")

    def _of_service(self) -> Any:
        """Transit, surcharges, link costs, and the price of what is unmet, by stage."""
        n = self.n
        served = self.serve * (n.service_meur.where(n.service_meur < np.inf, 0.0) * n.demand)
        return served.sum(["demand", "site"]) + (self.unmet * (n.unmet_meur * n.demand)).sum("demand")


def at(variable: Any, stage: str) -> Any:
    """In one stage."""
    return variable.sel(stage=stage, drop=True)
