"""The tables of a case folder: which row each holds, its keys and its references."""

from dataclasses import dataclass
from typing import Literal

from models import case as c
from models.bounds import HoursPerYear, Rate, Scale, Year
from models.settings import Operation, Policy, SolveSettings

Need = Literal["always", "powered", "optional"]
"""``powered``: needed as soon as any table of power and accelerators is there."""


@dataclass(frozen=True)
class Reference:
    """``column`` holds a key of ``table``, or one of ``besides``."""

    column: str
    table: str
    besides: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableSchema:
    """One table: ``<name>.csv`` or ``<name>.parquet``, with the fields of ``row`` as columns."""

    name: str
    row: type
    key: tuple[str, ...]
    """Columns that name a row in ``--set`` and, where ``unique``, may not repeat."""
    need: Need
    references: tuple[Reference, ...] = ()
    unique: bool = True
    most: int = 10_000
    """Rows that a case may have: more are a slip, and no machine would solve them."""


TABLES: tuple[TableSchema, ...] = (
    TableSchema("states", c.State, ("state",), "always"),
    TableSchema("zones", c.Zone, ("zone",), "powered", (Reference("state", "states"),)),
    TableSchema("carbon", c.Carbon, ("zone",), "powered", (Reference("zone", "zones"),)),
    TableSchema(
        "sites",
        c.Site,
        ("site",),
        "always",
        (Reference("state", "states"), Reference("zone", "zones")),
        most=20_000,
    ),
    TableSchema(
        "headroom", c.Headroom, ("site", "year"), "powered", (Reference("site", "sites"),), unique=False, most=200_000
    ),
    TableSchema("climate", c.Climate, ("site", "month"), "powered", (Reference("site", "sites"),), most=240_000),
    TableSchema("regions", c.Region, ("region",), "always", (Reference("state", "states"),), most=50_000),
    TableSchema(
        "demand",
        c.Demand,
        ("region", "workload", "stage"),
        "always",
        (
            Reference("region", "regions", (c.EU_POOL,)),
            Reference("workload", "workloads"),
            Reference("stage", "stages", (c.EVERY_STAGE,)),
        ),
        most=2_000_000,
    ),
    TableSchema("workloads", c.Workload, ("workload",), "always"),
    TableSchema(
        "residency",
        c.Residency,
        ("state", "accepted_state"),
        "optional",
        (Reference("state", "states"), Reference("accepted_state", "states")),
        most=1_000_000,
    ),
    TableSchema("accelerators", c.Accelerator, ("accelerator",), "powered", (Reference("first_stage", "stages"),)),
    TableSchema(
        "accelerator_cooling",
        c.AcceleratorCooling,
        ("accelerator", "cooling"),
        "powered",
        (Reference("accelerator", "accelerators"), Reference("cooling", "cooling")),
        most=100_000,
    ),
    TableSchema("cooling", c.Cooling, ("cooling",), "powered"),
    TableSchema("supplies", c.Supply, ("zone", "supply"), "powered", (Reference("zone", "zones"),), most=50_000),
    TableSchema(
        "hourly",
        c.Hour,
        ("zone", "stage", "period", "day", "hour"),
        "powered",
        (Reference("stage", "stages", (c.EVERY_STAGE,)), Reference("zone", "zones")),
        most=20_000_000,
    ),
    TableSchema("funders", c.Funder, ("funder",), "powered"),
    TableSchema("rules", c.Rule, ("rule", "scope"), "optional", unique=False),
    TableSchema("sources", c.Source, ("table", "column"), "powered"),
    TableSchema(
        "links",
        c.Link,
        ("region", "site"),
        "optional",
        (Reference("region", "regions"), Reference("site", "sites")),
        most=5_000_000,
    ),
)

TABLE = {schema.name: schema for schema in TABLES}

EXCLUSIONS = "exclusions.geojson"
HEAD = "case.toml"

POWER_TABLES = tuple(schema.name for schema in TABLES if schema.need == "powered" and schema.name != "sources")
"""Tables of power, cooling, accelerators and money: a case has all of them or (abstract) none."""


@dataclass(frozen=True)
class Head:
    """The top of ``case.toml``."""

    name: str
    """Name of the case: also the folder of its runs."""
    currency: Literal["EUR"]
    """Every money column is in EUR."""
    currency_year: Year
    """Year whose price level the money columns have."""
    base_year: Year
    """Costs are discounted to the start of this year."""
    discount_rate: Rate
    social_rate: Rate
    hours_per_year: HoursPerYear
    """8760 or 8784 where power is modelled."""


@dataclass(frozen=True)
class DemandScenario:
    """``[demand]`` of ``case.toml``."""

    scale: Scale = 1.0
    """Multiplies every row of the demand table."""
    note: str = ""
    """The demand scenario in words."""


SECTIONS: dict[str, type] = {
    "demand": DemandScenario,
    "policy": Policy,
    "operation": Operation,
    "solve": SolveSettings,
}
"""Sections of ``case.toml`` besides its head and ``[[stages]]``."""
