"""What euros the runs are in: real EUR of which year, discounted to which, over which stages.

Euros of different years are never subtracted. The run folder of an older version does not say its currency year; then
it is read from the case's own ``case.toml``, provided that this is still the file that the run was made from.
"""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from placement.account.difference import EURO_YEARS
from placement.compare.runs import Run
from placement.map.text import clean
from placement.read.overrides.syntax import Override, parse

Money: TypeAlias = Literal["real", "discounted"]
"""EUR of a currency year; or those discounted to the base year."""
HEAD = "case.toml"


@dataclass(frozen=True)
class Basis:
    """What a run's money means; None where neither the run nor its case says."""

    currency_year: int | None
    base_year: int | None
    discount_rate: float | None
    stages: tuple[str, ...]
    head: Mapping[str, Any] | None
    """case.toml as the run read it, before overrides; None where it is gone or has changed since."""


def basis_of(run: Run) -> Basis:
    """Find the basis of a run's money."""
    head = _head(run)
    year, base, rate = (_value(run, head, key) for key in (*EURO_YEARS, "discount_rate"))
    return Basis(
        currency_year=None if year is None else int(year),
        base_year=None if base is None else int(base),
        discount_rate=rate,
        stages=tuple(stage.stage for stage in run.summary.counts.by_stage),
        head=head,
    )


def may_subtract(bases: Sequence[Basis]) -> dict[Money, tuple[bool, ...]]:
    """Return for each run whether its money may be compared with that of the first run.

    Years that are not known do not forbid it: the cautions say so instead.
    """
    first = bases[0]
    real = tuple(_agree(first.currency_year, basis.currency_year) for basis in bases)
    base = tuple(_agree(first.base_year, basis.base_year) for basis in bases)
    return {"real": real, "discounted": tuple(a and b for a, b in zip(real, base, strict=True))}


def _agree(first: int | None, other: int | None) -> bool:
    return first is None or other is None or first == other


def _head(run: Run) -> dict[str, Any] | None:
    folder, digests = run.manifest.get("case_folder"), run.manifest.get("inputs")
    if not isinstance(folder, str) or not isinstance(digests, Mapping):
        return None
    content = content_of(Path(folder) / HEAD, digests.get(HEAD))
    return None if content is None else tomllib.loads(content.decode("utf-8"))


def content_of(path: Path, digest: object) -> bytes | None:
    """Return the file's bytes where it still is the one with that SHA-256; None where it is gone or has changed."""
    try:
        content = path.read_bytes()
    except (OSError, ValueError):  # gone, out of reach, or a name that this system cannot have
        return None
    return content if hashlib.sha256(content).hexdigest() == digest else None


def _value(run: Run, head: Mapping[str, Any] | None, key: str) -> float | None:
    """Return a number of the head: as the run says, else as its overrides set it, else as its case.toml has it."""
    for said in (run.summary_json.get(key), run.manifest.get(key)):
        if isinstance(said, int | float):
            return float(said)
    for override in reversed(overrides_of(run)):
        if isinstance(parsed := parse(override), Override) and parsed.path == (key,):
            return float(parsed.value) if parsed.operator == "=" else None
    value = None if head is None else head.get(key)
    return float(value) if isinstance(value, int | float) else None


def overrides_of(run: Run) -> tuple[str, ...]:
    """Return what was changed by ``--set``, in its order."""
    given = run.manifest.get("overrides")
    return tuple(clean(text) for text in given) if isinstance(given, list) else ()
