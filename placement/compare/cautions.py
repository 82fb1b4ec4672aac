"""What a reader must know before reading a difference: short sentences, each only where it is so."""

from placement.compare.comparison import Pair
from placement.compare.words import listed


def cautions(pair: Pair) -> tuple[str, ...]:
    """Return the sentences, the gravest first."""
    found = (_money(pair), _unknown_year(pair), _case(pair), _stages(pair), _rate(pair), _stopped(pair))
    return tuple(words for words in found if words)


def _money(pair: Pair) -> str:
    first, second = pair.bases
    a, b = pair.base.label, pair.other.label
    if _differ(first.currency_year, second.currency_year):
        return (
            f"{a} counts in real EUR of {first.currency_year}, {b} in real EUR of {second.currency_year}: "
            "their money is shown side by side but not subtracted."
        )
    if _differ(first.base_year, second.base_year):
        return (
            f"{a} is discounted to {first.base_year}, {b} to {second.base_year}: "
            "discounted money is shown side by side but not subtracted."
        )
    return ""


def _differ(first: int | None, second: int | None) -> bool:
    return first is not None and second is not None and first != second


def _unknown_year(pair: Pair) -> str:
    silent = [
        run.label for run, basis in zip((pair.base, pair.other), pair.bases, strict=True) if basis.currency_year is None
    ]
    if not silent or pair.inputs.same_case:
        return ""
    return (
        f"The currency year of {listed(silent)} is not known (its case is gone or has changed since): "
        "the differences hold only if both runs count in EUR of the same year."
    )


def _case(pair: Pair) -> str:
    a, b = pair.base.summary.case, pair.other.summary.case
    if a == b:
        return ""
    return f"The runs solved different cases, {a or 'unnamed'} and {b or 'unnamed'}: sites are matched by their ids."


def _stages(pair: Pair) -> str:
    first, second = (basis.stages for basis in pair.bases)
    if first == second:
        return ""
    return (
        f"The stages differ: {listed(list(first)) or 'none'} against {listed(list(second)) or 'none'}. "
        "Costs over all stages then cover different years."
    )


def _rate(pair: Pair) -> str:
    first, second = (basis.discount_rate for basis in pair.bases)
    if first is None or second is None or first == second:
        return ""
    return f"The discount rate differs, {first:.3g} against {second:.3g} a year: part of the difference is that alone."


def _stopped(pair: Pair) -> str:
    stopped = [run.label for run in (pair.base, pair.other) if run.summary.status not in ("optimal", "")]
    if not stopped:
        return ""
    return f"Stopped before the asked gap: {listed(stopped)}. A plan that stopped early may be dearer than it need be."
