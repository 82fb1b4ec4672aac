"""What may be built where and when: the sparse sets of the siting decisions."""

from collections.abc import Mapping

from models.case import Case, Cooling, Site, Stage
from models.derive.headroom import firm_headroom_mw, non_firm_headroom_mw
from models.derive.thermal import mean_pue, peak_pue
from models.derive.zone_series import ZoneSeries, all_zone_series


def ready_stages(case: Case, site: Site) -> tuple[Stage, ...]:
    """Stages at whose start the site can be energised."""
    return tuple(t for t in case.stages if site.ready_year <= t.start_year)


def is_powered(case: Case) -> bool:
    """Whether power and accelerators are modelled; an abstract case has neither."""
    return bool(case.cooling)


def suited_coolings(case: Case) -> tuple[Cooling, ...]:
    """Cooling technologies that suit at least one accelerator."""
    suited = {cooling for _, cooling in case.accelerator_cooling}
    return tuple(k for k in case.cooling.values() if k.cooling in suited)


def _within_pue_rule(
    case: Case, site: Site, cooling: Cooling, stage: Stage, series: Mapping[tuple[str, str], ZoneSeries]
) -> bool:
    """The state's largest yearly mean PUE holds in the stage and in every later one (a site never closes)."""
    rule = case.state_rules.get(site.state)
    if rule is None or rule.max_pue is None or site.zone is None:
        return True
    later = (t for t in case.stages if t.start_year >= stage.start_year)
    return all(mean_pue(case, site, cooling, series[t.stage, site.zone]) <= rule.max_pue for t in later)


def site_options(case: Case) -> tuple[tuple[str, str, str], ...]:
    """Allowed (site, cooling, stage), in the order of the tables; sites with a given compute capacity have none."""
    if not is_powered(case):
        return ()
    series = all_zone_series(case)
    return tuple(
        (site.site, cooling.cooling, stage.stage)
        for site in case.sites.values()
        if site.capacity_h100e is None
        for cooling in suited_coolings(case)
        for stage in ready_stages(case, site)
        if _within_pue_rule(case, site, cooling, stage, series)
    )


def it_bound_mw(case: Case, site: Site, cooling: Cooling, stage: Stage) -> float:
    """Largest built IT power: the site's own bound, and the design day within the connection."""
    connection = firm_headroom_mw(case, site, stage) + non_firm_headroom_mw(case, site, stage)
    own = float("inf") if site.max_it_mw is None else site.max_it_mw
    return min(own, connection / peak_pue(site, cooling))


def purchases(case: Case) -> tuple[tuple[str, str, str, str], ...]:
    """Allowed (accelerator, site, cooling, stage): the cooling suits the rack and the generation is on sale."""
    start = {t.stage: t.start_year for t in case.stages}
    suits = set(case.accelerator_cooling)
    return tuple(
        (g.accelerator, s, k, t)
        for g in case.accelerators.values()
        for s, k, t in site_options(case)
        if (g.accelerator, k) in suits and start[t] >= start[g.first_stage]
    )
