"""The comparison in plain words: what moved, what it costs, why, and whether it means anything."""

from placement.compare import numbers
from placement.compare.comparison import Pair
from placement.compare.significance import verdict
from placement.compare.steps import Step
from placement.compare.words import listed
from placement.map import numbers as show

OPEN = " Which of the sites that moved is cheaper is not proven either."


def story(pair: Pair) -> tuple[str, ...]:
    """Return a few sentences on one run against the base."""
    if pair.same_folder:
        return (f"{pair.base.label} and {pair.other.label} are the same run folder: nothing can differ.",)
    if pair.alike:
        return ("Both runs have the same plan: no figure differs.", _inputs(pair))
    return tuple(
        words for words in (_sites(pair), _sold(pair), _cost(pair), _why(pair), _limits(pair), _inputs(pair)) if words
    )


def _sites(pair: Pair) -> str:
    gone, new, kept = (
        [change.name for change in pair.sites if change.where == where] for where in ("base", "other", "both")
    )
    if not gone and not new:
        measure = "it_mw" if any(c.change("it_mw") is not None for c in pair.sites) else "h100e"
        resized = [change.name for change in pair.sites if change.change(measure)]
        same = f"The same {_sites_counted(len(kept))} in both"
        last = " in the last stage" if len(pair.base.summary.counts.by_stage) > 1 else ""
        changes = f"the size of {listed(resized)} changes{last}"
        return f"{same}; {changes}." if resized else f"{same}, of the same size{last}."
    parts = [f"{_sites_counted(len(kept))} in both"]
    parts += [f"only in {pair.base.label}: {listed(gone)}"] if gone else []
    parts += [f"only in {pair.other.label}: {listed(new)}"] if new else []
    return "; ".join(parts) + "."


def _sites_counted(number: int) -> str:
    return f"{number} {'site' if number == 1 else 'sites'}" if number else "No site"


def _sold(pair: Pair) -> str:
    """Say first whether both sell the same compute: else the whole costs do not compare, but those of an hour do."""
    base, other = (run.summary for run in (pair.base, pair.other))
    change = numbers.difference(base.counts.served_h100e, other.counts.served_h100e)
    part = numbers.relative(base.counts.served_h100e, change)
    if not change or not numbers.percent(part):
        return ""
    more = "more" if change > 0 else "less"
    told = f"{pair.other.label} sells {show.share(abs(part or 0.0))} {more} compute in the last stage"
    before, after = base.lcoc_sold_eur_per_h100eh, other.lcoc_sold_eur_per_h100eh
    if before is None or after is None or pair.significance.difference_eur is None:
        return f"{told}."
    return f"{told}; over all stages an hour sold costs {show.lcoc(after)} instead of {show.lcoc(before)}."


def _cost(pair: Pair) -> str:
    change = pair.significance.difference_eur
    if change is None:
        return ""
    judged = verdict(pair.significance, pair.base.label, pair.other.label)
    if change == 0:
        return judged
    part = numbers.relative(pair.base.summary.objective_eur, change)
    share = f" ({numbers.percent(part)})" if numbers.percent(part) else ""
    more = "more" if change > 0 else "less"
    told = f"{pair.other.label} costs {show.euros(abs(change))} {more} than {pair.base.label}{share}. {judged}"
    moved = any(site.where != "both" for site in pair.sites)
    return f"{told}{OPEN}" if moved and pair.significance.significant is False else told


def _why(pair: Pair) -> str:
    moved = [step for step in pair.terms if step.change_eur]
    if not moved:
        return ""
    return f"The largest changes in cost: {listed([_step(step) for step in moved[:3]])}."


def _limits(pair: Pair) -> str:
    runs = (pair.base, pair.other)
    alone = [[change.name for change in pair.limits if not change.binds[1 - place]] for place in (0, 1)]
    parts = [f"only in {run.label}: {listed(names)}" for run, names in zip(runs, alone, strict=True) if names]
    return f"Limits that bind {'; '.join(parts)}." if parts else ""


def _step(step: Step) -> str:
    return f"{step.label} ({numbers.signed(step.change_eur, show.euros)})"


def _overrides(label: str, given: tuple[str, ...]) -> str:
    return f"{label} overrides {listed(list(given))}" if given else f"{label} overrides nothing"


def _inputs(pair: Pair) -> str:
    found = pair.inputs
    if not found.files:
        return "The manifests do not say what went in."
    parts = [f"{listed([file.name for file in found.changed])} differ"] if found.changed else []
    if len(found.changed) == 1:
        parts = [f"{found.changed[0].name} differs"]
    if found.overrides[0] != found.overrides[1]:
        parts += [
            _overrides(run.label, given) for run, given in zip((pair.base, pair.other), found.overrides, strict=True)
        ]
    if not parts:
        return "Both solved the same inputs: a difference comes from the solver, its options or versions."
    return f"What went in: {'; '.join(parts)}."
