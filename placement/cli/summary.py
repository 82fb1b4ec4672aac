"""The page that `placement solve` prints for people, read from the run folder that it wrote."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from placement import spreadsheet
from placement.cli.amounts import money, percent, seconds
from placement.rounded import gap_percent, up

ENDINGS = {
    "optimal": "solved to the asked gap",
    "time_limit": "stopped by the time limit, with the best plan so far",
    "interrupted": "stopped before its end, with the best plan so far",
    "unproven": "ended by trouble of the solver or its workers (see solver.log), with the best plan so far",
}

Columns = Sequence[tuple[str, int, str, Callable[[float], str]]]
"""Heading, width, column of sites.csv, how a number is shown."""
POWERED: Columns = (
    ("IT MW", 6, "it_mw", "{:.0f}".format),
    ("accelerators", 12, "accelerators", "{:,.0f}".format),
    ("siting cost", 12, "siting_cost_eur", money),
)
ABSTRACT: Columns = (
    ("H100e", 9, "h100e", "{:,.0f}".format),
    ("served", 9, "served_h100e", "{:,.0f}".format),
    ("siting cost", 12, "siting_cost_eur", money),
)


def describe_run(run: Path) -> str:
    """Return sites, cost, gap with what it means, evidence and where the map is."""
    summary = json.loads((run / "summary.json").read_text(encoding="utf-8"))
    with (run / "sites.csv").open(encoding="utf-8", newline="") as stream:
        sites = list(spreadsheet.records(stream))
    paragraphs = [
        f"{summary['case']}: {ending(summary)}, {seconds(sum(summary['seconds'].values()))}.",
        "\n".join(site_table(sites)),
        "\n".join([*cost_lines(summary), *gap_lines(summary), *evidence_lines(summary)]),
        f"Map: {run / 'map.html'}",
    ]
    return "\n\n".join(paragraphs)


def ending(summary: dict[str, Any]) -> str:
    """Return how the solve ended; on a screen, the asked gap was reached on the screen alone."""
    on_screen = summary["status"] == "optimal" and summary["screen"] is not None
    return ENDINGS[summary["status"]] + (" on its screen of candidates" if on_screen else "")


def site_table(sites: list[dict[str, str]]) -> list[str]:
    """Return one line per site open in the last stage, largest first; without power, by the compute it offers."""
    powered = any(float(site["it_mw"] or 0) > 0 for site in sites)
    rank, columns = ("it_mw", POWERED) if powered else ("h100e", ABSTRACT)
    ranked = sorted(sites, key=lambda site: float(site[rank] or 0), reverse=True)
    ranked = [{**site, "name": _on_one_line(site["name"])} for site in ranked]
    width = max([len(site["name"]) for site in ranked], default=4)
    heading = "  ".join([f"{'site':<{width}}", "state", *(f"{name:>{size}}" for name, size, _, _ in columns)])
    return [heading, *(site_line(site, width, columns) for site in ranked)]


def _on_one_line(name: str) -> str:
    """Return a name whose line ends and tabs do not break the table."""
    return " ".join(name.split())


def site_line(site: dict[str, str], width: int, columns: Columns) -> str:
    """Return the line of one site."""
    cells = [f"{shown(site[key], text):>{size}}" for _, size, key, text in columns]
    return "  ".join([f"{site['name']:<{width}}", f"{site['state']:<5}", *cells])


def shown(cell: str, text: Callable[[float], str]) -> str:
    """Return the number of a cell as text; an empty cell is none, not 0."""
    return text(float(cell)) if cell else "-"


def cost_lines(summary: dict[str, Any]) -> list[str]:
    """Return cost, siting cost and LCOC."""
    installed = summary["lcoc_installed_eur_per_h100eh"]
    sold = summary["lcoc_sold_eur_per_h100eh"]
    lines = [f"Cost {money(summary['objective_eur'])}, discounted over all stages."]
    if summary["siting_cost_eur"] is not None:
        unmet = summary["siting_cost_terms"].get("unmet_demand", 0.0)
        with_it = f", {money(unmet)} for unmet demand included" if unmet > 0 else ""
        lines.append(
            f"Siting cost {money(summary['siting_cost_eur'])}: all but the accelerators at the cheapest money{with_it}."
        )
    if installed is not None and sold is not None:
        lines.append(f"LCOC {price(installed)} EUR per H100e-hour installed, {price(sold)} sold.")
    return lines


def price(eur: float) -> str:
    """Return cents where there are any, else three figures."""
    return f"{eur:.2f}" if abs(eur) >= 0.1 or eur == 0 else f"{eur:.3g}"


def gap_lines(summary: dict[str, Any]) -> list[str]:
    """Return how good the plan is, in words."""
    objective = summary["objective_eur"]
    if summary["screen"] is not None:
        lines = [screen_line(summary)]
        if (share := summary.get("siting_gap_on_screen")) is not None:
            lines.append(f"That is {gap_percent(share)} of the siting cost: plans closer than that are equal.")
        return lines
    if summary["gap"] is None:
        return ["No bound was found before the stop: nothing is proven of this plan."]
    gap, difference = gap_percent(summary["gap"]), money(objective - summary["bound_eur"], up)
    lines = [f"Gap {gap}: no plan whatever costs over {difference} less than this one."]
    if (share := summary["siting_gap"]) is not None:
        lines.append(f"That is {gap_percent(share)} of the siting cost: plans closer than that are equal.")
    return lines


def screen_line(summary: dict[str, Any]) -> str:
    """Return what is proven of a plan that was sought among a screen of the candidates only."""
    screen, gap = summary["screen"], summary["gap_on_screen"]
    among = f"among the {screen['sites']} of {screen['of_sites']} candidates that entered the siting model"
    if gap is None:
        return f"No bound was found before the stop: nothing is proven, even {among}."
    return f"Gap {gap_percent(gap)} {among}; nothing is proven of the others. {screen['note']}."


def evidence_lines(summary: dict[str, Any]) -> list[str]:
    """Return how much of the siting cost nobody has measured."""
    shares = summary["evidence"]["siting_cost_share"]
    return [f"Evidence: {percent(shares['assumed'])} of the siting cost rests on assumed figures."] if shares else []
