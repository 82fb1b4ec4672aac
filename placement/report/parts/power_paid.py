"""What the sites pay for power in the last stage: grid power, contracts, battery and back-up together."""

from placement.map.records import Site
from placement.report.run import Run

OF_POWER = ("grid_energy", "network_and_levies", "electricity_tax", "demand_charge", "ppa", "battery", "backup")
"""Cost terms that are paid for power."""


def paid(run: Run, site: Site) -> float | None:
    """Return the site's cost of power over its energy, last stage, EUR/MWh; None where the run does not tell."""
    rows = [row for row in run.costs if (row.site, row.stage) == (site.site, run.last) and row.term in OF_POWER]
    if not rows or not site.energy_mwh_per_year:
        return None
    return sum(row.eur_per_year or 0.0 for row in rows) / site.energy_mwh_per_year
