"""Demand is given for every stage, and the European pool only for what any site may serve."""

from collections.abc import Iterator
from math import log, log1p

from models.case import EU_POOL, EVERY_STAGE, Workload
from placement.read.columns import columns, plain
from placement.read.draft import Draft
from placement.read.findings import Finding, shown, some


def demand_in_every_stage(draft: Draft) -> Iterator[Finding]:
    """A region and workload with demand in one stage says what it is in the others: missing is not zero."""
    rows = draft.tables.demand
    given: dict[tuple[str, str], set[str]] = {}
    first: dict[tuple[str, str], int] = {}
    for line, row in rows:
        key = (row.region, row.workload)
        given.setdefault(key, set()).add(row.stage)
        first.setdefault(key, line)
    for key, stages in given.items():
        missing = [stage for stage in draft.stage_names if stage not in stages and EVERY_STAGE not in stages]
        if missing:
            found = f"no row for {shown(' '.join(key))} in {some(missing)}"
            advice = f'Add the rows, with 0 where there is no demand, or one row with stage "{EVERY_STAGE}".'
            yield Finding(rows.file, first[key], "stage", found, "a row for every stage", advice)


def pool_without_limits(draft: Draft) -> Iterator[Finding]:
    """Region EU stands for demand with neither latency nor residency limit, and a workload uses it alone."""
    workloads = {row.workload: row for row in draft.tables.workloads.rows}
    rows = draft.tables.demand
    regional = {row.workload for row in rows.rows if row.region != EU_POOL}
    told: set[str] = set()
    for line, row in rows:
        workload = workloads.get(row.workload)
        if row.region != EU_POOL or workload is None or row.workload in told:
            continue
        told.add(row.workload)
        found = f"{EU_POOL} for workload {shown(row.workload)}"
        limits = [
            n for n, on in (("max_rtt_ms", workload.max_rtt_ms is not None), ("resident", workload.resident)) if on
        ]
        if limits:
            advice = f"The workload has {' and '.join(limits)}: spread its demand over regions, or drop the limit."
            yield Finding(rows.file, line, "region", found, "a region of the regions table", advice)
        elif row.workload in regional:
            advice = f"The workload has rows for regions too: give all its demand to {EU_POOL}, or all to regions."
            yield Finding(rows.file, line, "region", found, "either the pool or regions", advice)


def pool_is_no_region(draft: Draft) -> Iterator[Finding]:
    """The name of the pool is taken."""
    for line, row in draft.tables.regions:
        if row.region == EU_POOL:
            advice = "Rename the region: demand of EU may be served by any site."
            yield Finding(draft.tables.regions.file, line, "region", EU_POOL, "another name", advice)


def falling_price_has_a_year(draft: Draft) -> Iterator[Finding]:
    """A price of unmet demand that falls by the year says at which year it holds: year 0 would make it nothing."""
    rows = draft.tables.workloads
    for line, row in rows:
        if row.unmet_eur_per_h100eh and row.unmet_fall_per_year and not 1900 <= row.unmet_price_year <= 2200:
            advice = "Give the year at which unmet_eur_per_h100eh holds; it falls by unmet_fall_per_year from then on."
            yield Finding(rows.file, line, "unmet_price_year", str(row.unmet_price_year), "a year", advice)


def price_before_its_year(draft: Draft) -> Iterator[Finding]:
    """Before ``unmet_price_year`` the price is higher than given: a fall of all of it would divide by zero there."""
    rows, start = draft.tables.workloads, draft.settings.stages[0].start_year
    most = columns(Workload)["unmet_eur_per_h100eh"].highest
    for line, row in rows:
        years = row.unmet_price_year - start
        if not row.unmet_eur_per_h100eh or not row.unmet_fall_per_year or years <= 0:
            continue
        fall = row.unmet_fall_per_year
        if fall < 1 and log(row.unmet_eur_per_h100eh) - years * log1p(-fall) <= log(most):
            continue
        found = f"{fall:g} a year before {row.unmet_price_year}, which leaves no price for {start}"
        expected = f"a fall that makes the price in {start} at most {plain(most)} EUR per H100e-hour"
        advice = f"Give the price of {start} or an earlier year as unmet_price_year, or a smaller fall."
        yield Finding(rows.file, line, "unmet_fall_per_year", found, expected, advice)


def critical_is_inference(draft: Draft) -> Iterator[Finding]:
    """Only inference must survive the loss of a site: training can wait."""
    for line, row in draft.tables.workloads:
        if row.critical_share > 0 and row.kind == "training":
            found = f"{row.critical_share:g} for a training workload"
            advice = "Set it to 0: training can resume elsewhere later. Only inference can be critical."
            yield Finding(draft.tables.workloads.file, line, "critical_share", found, "0", advice)
