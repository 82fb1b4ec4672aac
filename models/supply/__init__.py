"""One site's supply: how an average IT draw x is powered, hour by hour, at least cost.

Every rule here speaks of one (site, cooling, stage) alone, so that the same rules serve inside the whole
model (a block each) and as a linear programme of their own. All constraints are homogeneous but for headroom,
lease limits, heat demand and the water permit: at x = 0 the least cost is 0.
"""

from models.supply.allowance import PENALTY_MEUR, Resource, add_allowances, capped_resources
from models.supply.build import SupplyTerms, add_supply
from models.supply.direction import add_directions
from models.supply.within import add_supply_blocks, add_supply_proxies

__all__ = [
    "PENALTY_MEUR",
    "Resource",
    "SupplyTerms",
    "add_allowances",
    "add_directions",
    "add_supply",
    "add_supply_blocks",
    "add_supply_proxies",
    "capped_resources",
]
