"""Who serves whom, every link written out."""

from dataclasses import dataclass

from models.case import EU_POOL, Case, Site
from tests.third_voice.compute import KINDS, Compute, rating
from tests.third_voice.links import may_serve, wanted
from tests.third_voice.programme import Programme, Sum, total
from tests.third_voice.siting import Siting, is_powered


@dataclass(frozen=True)
class Service:
    """Shares of a demand."""

    serve: dict[tuple[str, str, str, str], Sum]
    """(workload, region, site, stage)."""
    unmet: dict[tuple[str, str, str], Sum]
    """(workload, region, stage)."""
    demand: dict[tuple[str, str, str], float]
    """(workload, region, stage) -> thousand H100e."""

    def done(self, site: str, stage: str, workloads: set[str]) -> Sum:
        """Thousand H100e that a site serves of these workloads."""
        return total(
            self.demand[w, r, t] * share
            for (w, r, s, t), share in self.serve.items()
            if (s, t) == (site, stage) and w in workloads
        )


def add_service(p: Programme, case: Case, siting: Siting) -> Service:
    service = Service({}, {}, {})
    for w, r, t, h100e in wanted(case):
        service.demand[w, r, t] = h100e
        asked, whole = case.workloads[w], case.policy.single_source and r != EU_POOL
        forbidden = asked.unmet_eur_per_h100eh is None and asked.coverage_share == 1
        service.unmet[w, r, t] = p.column(0.0 if forbidden else 1.0)
        for site in case.sites.values():
            if may_serve(case, w, r, site) and (site.site, t) in siting.open:
                service.serve[w, r, site.site, t] = p.column(1.0, whole=whole)
                p.at_most(service.serve[w, r, site.site, t], siting.opened(site.site, t))
    for (w, r, t), unmet in service.unmet.items():
        served = total(share for (v, q, _, u), share in service.serve.items() if (v, q, u) == (w, r, t))
        p.equal(served + unmet, 1.0)
    _cover(p, case, service)
    return service


def _cover(p: Programme, case: Case, service: Service) -> None:
    """The least share of a workload, over all its regions."""
    for name, workload in case.workloads.items():
        for t in case.stages:
            asked = {key: n for key, n in service.demand.items() if (key[0], key[2]) == (name, t.stage)}
            met = total(n * (1.0 - service.unmet[key]) for key, n in asked.items())
            p.at_most(workload.coverage_share * sum(asked.values()), met)


def do_the_work(p: Programme, case: Case, siting: Siting, compute: Compute, service: Service) -> None:
    """What a site serves is within its busy accelerators of that kind, or within the compute that is given."""
    for (site, stage), opened in siting.open.items():
        place = case.sites[site]
        if not is_powered(place):
            p.at_most(service.done(site, stage, set(case.workloads)), _given(place) * opened)
            continue
        for kind in KINDS:
            able = total(
                rating(g, kind) * compute.work[g.accelerator, site, kind, stage] for g in case.accelerators.values()
            )
            p.at_most(service.done(site, stage, {w for w, row in case.workloads.items() if row.kind == kind}), able)


def _given(site: Site) -> float:
    """Thousand H100e."""
    return (site.capacity_h100e or 0.0) / 1e3


def survive_any_loss(p: Programme, case: Case, siting: Siting, compute: Compute, service: Service) -> None:
    """N-1: for every site that may be lost, a flow of its own of all critical demand to the other sites."""
    critical = {key: case.workloads[key[0]].critical_share * n for key, n in service.demand.items()}
    critical = {key: n for key, n in critical.items() if n > 0}
    for lost in case.sites:
        for t in case.stages:
            load: dict[str, list[Sum]] = {s: [] for s in case.sites if s != lost}
            for (w, r, _), h100e in ((key, n) for key, n in critical.items() if key[2] == t.stage):
                flows = {s: p.column() for s in load if may_serve(case, w, r, case.sites[s])}
                for site, flow in flows.items():
                    load[site].append(flow)
                p.equal(total(flows.values()), h100e)
            for site, flows_in in load.items():
                p.at_most(total(flows_in), able_to_step_in(case, siting, compute, site, t.stage))


def able_to_step_in(case: Case, siting: Siting, compute: Compute, site: str, stage: str) -> Sum:
    """All that a site's cohorts can do in inference, whatever they do now."""
    if not is_powered(case.sites[site]):
        return _given(case.sites[site]) * siting.opened(site, stage)
    return total(g.h100e_inference * compute.able[g.accelerator, site, stage] for g in case.accelerators.values())
