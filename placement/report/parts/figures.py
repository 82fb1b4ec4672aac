"""Key figures, and each site against the threshold of a gigafactory."""

from collections.abc import Mapping

from placement.map import numbers as show
from placement.map.proof import left_open_eur
from placement.report.blocks import Fact, Facts, Section, Table, known, number, word
from placement.report.records import Limit
from placement.report.run import Run
from placement.rounded import gap_percent, up


def section(run: Run) -> Section | None:
    """Return the figures of the whole plan and of each site."""
    table = _sites(run)
    facts = _facts(run)
    blocks = tuple(block for block in (Facts(facts) if facts else None, table) if block is not None)
    return Section("figures", "Key figures", (), blocks) if blocks else None


def _facts(run: Run) -> tuple[Fact, ...]:
    s, counts = run.summary, run.summary.counts
    states = f"in {show.count(counts.states)} {'state' if counts.states == 1 else 'states'}" if counts.states else ""
    facts = (
        Fact("Sites", show.count(counts.sites), states),
        Fact("Accelerators", show.count(counts.accelerators or None), "physical devices"),
        Fact("Compute", show.compute(counts.h100e or None), "H100 equivalents"),
        Fact("IT power", show.megawatts(counts.it_mw or None), "the computers"),
        Fact("Facility power", show.megawatts(counts.facility_peak_mw or None), "with cooling and losses, at peak"),
        Fact("Cost", show.euros(s.objective_eur), "all stages, discounted"),
        Fact("Siting cost", show.euros(s.siting_cost_eur), "all above the accelerators at the cheapest money"),
        Fact(
            "LCOC sold", show.lcoc(s.lcoc_sold_eur_per_h100eh), "cost of compute per hour sold, without demand not met"
        ),
        Fact("LCOC installed", show.lcoc(s.lcoc_installed_eur_per_h100eh), "the same per hour installed"),
        Fact("Resource cost", show.euros(s.resource_cost_eur), "returns and discounting at the social rate"),
        Fact("Proven within", gap_percent(s.gap), "of the least cost (gap)"),
        Fact("Gap on siting cost", gap_percent(s.siting_gap), "of the whole plan: plans closer than that are equal"),
        Fact("Left open by the proof", show.euros(left_open_eur(s), up), "what two sites are to be compared with"),
        Fact("Proven on the screen", gap_percent(s.gap_on_screen), "of the part that was solved; nothing beyond it"),
    )
    return tuple(fact for fact in facts if fact.value)


def _sites(run: Run) -> Table | None:
    limits = _threshold(run)
    unit = next((limit.unit for limit in limits.values()), "accelerators")
    head = (
        *("Site", "State", "Opens"),
        *("Accelerators, number", "Compute, H100e", "IT power, MW", "Facility power at peak, MW"),
        *(f"Threshold, {unit}", "Reached, % of the threshold"),
    )
    rows = []
    for site in run.sites:
        limit = limits.get(site.site)
        reached = limit.value / limit.bound if limit and limit.value is not None and limit.bound else None
        rows.append(
            (
                word(site.label),
                word(run.state(site.state)),
                word(site.opened_stage),
                number(site.accelerators or None, show.count(site.accelerators)),
                number(site.h100e or None, show.count(site.h100e)),
                number(site.it_mw or None, show.plain(site.it_mw, "", 1 if (site.it_mw or 0) < 10 else 0)),
                number(site.facility_peak_mw or None, _megawatts(site.facility_peak_mw)),
                number(limit.bound if limit else None, show.count(limit.bound) if limit else ""),
                number(reached, show.plain(100 * reached) if reached is not None else ""),
            )
        )
    note = (
        "Of the last stage. A gigafactory holds at least the threshold in every stage in which it is open."
        if limits
        else "Of the last stage."
    )
    return known(Table("Each site", head, tuple(rows), note, words=(0, 1, 2)), first=3)


def _megawatts(value: float | None) -> str:
    return show.plain(value, "", 1 if value is not None and value < 10 else 0)


def _threshold(run: Run) -> Mapping[str, Limit]:
    """Return the limit of each site in the last stage."""
    return {row.scope: row for row in run.limits if row.limit == "gigafactory_minimum" and row.stage == run.last}
