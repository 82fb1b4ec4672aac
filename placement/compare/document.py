"""The comparison as a JSON document for scripts. Money in EUR, shares as fractions; null where there is no figure."""

from typing import Any

from placement.compare import numbers
from placement.compare.cautions import cautions
from placement.compare.comparison import Comparison, Pair
from placement.compare.figures import Figure
from placement.compare.inputs import Setting
from placement.compare.moved import SiteChange
from placement.compare.steps import Step
from placement.compare.story import story

SITE_COLUMNS = ("it_mw", "h100e", "cost_eur", "siting_cost_eur", "capital_eur", "eu_eur", "state_eur")


def document(comparison: Comparison) -> dict[str, Any]:
    """Return everything that the page says."""
    return {
        "runs": [
            {
                "label": run.label,
                "folder": str(run.folder),
                "case": run.summary.case,
                "currency_year": basis.currency_year,
            }
            for run, basis in zip(comparison.runs, comparison.bases, strict=True)
        ],
        "figures": [_figure(figure) for figure in comparison.figures],
        "against_base": [_pair(pair) for pair in comparison.pairs],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "figure": ".".join(figure.kind.path),
        "label": figure.kind.label,
        "unit": figure.kind.unit,
        "values": list(figure.values),
        "differences": list(figure.differences),
        "relative": [numbers.relative(figure.values[0], change) for change in figure.differences],
    }


def _pair(pair: Pair) -> dict[str, Any]:
    found = pair.significance
    return {
        "base": pair.base.label,
        "other": pair.other.label,
        "story": list(story(pair)),
        "cautions": list(cautions(pair)),
        "significance": {
            "difference_eur": found.difference_eur,
            "allowed_eur": found.allowed_eur,
            "significant": found.significant,
        },
        "sites": [_site(change) for change in pair.sites],
        "terms": [_step(step) for step in pair.terms],
        "siting_terms": [_step(step) for step in pair.siting_terms],
        "siting_cost_by_site": [_step(step) for step in pair.by_site],
        "limits": [
            {"limit": change.limit, "binds": list(change.binds), "of": list(change.of)} for change in pair.limits
        ],
        "inputs": {
            "files": [{"file": file.name, "state": file.state, "rows": file.rows} for file in pair.inputs.files],
            "policy": None if pair.inputs.policy is None else [_setting(item) for item in pair.inputs.policy],
            "overrides": [list(given) for given in pair.inputs.overrides],
            "options": [_setting(item) for item in pair.inputs.options],
            "versions": [_setting(item) for item in pair.inputs.versions],
        },
    }


def _site(change: SiteChange) -> dict[str, Any]:
    site = change.site
    columns = {column: list(change.pair(column)) for column in SITE_COLUMNS}
    return {"site": site.site, "name": site.name, "state": site.state, "where": change.where, **columns}


def _step(step: Step) -> dict[str, Any]:
    return {
        "key": step.key,
        "label": step.label,
        "base_eur": step.base_eur,
        "other_eur": step.other_eur,
        "difference_eur": step.change_eur,
    }


def _setting(setting: Setting) -> dict[str, Any]:
    return {"name": setting.name, "base": setting.base, "other": setting.other}
