"""Check a specification against a sound case, every path and value on its own; what is wrong is noted in it."""

from collections.abc import Iterable, Sequence

from placement.read.effect import Effect
from placement.read.findings import Finding, shown
from placement.read.overrides.replace import TABLES
from placement.sweep.axes import Interval
from placement.sweep.change import Change
from placement.sweep.design import count
from placement.sweep.inputs import Inputs, wrong_values
from placement.sweep.paths import is_whole, why_no_path
from placement.sweep.points import INSTALL, lacks_salib
from placement.sweep.spec import FOR_INDICES, MOST_CASES, Spec


def check(spec: Spec, inputs: Inputs, common: Sequence[str]) -> None:
    """Note too many cases, a missing package, and every path and value that the case does not take."""
    too_many = count(spec) > MOST_CASES
    if too_many:
        spec.wrong(None, f"{count(spec):,} cases", f"at most {MOST_CASES:,}", "List fewer values, or sample.")
    for sample in spec.samples:
        if sample.kind in FOR_INDICES and lacks_salib():
            spec.wrong(sample.kind, "no SALib on this machine", "the package that makes these points", f"{INSTALL}.")
    _check_whole(spec)
    done: dict[str, tuple[str, list[Effect]]] = {}
    for place, changes in _by_place(spec):
        effects = _check_values(spec, inputs, common, place, (changes[0], changes[-1]) if too_many else changes)
        one = changes[0].parameter if place.startswith("cases.") else place
        done.setdefault(one, (place, []))[1].extend(effects)
    _check_effects(spec, done.values())


def _check_effects(spec: Spec, done: Iterable[tuple[str, Sequence[Effect]]]) -> None:
    """A path must change something in one case at least: a column of results that nothing depends on misleads.

    A case with a name may state a value that stands there already.
    """
    for place, effects in done:
        stated = place.startswith("cases.") and any(effect.same for effect in effects)
        if effects and not stated and all(effect.changed == 0 for effect in effects):
            advice = "Leave it out, or name what holds other values or a number to change."
            spec.wrong(place, effects[0].words, "a path whose values change something", advice)


def _check_whole(spec: Spec) -> None:
    """What lies between the ends of an interval of whole numbers must be whole as well."""
    for sample in spec.samples:
        for axis in sample.axes:
            if not isinstance(axis, Interval) or not is_whole(axis.path):
                continue
            place, ends = f"{sample.kind}.{axis.path}", f"{axis.low} to {axis.high}"
            if axis.operator == "*":
                advice = "Write {low = 3, high = 8}, {add_low = -2, add_high = 2}, or list the factors that fit."
                spec.wrong(place, f"factors from {ends}", "what keeps whole numbers whole", advice)
            elif sample.levels and (axis.high - axis.low) % (sample.levels - 1):
                found = f"{ends} on {sample.levels} levels, not all of them whole"
                advice = f"Take ends that lie a multiple of {sample.levels - 1} apart, or 2 levels."
                spec.wrong(place, found, "levels that are whole numbers", advice)


def _check_values(
    spec: Spec, inputs: Inputs, common: Sequence[str], place: str, changes: Sequence[Change]
) -> list[Effect]:
    """Each value alone, and what those did that can be applied; what is wrong with several is told once."""
    if (expected := why_no_path(changes[0].path)) is not None:
        spec.wrong(place, shown(changes[0].path), *expected)
        return []
    effects: list[Effect] = []
    known: set[tuple[str, str]] = set()
    for change in changes:
        findings, effect = wrong_values(inputs, [*common, change.override])
        effects += [] if effect is None else [effect]
        for finding in findings:
            where = ", ".join([place, *_where(finding, change.path)])
            if (where, finding.found) not in known:
                known.add((where, finding.found))
                spec.wrong(where, finding.found, finding.expected, finding.advice)
    return effects


def _where(finding: Finding, path: str) -> list[str]:
    """The place in the inputs, beside that in the specification; of a table that is put in, its file and row too."""
    put_in = path.startswith(f"{TABLES}.") and not finding.file.startswith("--set")
    file = [f"in {finding.file}"] if put_in else []
    row = [f"row {finding.row}"] if put_in and finding.row is not None else []
    return file + row + ([] if finding.column is None else [f"at {finding.column}"])


def _by_place(spec: Spec) -> list[tuple[str, tuple[Change, ...]]]:
    """Changes to check, under the place in the specification that names them."""
    axes = [("grid", axis) for axis in spec.grid] + [("one_at_a_time", axis) for axis in spec.one_at_a_time]
    found = [(f"{name}.{axis.path}", axis.changes) for name, axis in axes]
    found += [(f"{sample.kind}.{axis.path}", axis.ends) for sample in spec.samples for axis in sample.axes]
    return found + [(f"cases.{case.name}.{c.path}", (c,)) for case in spec.cases for c in case.changes]
