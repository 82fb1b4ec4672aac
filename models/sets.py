"""The index sets of the siting model, all explicit and sparse."""

from itertools import pairwise

from pyomo.environ import ConcreteModel, Set

from models.case import Case
from models.derive import DemandGroup, alive_share, purchases, ready_stages, site_options

KINDS = ("training", "inference")
FACILITY = "facility"
CONNECTION = "connection"


def add_sets(m: ConcreteModel, case: Case, groups: tuple[DemandGroup, ...]) -> None:
    """SITES to LINKS, in the order of docs/mathematics.md."""
    m.SITES = Set(initialize=list(case.sites))
    m.STATES = Set(initialize=list(case.states))
    m.STAGES = Set(initialize=[t.stage for t in case.stages])
    m.KINDS = Set(initialize=KINDS)
    m.ACCELERATORS = Set(initialize=list(case.accelerators))
    m.COOLING = Set(initialize=list(case.cooling))
    m.FUNDERS = Set(initialize=list(case.funders))
    m.ASSETS = Set(initialize=[*case.accelerators, FACILITY, CONNECTION] if case.cooling else [])
    _add_opening_sets(m, case)
    _add_purchase_sets(m, case)
    _add_service_sets(m, groups)


def _add_opening_sets(m: ConcreteModel, case: Case) -> None:
    """Where and when a site may be open, and how cooled."""
    openings = [(s.site, t.stage) for s in case.sites.values() for t in ready_stages(case, s)]
    options = site_options(case)
    powered = {s.site for s in case.sites.values() if case.cooling and s.capacity_h100e is None}
    follows = dict(pairwise(t.stage for t in case.stages))
    known_openings, known_options = set(openings), set(options)
    coolings = {(s, t): [k for k in case.cooling if (s, k, t) in known_options] for s, t in openings}
    m.OPENINGS = Set(dimen=2, initialize=openings)
    m.POWERED_OPENINGS = Set(dimen=2, initialize=[(s, t) for s, t in openings if s in powered])
    m.OPTIONS = Set(dimen=3, initialize=options)
    m.COOLINGS_AT = Set(m.OPENINGS, initialize=coolings)
    m.SITES_OPEN_IN = Set(m.STAGES, initialize={t: [s for s, u in openings if u == t] for t in m.STAGES})
    m.SITES_OF = Set(m.STATES, initialize={c: [s.site for s in case.sites.values() if s.state == c] for c in m.STATES})
    m.SUCCESSIVE_OPENINGS = Set(
        dimen=3,
        initialize=[(s, t, follows[t]) for s, t in openings if t in follows and (s, follows[t]) in known_openings],
    )
    m.SUCCESSIVE_OPTIONS = Set(
        dimen=4,
        initialize=[
            (s, k, t, follows[t]) for s, k, t in options if t in follows and (s, k, follows[t]) in known_options
        ],
    )


def _add_purchase_sets(m: ConcreteModel, case: Case) -> None:
    """What may be bought, and which purchases are alive in a stage."""
    bought = purchases(case)
    stage = {t.stage: t for t in case.stages}
    life = {g.accelerator: g.life_years for g in case.accelerators.values()}
    places: dict[tuple[str, str, str], list[str]] = {}
    for g, s, k, t in bought:
        places.setdefault((g, s, k), []).append(t)
    cohorts = {
        (g, s, k, t): [
            u
            for u in stages
            if stage[u].start_year <= stage[t].start_year and alive_share(life[g], stage[u], stage[t]) > 0
        ]
        for (g, s, k), stages in places.items()
        for t in stages
    }
    coolings: dict[tuple[str, str, str], list[str]] = {}
    generations: dict[tuple[str, str, str], list[str]] = {}
    for g, s, k, t in bought:
        coolings.setdefault((g, s, t), []).append(k)
        generations.setdefault((s, k, t), []).append(g)
    m.PURCHASES = Set(dimen=4, initialize=bought)
    m.COHORTS = Set(m.PURCHASES, initialize=cohorts)
    m.EQUIPMENT = Set(dimen=3, initialize=list(coolings))
    m.COOLINGS_OF = Set(m.EQUIPMENT, initialize=coolings)
    m.GENERATIONS_WITH = Set(m.OPTIONS, initialize={o: generations.get(o, []) for o in m.OPTIONS})
    equipped: dict[tuple[str, str], list[str]] = {o: [] for o in m.OPENINGS}
    for g, s, t in coolings:
        equipped[s, t].append(g)
    m.GENERATIONS_AT = Set(m.OPENINGS, initialize=equipped)


def _add_service_sets(m: ConcreteModel, groups: tuple[DemandGroup, ...]) -> None:
    """Which demand may be served from where: (group, site, stage) within round trip and residency."""
    wanted = [(g.group, t) for g in groups for t in m.STAGES if g.h100e[t] > 0]
    openings = set(m.OPENINGS)
    reach = {g.group: [link.site for link in g.links] for g in groups}
    servers = {(g, t): [s for s in reach[g] if (s, t) in openings] for g, t in wanted}
    served: dict[tuple[str, str], list[str]] = {o: [] for o in openings}
    for (g, t), sites in servers.items():
        for s in sites:
            served[s, t].append(g)
    m.GROUPS = Set(initialize=[g.group for g in groups])
    m.WANTED = Set(dimen=2, initialize=wanted)
    m.SERVERS = Set(m.WANTED, dimen=1, initialize=servers)
    m.SERVICE_LINKS = Set(dimen=3, initialize=[(g, s, t) for (g, t), sites in servers.items() for s in sites])
    m.SERVED_FROM = Set(m.OPENINGS, dimen=1, initialize={(s, t): served[s, t] for s, t in m.OPENINGS})
