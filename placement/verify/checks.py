"""The checks in order: form first, then numbers."""

from pathlib import Path

from models.case import Case
from placement.verify.accounts import accounts
from placement.verify.book import check_limits
from placement.verify.compute import check_compute
from placement.verify.costs import check_costs, recompute
from placement.verify.derived import Derived
from placement.verify.facts import gather
from placement.verify.fleet import fleet_limits
from placement.verify.funding import check_funding
from placement.verify.geojson import check_geojson
from placement.verify.ledger import Ledger
from placement.verify.service import check_service
from placement.verify.sites import check_sites
from placement.verify.siting import check_siting
from placement.verify.structure import check_structure
from placement.verify.summary import check_summary
from placement.verify.supply import check_supply
from placement.verify.supply_limits import supply_limits
from placement.verify.survival import check_survival
from placement.verify.tables import load_json, load_run
from placement.verify.totals import totals


def check_run(case: Case, run_folder: Path, ledger: Ledger) -> None:
    """Record every comparison of the run in the ledger."""
    manifest = load_json(run_folder, "manifest.json", ledger)
    if manifest is None:
        return
    run = load_run(run_folder, ledger, bool(case.policy.access_levels), manifest)
    derived = Derived(case)
    if run is None or not check_structure(case, derived, run, ledger):
        return
    facts = gather(case, derived, run)
    check_supply(facts, ledger)
    balance = accounts(facts)
    limits = [*check_siting(facts, ledger), *check_compute(facts, ledger), *check_service(facts, ledger)]
    limits += [*check_survival(facts), *supply_limits(facts, balance)]
    limits += [*check_funding(facts, ledger), *fleet_limits(facts, balance)]
    check_limits(limits, run.limits, ledger)
    yearly = recompute(facts, balance)
    sums = totals(facts, yearly)
    ledger.money_of(float(sums.costs.abs().sum() + run.funding["eur"].abs().sum()))
    check_costs(facts, yearly, ledger)
    check_sites(facts, balance, sums, ledger)
    check_summary(facts, balance, sums, yearly, ledger)
    check_geojson(facts, balance, sums, ledger)
