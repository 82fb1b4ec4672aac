"""The page's table of costs: million EUR a year in a stage, term by term."""

from collections.abc import Mapping

from models.case import EU_POOL, Case, Stage
from tests.third_voice.compute import Compute
from tests.third_voice.funding import CONNECTION, FACILITY, Asset, Funding
from tests.third_voice.links import link_eur_per_h100e_year, surcharge_eur_per_h100eh
from tests.third_voice.money_and_time import alive_share, asked_return, capital_recovery
from tests.third_voice.power import Place, Power, carbon_kt, water_km3
from tests.third_voice.programme import Sum, total
from tests.third_voice.service import Service
from tests.third_voice.siting import Option, Siting


def life_years(case: Case, asset: Asset) -> float:
    if asset == FACILITY:
        return case.operation.facility_life_years
    return case.operation.connection_life_years if asset == CONNECTION else case.accelerators[asset].life_years


def capital_charges(case: Case, funding: Funding, stage: Stage) -> Sum:
    """Of all that was bought until now and still stands."""
    terms = []
    for (funder, site, asset, bought), pay in funding.pay.items():
        u = next(t for t in case.stages if t.stage == bought)
        if u.start_year <= stage.start_year:
            life = life_years(case, asset)
            rate = asked_return(case, case.funders[funder], case.sites[site])
            terms.append(alive_share(life, u, stage) * capital_recovery(rate, life) * pay)
    return total(terms)


def power_cost(place: Place, power: Power) -> Sum:
    """Energy, leases, carbon, water, heat and lost compute of an option."""
    case, hours = place.case, range(len(place.hours))
    assert place.site.zone is not None, "a powered site has a zone"
    zone, policy = case.zones[place.site.zone], case.policy
    through = [power.through_connection(i) for i in hours]
    adders = zone.network_eur_per_mwh + zone.levies_eur_per_mwh + zone.electricity_tax_eur_per_mwh
    kilo_eur = [
        place.weighed(power.grid, [h.price_eur_per_mwh for h in place.hours]),
        place.weighed(through, adders),
        zone.demand_charge_eur_per_mw_year / 1e3 * power.peak,
        *(_lease_kilo_eur(place, power)),
        place.weighed(power.lost, policy.lost_compute_eur_per_mwh or 0.0),
        policy.carbon_price_eur_per_t * carbon_kt(place, power),
        case.operation.water_eur_per_m3 * water_km3(place, power),
        place.weighed(power.heat, -place.site.heat_price_eur_per_mwh),
    ]
    return 1e-3 * total(kilo_eur)


def _lease_kilo_eur(place: Place, power: Power) -> list[Sum]:
    terms = []
    for kind, lease in power.leases.items():
        row = place.offer(kind)
        assert row is not None, "only what is offered is leased"
        terms.append(row.yearly_eur_per_mw / 1e3 * lease)
        if kind == "backup":
            terms.append(place.weighed(power.backup, row.variable_eur_per_mwh))
    return terms


def upkeep(case: Case, siting: Siting, compute: Compute, stage: str) -> Sum:
    operation = case.operation
    of_it = [
        operation.it_upkeep_share * case.accelerators[g].price_eur / 1e3 * n
        for (g, option), n in compute.alive.items()
        if option[2] == stage
    ]
    of_facility = [
        operation.facility_upkeep_share * _facility_eur_per_mw(case, option) / 1e6 * built
        for option, built in siting.built_mw.items()
        if option[2] == stage
    ]
    return total((*of_it, *of_facility))


def _facility_eur_per_mw(case: Case, option: Option) -> float:
    site, cooling, _ = option
    return case.cooling[cooling].capital_eur_per_mw * case.states[case.sites[site].state].construction_index


def site_cost(case: Case, siting: Siting, stage: str) -> Sum:
    """Staff, fixed cost, fibre and land."""
    operation, terms = case.operation, []
    for site in case.sites.values():
        opened = siting.opened(site.site, stage)
        built = total(siting.built(site.site, k, stage) for k in case.cooling)
        terms.append((site.fixed_cost_eur_per_year + site.fibre_eur_per_year) / 1e6 * opened)
        terms.append(operation.land_rent_share * site.land_eur_per_mw / 1e6 * built)
        if case.cooling:
            year = operation.hours_per_staff_year * case.states[site.state].labour_eur_per_h / 1e6
            terms.append(year * (operation.staff_per_mw * built + operation.staff_per_site * opened))
    return total(terms)


def service_cost(case: Case, service: Service, stage: Stage) -> Sum:
    """Transit, surcharges, links and unmet demand."""
    terms = [_link_cost(case, service, key) for key in service.serve if key[3] == stage.stage]
    for (w, r, t), unmet in service.unmet.items():
        asked = case.workloads[w]
        if t == stage.stage and asked.unmet_eur_per_h100eh is not None:
            middle = stage.start_year + (stage.years - 1) / 2
            left = (1 - asked.unmet_fall_per_year) ** (middle - asked.unmet_price_year)
            price = asked.unmet_eur_per_h100eh * left * case.hours_per_year
            terms.append(price / 1e3 * service.demand[w, r, t] * unmet)
    return total(terms)


def _link_cost(case: Case, service: Service, key: tuple[str, str, str, str]) -> Sum:
    w, r, s, t = key
    site, asked = case.sites[s], case.workloads[w]
    each = case.operation.transit_eur_per_gbps_year * asked.gbps_per_1000_h100e / 1e3
    each += surcharge_eur_per_h100eh(case, w, r, site) * case.hours_per_year
    each += 0.0 if r == EU_POOL else link_eur_per_h100e_year(case, r, site)
    return each / 1e3 * service.demand[w, r, t] * service.serve[key]


def power_costs(powers: Mapping[Option, tuple[Place, Power]], stage: str) -> Sum:
    return total(power_cost(*found) for option, found in powers.items() if option[2] == stage)
