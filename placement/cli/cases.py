"""Find and read a case for a command; what is wrong with it becomes an exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from placement.cli.exits import ExitCode, Refusal
from placement.cli.streams import tell

if TYPE_CHECKING:
    from models.case import Case
    from placement.read import Finding


def _each_set_once(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse a value that a later one of the same path would replace; what is no override is told with the case."""
    from placement.read.findings import shown
    from placement.read.overrides.syntax import Override, parse

    before: dict[tuple[str, ...], str] = {}
    for override in map(parse, given):
        if not isinstance(override, Override):
            continue
        earlier = before.setdefault(override.path, override.text)
        if override.operator == "=" and earlier != override.text:
            both = f"--set {shown(earlier)} and --set {shown(override.text)}"
            raise click.UsageError(f"{both}: the second would replace the first. Give one of them.")
    return given


override_option = click.option(
    "--set",
    "overrides",
    callback=_each_set_once,
    metavar="PATH=VALUE",
    multiple=True,
    help="Change an input: policy.max_sites=5, zones.FI.electricity_tax_eur_per_mwh=0.5, or "
    "hourly.*.price_eur_per_mwh*1.2. May be repeated.",
)


def find_case(name: str) -> Path:
    """Return the folder of a case: a folder, or the name of a case that ships with placement."""
    from placement.read import CaseError, resolve_case

    try:
        return resolve_case(name)
    except CaseError as error:
        raise Refusal(ExitCode.BAD_INPUT, str(error)) from error


def read_checked_case(folder: Path, overrides: tuple[str, ...]) -> Case:
    """Read a case; all that is wrong with it is told at once, and what was mended is told on stderr."""
    from placement.read import CaseError, read_case

    try:
        case = read_case(folder, overrides)
    except CaseError as error:
        raise Refusal(code_of_findings(error.findings), str(error)) from error
    for note in case.notes:
        tell(f"Note: {note}.")
    return case


def code_of_findings(findings: Sequence[Finding]) -> ExitCode:
    """Return 3 where the inputs are sound but contradict each other, 2 where any of them is wrong."""
    if findings and all(finding.kind == "impossible" for finding in findings):
        return ExitCode.INFEASIBLE
    return ExitCode.BAD_INPUT
