"""Which sites open, with which cooling, and how many blocks they build."""

from dataclasses import dataclass
from math import floor

from models.case import Case, Site, Stage
from tests.third_voice.connection import in_all_mw
from tests.third_voice.programme import NOTHING, Programme, Sum, total
from tests.third_voice.weather import mean_pue, peak_pue

Option = tuple[str, str, str]
"""(site, cooling, stage)."""


@dataclass(frozen=True)
class Siting:
    """Columns and sums of it; what cannot be is not in it."""

    open: dict[tuple[str, str], Sum]
    """(site, stage)."""
    use: dict[Option, Sum]
    built_mw: dict[Option, Sum]
    bound_mw: dict[Option, float]

    def opened(self, site: str, stage: str) -> Sum:
        return self.open.get((site, stage), NOTHING)

    def built(self, site: str, cooling: str, stage: str) -> Sum:
        return self.built_mw.get((site, cooling, stage), NOTHING)


def is_powered(site: Site) -> bool:
    return site.capacity_h100e is None


def is_allowed(case: Case, site: Site, cooling: str, stage: Stage) -> bool:
    """Ready, with an accelerator that suits the cooling, and within the state's limit of the mean PUE."""
    rules = case.state_rules.get(site.state)
    most = None if rules is None else rules.max_pue
    suits = any(k == cooling for _, k in case.accelerator_cooling)
    ready = site.ready_year <= stage.start_year
    return ready and suits and (most is None or mean_pue(case, site, case.cooling[cooling], stage.stage) <= most)


def add_siting(p: Programme, case: Case) -> Siting:
    siting = Siting({}, {}, {}, {})
    for site in case.sites.values():
        for stage in case.stages:
            if site.ready_year <= stage.start_year:
                siting.open[site.site, stage.stage] = p.column(1.0, whole=True)
            for cooling in case.cooling if is_powered(site) else ():
                if is_allowed(case, site, cooling, stage):
                    _add_option(p, case, siting, site, cooling, stage)
    for site in case.sites.values():
        _hold_together(p, case, siting, site)
    return siting


def _add_option(p: Programme, case: Case, siting: Siting, site: Site, cooling: str, stage: Stage) -> None:
    option, block = (site.site, cooling, stage.stage), case.policy.block_it_mw
    bound = in_all_mw(case, site, stage) / peak_pue(site, case.cooling[cooling])
    bound = bound if site.max_it_mw is None else min(bound, site.max_it_mw)
    siting.bound_mw[option] = bound
    siting.use[option] = use = p.column(1.0, whole=True)
    siting.built_mw[option] = built = p.column(floor(bound / block * (1 + 1e-12)), whole=True) * block
    p.at_most(case.policy.min_it_mw * use, built)
    p.at_most(built, bound * use)


def _hold_together(p: Programme, case: Case, siting: Siting, site: Site) -> None:
    """An open powered site has one cooling; nothing that stands goes away."""
    for stage in case.stages if is_powered(site) else ():
        used = total(siting.use.get((site.site, k, stage.stage), NOTHING) for k in case.cooling)
        p.equal(used, siting.opened(site.site, stage.stage))
    for before, after in zip(case.stages, case.stages[1:], strict=False):
        p.at_most(siting.opened(site.site, before.stage), siting.opened(site.site, after.stage))
        for k in case.cooling:
            earlier, later = (site.site, k, before.stage), (site.site, k, after.stage)
            p.at_most(siting.use.get(earlier, NOTHING), siting.use.get(later, NOTHING))
            p.at_most(siting.built(*earlier), siting.built(*later))


def limit_sites(p: Programme, case: Case, siting: Siting) -> None:
    """Counts of sites and states."""
    policy, last = case.policy, case.stages[-1].stage
    for stage in case.stages:
        opened = {s: siting.opened(s, stage.stage) for s in case.sites}
        if policy.max_sites is not None:
            p.at_most(total(opened.values()), policy.max_sites)
        for state in case.states if policy.max_sites_per_state is not None else ():
            inside = total(opened[s.site] for s in case.sites.values() if s.state == state)
            p.at_most(inside, float(policy.max_sites_per_state or 0))
    if policy.min_sites is not None:
        p.at_most(policy.min_sites, total(siting.opened(s, last) for s in case.sites))
    hosts = {state: _host(p, case, siting, state) for state in case.states}
    if policy.max_states is not None:
        p.at_most(total(hosts.values()), policy.max_states)
    if policy.min_states is not None:
        p.at_most(policy.min_states, total(hosts.values()))


def _host(p: Programme, case: Case, siting: Siting, state: str) -> Sum:
    """Whether a state has a site in the last stage."""
    host, last = p.column(1.0, whole=True), case.stages[-1].stage
    inside = [siting.opened(s.site, last) for s in case.sites.values() if s.state == state]
    for opened in inside:
        p.at_most(opened, host)
    p.at_most(host, total(inside))
    return host
