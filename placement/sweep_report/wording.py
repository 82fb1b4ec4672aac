"""Parameters, their values and statuses in plain words."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from placement.export.columns import label, unit
from placement.read.overrides.syntax import Override, parse
from placement.report.words import COLUMN_UNITS, isolated, plain, upper
from placement.rounded import down, up
from placement.sweep_report.swept import Parameter, Swept, Value

STATUS: Final[Mapping[str, str]] = {
    "optimal": "solved",
    "time_limit": "plan, stopped by the time limit",
    "unproven": "plan, proof cut short",
    "infeasible": "no plan is possible",
    "no_plan": "no plan found in time",
    "bad_input": "changes contradict each other",
    "failed": "failed",
    "rejected": "plan rejected by its own check",
    "not_run": "not solved yet",
}
DESIGN: Final[Mapping[str, str]] = {
    "grid": "Grid",
    "one_at_a_time": "One at a time",
    "latin_hypercube": "Latin hypercube",
    "sobol": "Sobol' points",
    "saltelli": "Saltelli's design",
    "morris": "Morris's design",
    "cases": "Named cases",
}
AS_IN_CASE: Final = "as in the case"
DIGITS, SHORT, MOST_DIGITS = 4, 6, 15
"""Significant ones: of a long number, of one short enough to be shown whole, and all that a number has."""
OPERATORS: Final = {"set": "", "factor": ", multiplied by", "amount": ", raised by"}


def parameter(given: Parameter) -> str:
    """Return a parameter in words: "Zones FI: electricity tax, EUR/MWh"; what is done to it where it is not set."""
    return f"{_head(given)}{OPERATORS[given.operator]}"


def _head(given: Parameter) -> str:
    parsed = parse(f"{given.path}=0")
    parts = parsed.path if isinstance(parsed, Override) else (given.path,)
    if len(parts) == 1:
        return upper(_column(parts[0]))
    if parts[0] == "tables":
        return f"Table {isolated(parts[1])}"
    rows = " ".join(isolated(part) for part in parts[1:-1] if part != "*")
    section = upper(plain(parts[0]))
    return f"{section}{f' {rows}' if rows else ''}: {_column(parts[-1])}"


def _column(name: str) -> str:
    """Return a column in words, with its unit where it has one."""
    for ending, known in COLUMN_UNITS.items():
        if name.endswith(ending):
            return f"{_lower(plain(name.removesuffix(ending).strip('_')))}, {known}"
    known = unit(name)
    return f"{_lower(label(name))}, {known}" if known else plain(name)


def _lower(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def short(given: Parameter) -> str:
    """Return a parameter within a sentence."""
    return _lower(_head(given))


def value(of: Parameter, given: Value | None, digits: int = DIGITS) -> str:
    """Return a value as a reader meets it: "0.03", "x 1.2", "+5", "as in the case"."""
    if given is None:
        return AS_IN_CASE
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, str):
        return _of_file(given) if of.path.startswith("tables.") else given or "empty"
    text = figure(given, digits)
    if of.operator == "factor":
        return f"\u00d7\u202f{text}"
    return f"+{text}" if of.operator == "amount" and given >= 0 else text


def _of_file(path: str) -> str:
    """Return a file by its name and folder: where that is on the machine that solved is of no use elsewhere."""
    return "/".join(path.replace("\\", "/").split("/")[-2:])


def threshold(of: Parameter, given: float, short_of: float) -> str:
    """Return a value beyond `short_of` from which on something holds, rounded towards that, yet never onto it.

    So "1.39998 or more" is never told as "1.4 or more", which would leave out the very case it was found in.
    """
    rounding = down if given > short_of else up
    for digits in range(DIGITS, MOST_DIGITS):
        end = given if _is_short(given) else rounding(given, _decimals(given, digits))
        if (end > short_of) == (given > short_of) and end != short_of:
            return value(of, end, MOST_DIGITS)
    return value(of, given, MOST_DIGITS)


def along(of: Parameter, given: Value | None, across: float) -> str:
    """Return a value as one along a range: to a hundredth or so of the range."""
    if given is None or isinstance(given, bool | str | int) or across <= 0:
        return value(of, given)
    return value(of, round(given, 2 - math.floor(math.log10(across))))


def figure(given: float, digits: int = DIGITS) -> str:
    """Return a number to four significant digits, a short or whole one with all of its own; millions in short."""
    for size, word in ((1e9, "bn"), (1e6, "M")):
        if abs(given) >= size and round(given / size, 3) * size == given:
            return f"{figure(given / size)} {word}"
    if isinstance(given, int) or float(given).is_integer():
        text = f"{abs(given):,.0f}" if abs(given) >= 1e4 else f"{abs(given):.0f}"
    else:
        decimals = max(0, _decimals(given, SHORT if _is_short(given) else digits)) if math.isfinite(given) else 0
        text = f"{abs(given):,.{decimals}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"\u2212{text}" if given < 0 else text


def _is_short(given: float) -> bool:
    """Whether a number was written with so few digits that all of them can be shown: 1.3999, not 1.39982217."""
    return float(f"{given:.{SHORT}g}") == given


def _decimals(given: float, digits: int) -> int:
    """Return how many decimals a number has that is shown with so many significant digits."""
    return digits - 1 - math.floor(math.log10(abs(given)))


def changes(parameters: Sequence[Parameter], values: Sequence[Value | None], most: int = 4) -> str:
    """Return what a row changes: "discount rate 0.03, demand: scale 1.2"; of many the first, and how many more."""
    told = [f"{short(p)} {value(p, v)}" for p, v in zip(parameters, values, strict=True) if v is not None]
    return ", ".join(told if len(told) <= most else [*told[: most - 1], f"{len(told) - most + 1} more"])


def reference(swept: Swept) -> str:
    """Return what all others are compared with."""
    if swept.reference is None or swept.reference is swept.base:
        return "the unchanged case"
    return f"the case {isolated(swept.reference.name)}"


def cases(count: int) -> str:
    """Return "1 case", "12 cases"."""
    return f"{count:,} case" if count == 1 else f"{count:,} cases"


def reason(text: str, case_folder: str) -> str:
    """Return a reason without the place of the case on the machine that solved it."""
    return text.replace(f"{case_folder}/", "").replace(f"{case_folder}: ", "").replace(case_folder, "the case")
