"""Put one site's supply problem together."""

from pyomo.environ import ConcreteModel

from models.derive import SupplyData, SupplyRules
from models.supply.battery import add_battery
from models.supply.connection import add_connection
from models.supply.cost import SupplyTerms, supply_terms
from models.supply.environment import add_environment
from models.supply.load import add_load
from models.supply.sources import add_sources

__all__ = ["SupplyTerms", "add_supply"]


def add_supply(m: ConcreteModel, rules: SupplyRules, data: SupplyData) -> SupplyTerms:
    """Add variables and limits of one (site, cooling, stage) to a block; give its yearly cost terms, MEUR."""
    add_load(m, rules, data)
    add_sources(m, data)
    add_battery(m, data)
    add_connection(m, data)
    add_environment(m, rules, data)
    return supply_terms(m, rules, data)
