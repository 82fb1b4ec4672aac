"""How this was made: case, command, options, designs and the hash of every input, so that anyone can make it again."""

import json
from pathlib import PurePath, PureWindowsPath
from typing import Any

from placement import __version__
from placement.map.text import clean
from placement.report.blocks import Fact, Facts, Table, word
from placement.sweep_report import wording
from placement.sweep_report.blocks import Section
from placement.sweep_report.swept import Design, Swept

LEAD = (
    "The same case, specification, options and version give the same cases. Whoever holds the inputs can compare the "
    "hash (SHA-256) of each file."
)


def section(swept: Swept) -> Section:
    """Return how the sweep was made."""
    record = swept.record
    folder = _last(record.case_folder)
    facts = (
        Fact("Case", swept.case, f"folder {folder}" if folder else ""),
        Fact("Command", _command(swept, folder)),
        Fact(
            "Options",
            ", ".join(f"{name} {_plain(value)}" for name, value in record.options.items() if not _is_place(value)),
        ),
        *(Fact(wording.DESIGN[design.kind], _design(design)) for design in swept.designs),
        Fact("Cases", f"{len(swept.rows):,}, the unchanged one among them"),
        Fact("Solved by", f"placement {record.placement}" if record.placement else ""),
        Fact("This page by", f"placement {__version__}"),
    )
    blocks: list[Facts | Table] = [Facts(tuple(fact for fact in facts if fact.value), kind="lines")]
    rows = tuple((word(clean(_last(name))), word(clean(digest))) for name, digest in record.inputs.items())
    if rows:
        blocks.append(
            Table("Inputs", ("File", "SHA-256"), rows, words=(0, 1), folded=f"Hashes of {len(rows)} input files")
        )
    return Section("manifest", "How this was made", (LEAD,), tuple(blocks))


def _command(swept: Swept, folder: str) -> str:
    given = swept.record.options
    flags = {"gap": "--gap", "time_limit_s": "--time-limit", "memory_limit_gb": "--memory-limit"}
    flags |= {"threads": "--threads", "method": "--method"}
    told = [f"{flag} {_plain(given[name])}" for name, flag in flags.items() if given.get(name) not in (None, "auto")]
    return " ".join(["placement sweep", folder or "CASE", "SPEC.toml -o DIR", *told])


def _design(design: Design) -> str:
    told = [wording.cases(len(design.rows))]
    for key in ("samples", "trajectories", "levels", "seed"):
        if isinstance(number := design.document.get(key), int) and not (
            key == "samples" and "trajectories" in design.document
        ):
            told.append(f"{key} {number:,}" if key != "seed" else f"seed {number}")
    paths = ", ".join(parameter.path for parameter in design.parameters)
    return f"{', '.join(told)}: {paths}" if paths else ", ".join(told)


def _plain(value: Any) -> str:
    return clean(value if isinstance(value, str) else json.dumps(value))


def _is_place(value: object) -> bool:
    """Whether an option names a place on the machine that solved: of no use elsewhere."""
    return isinstance(value, str) and (PurePath(value).is_absolute() or PureWindowsPath(value).is_absolute())


def _last(folder: str) -> str:
    """Return the folder's own name: the path before it is of no use on another machine."""
    return clean((PureWindowsPath(folder) if "\\" in folder else PurePath(folder)).name)
