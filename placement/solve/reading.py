"""Read plain numbers out of a model that holds a solution."""

from pyomo.environ import ConcreteModel, value

HALF = 0.5


def is_on(variable: object) -> bool:
    """Whether a binary variable is 1."""
    return bool(value(variable) > HALF)


def open_options(m: ConcreteModel) -> list[tuple[str, str, str]]:
    """(site, cooling, stage) in use."""
    return [option for option in m.OPTIONS if is_on(m.UseCooling[option])]


def rescue_capacity_h100e(m: ConcreteModel) -> dict[tuple[str, str], float]:
    """Inference compute at work by open (site, stage), H100e."""
    capacity = {}
    for s, t in m.OPENINGS:
        if is_on(m.OpenSite[s, t]):
            modelled = sum(value(m.h100e[g, "inference"] * m.Busy[g, s, t]) for g in m.GENERATIONS_AT[s, t])
            given = value(m.capacity_kh100e[s]) if s in m.capacity_kh100e else 0.0
            capacity[s, t] = 1e3 * (modelled + given)
    return capacity
