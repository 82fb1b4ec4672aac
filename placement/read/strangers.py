"""Files of a case folder that no case reads: each is refused, with the name that it should have."""

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path

from placement.read.findings import Finding, some
from placement.read.folders import SUFFIXES, display
from placement.read.schema import EXCLUSIONS, HEAD, TABLE

ASIDE = re.compile(
    r"\..*|~\$.*|thumbs\.db|desktop\.ini"  # hidden files, those of an editor and of a system among them
    r"|readme(\..*)?|(.*\.)?(licen[cs]e|notice|copying)(\.(txt|md|pdf|html))?",
    re.IGNORECASE | re.DOTALL,
)
"""Names that say that a file is none of the case's inputs."""

AREAS = re.compile(
    r"\.(geojson.*|geojsonl|topojson|gpkg|shp|shx|dbf|prj|cpg|qmd|kml|kmz|gml|fgb|gdb|wkt)", re.IGNORECASE
)
TABULAR = re.compile(
    r"\.(csv.*|tsv|tab|txt|xls.?|ods|numbers|parquet.*|pq|parq|feather|arrow|json|dta|sav|rds|zip|gz)", re.IGNORECASE
)
PARQUET = re.compile(r"\.(parquet.*|pq|parq)", re.IGNORECASE)
COPY = re.compile(r"copy of |[ _-]*(copy|kopie|copie|backup|old|new|final|v\d+)$|[ _-]*\(\d+\)$", re.IGNORECASE)
MOVE = f"Move it to a folder below: a case reads {HEAD}, its tables and {EXCLUSIONS}, and no folder below its own."
MOST = 20
"""Files listed one by one."""


def strangers(folder: Path, entries: Collection[str]) -> Iterator[Finding]:
    """Every entry that is neither read, nor hidden, nor a README or licence, nor a folder of another name."""
    known = {HEAD, EXCLUSIONS, *(name + suffix for name in TABLE for suffix in SUFFIXES)}
    unread = [entry for entry in entries if entry not in known and not ASIDE.fullmatch(entry)]
    if known.isdisjoint(entries):  # no case at all: only what may be meant for one is worth a word
        unread = [entry for entry in unread if _meant(entry) is not None]
    told = [entry for entry in unread if not (folder / entry).is_dir() or _stands_for_table(entry, entries)]
    for entry in told[:MOST]:
        is_folder = (folder / entry).is_dir()
        found = "a folder with the name of a table" if is_folder else "a file that no case reads"
        advice = _advice_on_folder(entry) if is_folder else _advice(entry, entries)
        yield Finding(display(folder / entry), None, None, found, "only files of a case", advice)
    if len(told) > MOST:
        found = f"{len(told) - MOST:,} more files that no case reads ({some(told[MOST:])})"
        yield Finding(display(folder), None, None, found, "only files of a case", MOVE)


def _stands_for_table(entry: str, entries: Collection[str]) -> bool:
    """Whether a folder has the name of a table that is not there itself."""
    meant = _meant(entry)
    return meant is not None and not any(name in entries for name in _names(meant))


def _advice_on_folder(entry: str) -> str:
    return f"Put {_meant(entry)} beside {HEAD}, or give the folder another name: no folder below a case is read."


def _advice(entry: str, entries: Collection[str]) -> str:
    meant = _meant(entry)
    if meant is None:
        return MOVE
    there = next((name for name in _names(meant) if name in entries), None)
    if there is not None:
        return f"The case reads {there}: move this one to a folder of its own, or put it in the place of {there}."
    if entry.lower().endswith((*SUFFIXES, ".geojson", ".toml")):
        return f"Name it {meant}, or move it to a folder of its own."
    how = {HEAD: "TOML", EXCLUSIONS: "GeoJSON in degrees"}.get(meant, "CSV (UTF-8, commas between cells)")
    return f"Save it as {'parquet' if meant.endswith('.parquet') else how} under the name {meant}."


def _names(meant: str) -> tuple[str, ...]:
    """Names under which the case would read it."""
    table = meant.split(".")[0]
    return tuple(table + suffix for suffix in SUFFIXES) if table in TABLE else (meant,)


def _meant(entry: str) -> str | None:
    """The name that an entry should have; None where nothing says so."""
    stem = COPY.sub("", re.sub(r"[.].*", "", entry, flags=re.DOTALL)[:100].strip()).strip().lower()
    rest = entry[entry.find(".") :].strip() if "." in entry else ""
    rest = COPY.sub("", rest)
    if stem == "case" or (rest.lower() == ".toml" and get_close_matches(stem, ["case"])):
        return HEAD
    if stem in ("exclusions", "exclusion") or (AREAS.fullmatch(rest) and stem not in TABLE):
        return EXCLUSIONS
    close = [stem] if stem in TABLE else get_close_matches(stem, TABLE, 1, 0.75) if TABULAR.fullmatch(rest) else []
    return close[0] + (".parquet" if PARQUET.fullmatch(rest) else ".csv") if close else None
