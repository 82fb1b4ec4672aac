"""What the run was made from: case, options, versions and the hash of every input, so that anyone can make it again."""

import json
from pathlib import PurePath, PureWindowsPath

from placement.report.blocks import Block, Fact, Facts, Section, Table, word
from placement.report.run import Run


def section(run: Run) -> Section | None:
    """Return the manifest; None where the run has none."""
    if run.manifest is None:
        return None
    blocks = tuple(block for block in (_facts(run), _inputs(run)) if block is not None)
    lead = (
        "The same case, options, versions and cache of supply curves give the same plan. Whoever holds the inputs can "
        "compare the hash (SHA-256) of each file.",
    )
    return Section("manifest", "How this run was made", lead, blocks)


def _facts(run: Run) -> Block | None:
    m = run.manifest
    if m is None:
        return None
    options = ", ".join(f"{name} {_plain(value)}" for name, value in m.options.items() if not _is_place(value))
    packages = ", ".join(f"{name} {version}" for name, version in m.packages.items())
    facts = (
        Fact("Case", run.summary.case, f"folder {_last(m.case_folder)}" if m.case_folder else ""),
        Fact(
            "Method", run.summary.method, f"ended: {run.summary.status.replace('_', ' ')}" if run.summary.status else ""
        ),
        Fact("Options", options),
        Fact("Overrides", ", ".join(m.overrides) or "none"),
        Fact("Mended on reading", "; ".join(m.notes)),
        Fact("placement", m.placement),
        Fact("Python", m.python),
        Fact("Packages", packages),
    )
    return Facts(tuple(fact for fact in facts if fact.value), kind="lines")


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _is_place(value: object) -> bool:
    """Whether an option names a place on the machine that solved: of no use elsewhere."""
    return isinstance(value, str) and (PurePath(value).is_absolute() or PureWindowsPath(value).is_absolute())


def _last(folder: str) -> str:
    """Return the folder's own name: the path before it is of no use on another machine."""
    return (PureWindowsPath(folder) if "\\" in folder else PurePath(folder)).name


def _inputs(run: Run) -> Block | None:
    inputs = run.manifest.inputs if run.manifest else {}
    if not inputs:
        return None
    rows = tuple((word(name), word(digest)) for name, digest in inputs.items())
    return Table("Inputs", ("File", "SHA-256"), rows, words=(0, 1), folded=f"Hashes of {len(rows)} input files")
