"""The comparison as one HTML file: no request, scripts allowed by their hash alone, light and dark."""

import base64
import hashlib
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import altair as alt
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from placement.charts import theme
from placement.charts.render import svg
from placement.charts.siting_map import NOTICE
from placement.compare import charts, input_tables, tables
from placement.compare.basis import Basis
from placement.compare.cautions import cautions
from placement.compare.comparison import Comparison, Pair
from placement.compare.story import story
from placement.compare.tables import Table
from placement.compare.waterfall import waterfall
from placement.map import numbers as show

_TEMPLATES = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
_SCRIPT_HASHES = "SCRIPT-HASHES"


@dataclass(frozen=True)
class PairView:
    """All that the page shows of a run against the base."""

    title: str
    story: tuple[str, ...]
    cautions: tuple[str, ...]
    map: Markup | None
    small_map: Markup | None
    sites: Table | None
    site_figures: Table | None
    terms: Markup | None
    term_table: Table | None
    by_site: Markup | None
    limits: Table | None
    money: Table | None
    files: Table | None
    same_files: tuple[str, ...]
    inputs: tuple[Table, ...]
    policy_unknown: bool


def page(comparison: Comparison) -> str:
    """Return the comparison as HTML."""
    html = _template("page.html.j2").render(
        runs=[(run, _money(basis)) for run, basis in zip(comparison.runs, comparison.bases, strict=True)],
        notice=NOTICE,
        hashes=_SCRIPT_HASHES,
        style=Markup(f"{theme.css()}{_asset('compare.css')}"),
        script=Markup(_asset("sort.js") + _asset("tips.js")),
        figures=tables.figures(comparison),
        stages=tables.stages(comparison),
        payers=_drawn(charts.payers(comparison)),
        pairs=[_view(pair) for pair in comparison.pairs],
    )
    return _guarded(html)


def _money(basis: Basis) -> str:
    """Return what the run's euros are, as far as it is known."""
    year = f"real EUR of {basis.currency_year}" if basis.currency_year else ""
    rate = f" at {show.share(basis.discount_rate)} a year" if basis.discount_rate is not None else ""
    base = f"discounted to {basis.base_year}{rate}" if basis.base_year else ""
    return ", ".join(part for part in (year, base) if part)


def _view(pair: Pair) -> PairView:
    found = pair.inputs
    other = (
        input_tables.overrides(pair),
        input_tables.settings(pair, found.policy, "Setting of case.toml"),
        input_tables.settings(pair, found.options, "Option of the solve"),
        input_tables.settings(pair, found.versions, "Version"),
    )
    moved = _drawn(charts.moved_map(pair))
    by_site = waterfall(pair.by_site, f"Siting cost by site: {_against(pair)}")
    return PairView(
        title=_against(pair),
        story=story(pair),
        cautions=cautions(pair),
        map=moved,
        small_map=_drawn(charts.moved_map(pair, charts.PHONE)),
        sites=tables.sizes(pair) if moved else tables.all_sites(pair) if pair.sites else None,
        site_figures=tables.site_figures(pair) if moved else None,
        terms=_drawn(waterfall(pair.terms, f"Cost by term: {_against(pair)}")),
        term_table=tables.steps(pair.terms, pair, "Cost term, discounted", pair.siting_terms),
        by_site=_drawn(by_site),
        limits=tables.limits(pair),
        money=tables.money_by_site(pair),
        files=input_tables.changed_files(pair),
        same_files=tuple(file.name for file in found.files if file.state == "identical"),
        inputs=tuple(table for table in other if table is not None),
        policy_unknown=found.policy is None,
    )


def _against(pair: Pair) -> str:
    return f"{pair.other.label} against {pair.base.label}"


def _drawn(chart: alt.TopLevelMixin | None) -> Markup | None:
    return None if chart is None else Markup(svg(chart))


def _template(name: str) -> Any:
    return _TEMPLATES.from_string(_asset(name))


def _asset(name: str) -> str:
    return (files("placement.compare") / "assets" / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _guarded(html: str) -> str:
    """Allow exactly the scripts now in the page, by their hash."""
    bodies = re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() for body in bodies)
    return html.replace(_SCRIPT_HASHES, " ".join(f"'sha256-{digest}'" for digest in digests), 1)
