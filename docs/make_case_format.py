"""Write the tables of docs/case-format.md from the classes of ``models/case``.

``python docs/make_case_format.py`` rewrites all below the marker; what stands above it is written by hand. What a
field's docstring does not say, ``case-format.toml`` does.
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from models.case import Stage  # noqa: E402
from models.settings import StateRules  # noqa: E402
from placement.read.columns import Column, columns  # noqa: E402
from placement.read.schema import SECTIONS, TABLES, Head, TableSchema  # noqa: E402

PAGE = HERE / "case-format.md"
WORDS = HERE / "case-format.toml"
MARKER = "<!-- From here on written by docs/make_case_format.py: do not edit. -->"
NEEDS = {
    "always": "Always needed.",
    "powered": "Needed where power is modelled.",
    "optional": "Optional.",
}
UNITS: tuple[tuple[str, str], ...] = (
    ("eur_per_h100e_year", "EUR per H100e and year"),
    ("eur_per_h100eh", "EUR per H100e-hour"),
    ("eur_per_gbps_year", "EUR per Gbit/s and year"),
    ("gbps_per_1000_h100e", "Gbit/s per 1,000 H100e"),
    ("eur_per_mwh_per_gw", "EUR/MWh per GW"),
    ("eur_per_mw_year", "EUR/MW a year"),
    ("yearly_eur_per_mw", "EUR/MW a year"),
    ("eur_per_mwh", "EUR/MWh"),
    ("eur_per_mw", "EUR/MW"),
    ("eur_per_km", "EUR/km"),
    ("eur_per_m3", "EUR/m3"),
    ("eur_per_t", "EUR/t"),
    ("eur_per_h", "EUR/h"),
    ("eur_per_year", "EUR a year"),
    ("g_per_kwh", "g/kWh"),
    ("l_per_kwh", "L/kWh"),
    ("m3_per_year", "m3 a year"),
    ("t_per_year", "t a year"),
    ("slope_per_c", "per °C"),
    ("ms_per_km", "ms/km"),
    ("_per_year", "share a year"),
    ("billion_eur", "billion EUR"),
    ("_million", "million"),
    ("_eur", "EUR"),
    ("_ms", "ms"),
    ("_kw", "kW"),
    ("_mw", "MW"),
    ("_km", "km"),
    ("_pp", "percentage points"),
    ("_hours", "hours a year"),
    ("_c", "°C"),
    ("_h", "h"),
    ("_s", "s"),
    ("_share", "share"),
    ("_rate", "a year"),
    ("_years", "years"),
    ("_year", "year"),
    ("h100e", "H100e"),
)
"""Units by the end of a name; the longer end first. The names carry them by the naming law."""


def render() -> str:
    """The whole page as it should be."""
    by_hand = PAGE.read_text(encoding="utf-8").split(MARKER)[0]
    return by_hand + MARKER + "\n\n" + "\n".join(_sections(tomllib.loads(WORDS.read_text(encoding="utf-8"))))


def _sections(words: Mapping[str, Any]) -> Iterator[str]:
    yield "## case.toml\n"
    yield from _section("the keys at the top", "top", Head, words)
    yield from _section("[[stages]]", "stages", Stage, words)
    for name, row in SECTIONS.items():
        yield from _section(f"[{name}]", f"case.{name}", row, words)
    yield "## Rules of a state\n"
    yield f"{words['about']['state_rules']}\n"
    yield from _columns("state_rules", StateRules, words, "rule")
    yield "## The tables\n"
    for schema in TABLES:
        yield f"### {schema.name}\n"
        yield f"{words['about'][schema.name]} {NEEDS[schema.need]} {_key(schema)} At most {schema.most:,} rows.\n"
        yield from _columns(schema.name, schema.row, words, "column", schema)


def _section(title: str, name: str, row: type, words: Mapping[str, Any]) -> Iterator[str]:
    yield f"### {title}\n"
    yield f"{words['about'][name]}\n"
    yield from _columns(name, row, words, "key")


def _key(schema: TableSchema) -> str:
    key = ", ".join(f"`{column}`" for column in schema.key)
    return f"Key: {key}." if schema.unique else f"Rows are named by {key}; several may share them."


def _columns(
    name: str, row: type, words: Mapping[str, Any], what: str, schema: TableSchema | None = None
) -> Iterator[str]:
    """A table of Markdown, one line per field."""
    yield f"| {what} | takes | unit | default | meaning |"
    yield "|---|---|---|---|---|"
    given = words.get("meaning", {}).get(name, {})
    units = words.get("unit", {}).get(name, {})
    for column in columns(row).values():
        meaning = " ".join(filter(None, (column.meaning, given.get(column.name), _reference(column, schema))))
        cells = (f"`{column.name}`", column.expected, _unit(column, units), _default(column), _sentence(meaning))
        yield "| " + " | ".join(cells) + " |"
    yield ""


def _unit(column: Column, given: Mapping[str, str]) -> str:
    if column.name in given:
        return given[column.name]
    if column.kind not in ("number", "whole"):
        return ""
    return next((unit for end, unit in UNITS if f"_{column.name}".endswith(end)), "")


def _default(column: Column) -> str:
    if column.required:
        return "none (may be empty)" if column.optional else "must be given"
    if column.default is None:
        return "none"
    if isinstance(column.default, bool):
        return str(column.default).lower()
    if isinstance(column.default, tuple):
        return "an empty list"
    return f"{column.default:g}" if isinstance(column.default, int | float) else column.default or "empty"


def _reference(column: Column, schema: TableSchema | None) -> str:
    found = [r for r in schema.references if r.column == column.name] if schema is not None else []
    places = {"stages": "a stage of case.toml"}
    return "".join(
        f"Names {places.get(r.table, f'a row of {r.table}')}{''.join(f', or `{b}`' for b in r.besides)}." for r in found
    )


def _sentence(text: str) -> str:
    text = text.strip().replace("|", "\\|")
    return text if not text or text.endswith((".", ")")) else f"{text}."


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
