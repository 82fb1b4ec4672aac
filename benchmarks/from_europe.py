"""A case folder made from the Europe case: a copy, with one stage if asked, ready for tables to be replaced."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from benchmarks.europe_tables import EUROPE, read_table, write_table
from benchmarks.head import with_comment, with_keys, with_stage, without_key
from models.case import EVERY_STAGE

ONE_STAGE = "2031-33"
"""The stage that a case of one stage keeps: its demand is what the Europe case is sized for, about a gigawatt."""

EARLIER_STAGES = ("2028-30",)
"""What could be bought before can be bought in the one stage."""


def copy_europe(out: Path, name: str, comment: list[str], head: Mapping[str, str] | None = None) -> None:
    """Copy every table; ``head`` changes keys of case.toml (TOML text). No screen of candidates."""
    if out.exists() and any(out.iterdir()):
        raise FileExistsError(f"{out} already holds something: name a new folder")
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted([*EUROPE.glob("*.csv"), *EUROPE.glob("*.txt"), EUROPE / "case.toml"]):
        shutil.copyfile(path, out / path.name)
    text = without_key((out / "case.toml").read_text(encoding="utf-8"), "screen_sites")
    text = with_keys(with_comment(text, comment), {"name": f'"{name}"', **(head or {})})
    (out / "case.toml").write_text(text, encoding="utf-8")


def keep_one_stage(out: Path) -> None:
    """Reduce a copy to `ONE_STAGE`: its demand, and the accelerators that are on sale by then."""
    head = out / "case.toml"
    head.write_text(with_stage(head.read_text(encoding="utf-8"), ONE_STAGE), encoding="utf-8")
    demand = read_table("demand", out)
    write_table(demand[demand["stage"].isin([ONE_STAGE, EVERY_STAGE])], out, "demand")
    accelerators = read_table("accelerators", out)
    on_sale = accelerators[accelerators["first_stage"].isin([*EARLIER_STAGES, ONE_STAGE])]
    write_table(on_sale.assign(first_stage=ONE_STAGE), out, "accelerators")
    suits = read_table("accelerator_cooling", out)
    write_table(suits[suits["accelerator"].isin(on_sale["accelerator"])], out, "accelerator_cooling")


def state_sources(out: Path, tables: tuple[str, ...], source: str, vintage: str) -> None:
    """Every column of these tables is assumed, from this source; its licence stays."""
    sources = read_table("sources", out)
    rows = sources["table"].isin(tables)
    sources.loc[rows, ["evidence", "source", "vintage"]] = ["assumed", source, vintage]
    write_table(sources, out, "sources")
