"""``python -m inputs.recipe DATA_DIR OUT_DIR``: build the Europe case."""

import csv
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from inputs.recipe import demand as work
from inputs.recipe import technology
from inputs.recipe.facts import Facts
from inputs.recipe.grid import headroom
from inputs.recipe.head import head_text
from inputs.recipe.hourly import hours, profiles
from inputs.recipe.licences import LICENCES
from inputs.recipe.money import FUNDERS
from inputs.recipe.report import capture_lines, demand_lines, group_lines, headroom_lines, pue_lines
from inputs.recipe.rules import RULES
from inputs.recipe.sites import climate, site_row
from inputs.recipe.sources import sources
from inputs.recipe.spots import spots
from inputs.recipe.states import states
from inputs.recipe.tables import write_table
from inputs.recipe.zones import carbon_row, zone_ids, zone_row


def build(facts: Facts, out: Path) -> list[str]:
    """Write every table; returns the lines to print."""
    out.mkdir(parents=True, exist_ok=True)
    candidates = spots(facts)
    sites = [site_row(facts, spot) for spot in candidates]
    tranches = [row for spot in candidates for row in headroom(spot)]
    demand = work.demand(facts)
    days = profiles(facts)
    write_table(out, "states", states(facts))
    write_table(out, "zones", [zone_row(zone) for zone in zone_ids()])
    write_table(out, "carbon", [carbon_row(facts, zone) for zone in zone_ids()])
    write_table(out, "sites", sites)
    write_table(out, "headroom", tranches)
    write_table(out, "climate", [row for spot in candidates for row in climate(spot)])
    write_table(out, "regions", work.regions(facts))
    write_table(out, "demand", demand)
    write_table(out, "workloads", work.WORKLOADS)
    write_table(out, "residency", work.residency(facts))
    write_table(out, "hourly", [row for profile in days for row in hours(profile)])
    write_fixed(facts, out)
    monthly = {spot.site: spot.city.monthly_c for spot in candidates}
    return [*capture_lines(days), *group_lines(days), *headroom_lines(sites, tranches), *demand_lines(demand),
            *pue_lines(sites, monthly)]  # fmt: skip


def write_fixed(facts: Facts, out: Path) -> None:
    """Tables that hang on no place, the head and the licences."""
    write_table(out, "accelerators", technology.ACCELERATORS)
    write_table(out, "accelerator_cooling", technology.ACCELERATOR_COOLING)
    write_table(out, "cooling", technology.COOLING)
    write_table(out, "supplies", technology.supplies(facts))
    write_table(out, "funders", FUNDERS)
    write_table(out, "rules", RULES)
    write_table(out, "sources", sources())
    (out / "case.toml").write_text(head_text(), encoding="utf-8")
    for name, text in LICENCES.items():
        (out / name).write_text(text, encoding="utf-8")


def columns(out: Path) -> Iterator[tuple[str, str]]:
    """Every (table, column) of the case, case.toml's fields included."""
    for path in sorted(out.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            yield from ((path.stem, column) for column in next(csv.reader(stream)))
    for key, value in tomllib.loads((out / "case.toml").read_text(encoding="utf-8")).items():
        fields = value[0] if isinstance(value, list) else value
        names = [f"{key}.{field}" for field in fields] if isinstance(fields, dict) else [key]
        yield from (("case.toml", name) for name in names)


def check_sources(out: Path) -> None:
    """Every column has exactly one source row, and no row is left over."""
    stated = [(row.table, row.column) for row in sources()]
    missing, idle = set(columns(out)) - set(stated), set(stated) - set(columns(out))
    if missing or idle or len(stated) != len(set(stated)):
        raise ValueError(f"sources.csv: without source {sorted(missing)}; without column {sorted(idle)}")


def main() -> None:
    """Build, check, print."""
    if len(sys.argv) != 3:
        sys.exit("usage: python -m inputs.recipe DATA_DIR OUT_DIR")
    lines = build(Facts(Path(sys.argv[1])), Path(sys.argv[2]))
    check_sources(Path(sys.argv[2]))
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
