"""The frozen `Case`: everything the mathematics reads, in the units of the input tables.

Each other record here is one input table (a row per instance), those of `models.settings` are sections of
``case.toml``. The annotations are the schema: the reader validates against them, so a limit stands in one place.
Money is real EUR of ``Case.currency_year``; power MW; energy MWh; temperature degrees Celsius.
"""

from models.case.compute import Accelerator, AcceleratorCooling, Cooling
from models.case.demand import EU_POOL, Demand, Link, Residency, Workload
from models.case.money import Funder, Rule, Source
from models.case.places import Climate, Exclusion, Headroom, Region, Site, State
from models.case.power import Carbon, Hour, Supply, Zone
from models.case.whole import EVERY_STAGE, Case, Stage

__all__ = [
    "EU_POOL",
    "EVERY_STAGE",
    "Accelerator",
    "AcceleratorCooling",
    "Carbon",
    "Case",
    "Climate",
    "Cooling",
    "Demand",
    "Exclusion",
    "Funder",
    "Headroom",
    "Hour",
    "Link",
    "Region",
    "Residency",
    "Rule",
    "Site",
    "Source",
    "Stage",
    "State",
    "Supply",
    "Workload",
    "Zone",
]
