"""Cases without a plan, and those that ended before the asked gap, grouped by reason."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from placement.report.blocks import Table, Text, number, word
from placement.report.words import isolated
from placement.sweep_report import wording
from placement.sweep_report.blocks import Block, Section
from placement.sweep_report.swept import Parameter, Row, Swept, Value, figure, figures

_FIGURES = re.compile(r"\d[\d.,]*")
MOST_GROUPS = 30
MOST_NAMES = 5
ALIKE = "Reasons that differ in their figures alone are one line, with those of the first case."
ORDER = ("failed", "rejected", "infeasible", "no_plan", "bad_input", "time_limit", "unproven", "not_run")
LEAST_CASES = 2
"""Of a value, for it to say anything."""


@dataclass(frozen=True)
class Group:
    """Rows of one status whose reasons differ in their figures at most."""

    status: str
    reason: str
    rows: tuple[Row, ...]


def groups(swept: Swept, statuses: tuple[str, ...] = ORDER) -> list[Group]:
    """Return the groups, the largest of each status first."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in swept.rows:
        if row.status in statuses:
            found.setdefault((row.status, _FIGURES.sub("#", row.reason)), []).append(row)
    made = [Group(status, reason_of(swept, rows[0]), tuple(rows)) for (status, _), rows in found.items()]
    return sorted(made, key=lambda group: (ORDER.index(group.status), -len(group.rows)))


def reason_of(swept: Swept, row: Row) -> str:
    """Return why a row ended as it did, without the place of the case on the machine that solved it."""
    return wording.reason(row.reason, swept.record.case_folder)


def section(swept: Swept) -> Section | None:
    """Return them; None where every case was solved to the asked gap."""
    found = groups(swept)
    if not found:
        return None
    return Section("endings", "Cases without a plan, or stopped early", (), tuple(_blocks(swept, found)))


def _blocks(swept: Swept, found: list[Group]) -> Iterator[Block]:
    whose = tuple(always_without(swept))
    if whose:
        yield Text(whose, listed=True)
    rows = tuple(
        (
            word(wording.STATUS[group.status]),
            number(len(group.rows), f"{len(group.rows):,}"),
            word(group.reason),
            word(_names(group)),
        )
        for group in found[:MOST_GROUPS]
    )
    left = found[MOST_GROUPS:]
    notes = [ALIKE] if any(len(group.rows) > 1 for group in found) else []
    if left:
        cases = wording.cases(sum(len(group.rows) for group in left))
        notes.append(f"{cases} more, for {len(left):,} other reasons, stand in the table of all cases.")
    yield Table("By reason", ("How it ended", "Cases", "Reason", "Which"), rows, " ".join(notes), words=(0, 2, 3))


def _names(group: Group) -> str:
    names = [isolated(row.name) for row in group.rows[:MOST_NAMES]]
    more = len(group.rows) - len(names)
    return f"{', '.join(names)}{f' and {more:,} more' if more else ''}"


def always_without(swept: Swept) -> Iterator[str]:
    """Yield values of parameters with which no case has a plan, where cases with other values have one."""
    judged = [row for row in swept.rows if row.has_plan or row.status in ("infeasible", "bad_input")]
    for parameter in swept.parameters:
        ended: dict[Value | None, Counter[bool]] = {}
        for row in judged:
            ended.setdefault(row.values[parameter.number], Counter())[row.has_plan] += 1
        ended.pop(None, None)
        planned = [value for value, count in ended.items() if count[True]]
        barren = {value: count[False] for value, count in ended.items() if not count[True]}
        if planned and barren:
            yield from _of(parameter, planned, barren)


def _of(parameter: Parameter, planned: Sequence[Value | None], barren: Mapping[Value | None, int]) -> Iterator[str]:
    reach = figures(planned)
    name = isolated(wording.short(parameter))
    if reach is None or figures(barren) is None:
        for value, cases in barren.items():
            if cases >= LEAST_CASES:
                yield f"No case with {name} {wording.value(parameter, value)} has a plan ({wording.cases(cases)})."
        return
    sides = (("or more", max(reach), 1), ("or less", min(reach), -1))
    for words, end, sign in sides:
        beyond = {value: cases for value, cases in barren.items() if sign * ((figure(value) or 0.0) - end) > 0}
        cases = sum(beyond.values())
        if cases >= LEAST_CASES:
            first = sign * min(sign * (figure(value) or 0.0) for value in beyond)
            edge = wording.threshold(parameter, first, end)
            yield f"No case with {name} of {edge} {words} has a plan ({wording.cases(cases)})."
