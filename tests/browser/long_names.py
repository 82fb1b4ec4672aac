"""A run with very long names of sites and very large figures, as a stranger's case may have them."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

NAME = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch Innovation Campus"
FROM_THE_RIGHT = "\u05de\u05db\u05d5\u05df \u05d4\u05de\u05d7\u05e9\u05d1\u05d9\u05dd \u05d4\u05d2\u05d3\u05d5\u05dc"
LARGE = ("_eur", "_mw", "h100e", "accelerators", "eu", "state", "equity", "loan", "location", "market", "hourly")


def stretched(run: Path, folder: Path) -> Path:
    """Copy a run and give it such names and figures; every second name is written from the right."""
    shutil.copytree(run, folder)
    plan = json.loads((folder / "plan.geojson").read_text(encoding="utf-8"))
    for number, feature in enumerate(plan["features"]):
        if "name" in feature["properties"]:
            feature["properties"]["name"] = _long(feature["properties"]["name"], number)
    (folder / "plan.geojson").write_text(json.dumps(plan), encoding="utf-8")
    summary = _large(json.loads((folder / "summary.json").read_text(encoding="utf-8")))
    costs = {"lcoc_sold_eur_per_h100eh": 12345678.9, "lcoc_installed_eur_per_h100eh": 1234567.891}
    (folder / "summary.json").write_text(json.dumps({**summary, **costs, "case": NAME}), encoding="utf-8")
    with (folder / "sites.csv").open(encoding="utf-8", newline="") as stream:
        rows = [{**row, "name": _long(row["name"], number)} for number, row in enumerate(csv.DictReader(stream))]
    with (folder / "sites.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return folder


def _long(name: str, number: int) -> str:
    return f"{FROM_THE_RIGHT if number % 2 else NAME} {name}"


def _large(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _large(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_large(item, key) for item in value]
    return value * 1234567.891 if isinstance(value, int | float) and key.endswith(LARGE) else value
