"""What a specification says of one path: values listed one by one, or an interval to sample from."""

import re
from dataclasses import dataclass
from decimal import Decimal
from sys import float_info
from typing import Any, TypeAlias

from placement.read.findings import plain
from placement.read.findings import shown as shorten
from placement.sweep.change import Change, Operator, Value, parameter

FORMS: dict[frozenset[str], Operator] = {
    frozenset({"factor"}): "*",
    frozenset({"add"}): "+",
    frozenset({"low", "high"}): "=",
    frozenset({"factor_low", "factor_high"}): "*",
    frozenset({"add_low", "add_high"}): "+",
}
KEYS = frozenset().union(*FORMS)
NUMBER = r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
RANGE = re.compile(rf"\s*({NUMBER})\s*\.\.\s*({NUMBER})\s*(?:step\s+({NUMBER})\s*)?")
MOST_VALUES = 100_000
LISTED = '[3, 4, 5], "3..8", "0.1..0.5 step 0.1", {factor = [0.8, 1.2]} or {add = [-5, 5]}'
INTERVAL = "{low = 3, high = 8}, {factor_low = 0.8, factor_high = 1.2} or {add_low = -5, add_high = 5}"
ONE = "a value, {factor = 1.2} or {add = 5}"


class BadAxis(ValueError):
    """What was found, and what was expected."""

    def __init__(self, found: str, expected: str) -> None:
        """Keep both apart."""
        super().__init__(f"found {found}, expected {expected}")
        self.found, self.expected = found, expected


@dataclass(frozen=True)
class Listed:
    """Values one by one."""

    path: str
    operator: Operator
    values: tuple[Value, ...]

    @property
    def parameter(self) -> str:
        """Its column in the results."""
        return parameter(self.path, self.operator)

    @property
    def changes(self) -> tuple[Change, ...]:
        """One for each value."""
        return tuple(Change(self.path, self.operator, value) for value in self.values)

    def at(self, share: float, whole: bool) -> Change:
        """The value at a share (0 to 1) of the list."""
        return self.changes[min(int(share * len(self.values)), len(self.values) - 1)]

    @property
    def ends(self) -> tuple[Change, ...]:
        """The changes to check before all others: every one."""
        return self.changes


@dataclass(frozen=True)
class Interval:
    """Any number from ``low`` to ``high``."""

    path: str
    operator: Operator
    low: float
    high: float

    @property
    def parameter(self) -> str:
        """Its column in the results."""
        return parameter(self.path, self.operator)

    def at(self, share: float, whole: bool) -> Change:
        """The number at a share (0 to 1) of the interval; a whole number, each as likely, where only such will do."""
        if whole and self.operator != "*":
            least, most = int(self.low), int(self.high)
            return Change(self.path, self.operator, min(least + int(share * (most - least + 1)), most))
        return Change(self.path, self.operator, self._on_line(share))

    def on_level(self, share: float, whole: bool) -> Change:
        """The number at a share of the interval, both ends among them; levels of whole numbers are whole."""
        number = self._on_line(share)
        return Change(self.path, self.operator, round(number) if whole else number)

    def _on_line(self, share: float) -> float:
        return min(self.low + share * (self.high - self.low), self.high)  # rounding may pass the end

    @property
    def ends(self) -> tuple[Change, ...]:
        """The least and the largest: what lies between them is as good."""
        return Change(self.path, self.operator, self.low), Change(self.path, self.operator, self.high)


Axis: TypeAlias = Listed | Interval


def listed(path: str, given: Any) -> Listed:
    """An axis of a grid. Raises BadAxis."""
    operator, values = "=", given
    if isinstance(given, dict):
        operator = FORMS.get(frozenset(given), "=")
        if frozenset(given) not in ({"factor"}, {"add"}):
            raise BadAxis(shown(given), LISTED)
        ((_, values),) = given.items()
    return Listed(path, _operator(operator), _values(values, operator))


def sampled(path: str, given: Any) -> Axis:
    """An axis of a sample: an interval, or values each as likely. Raises BadAxis."""
    if not isinstance(given, dict) or given.keys() in ({"factor"}, {"add"}):
        return listed(path, given)
    return interval(path, given)


def interval(path: str, given: Any) -> Interval:
    """An interval. Raises BadAxis."""
    operator = FORMS.get(frozenset(given)) if isinstance(given, dict) and len(given) == 2 else None
    if operator is None:
        raise BadAxis(shown(given), INTERVAL)
    low, high = (next(v for k, v in given.items() if k.endswith(end)) for end in ("low", "high"))
    if not (_is_number(low) and _is_number(high) and low < high):
        raise BadAxis(shown(given), "two numbers, the low one below the high one")
    return Interval(path, operator, low, high)


def single(path: str, given: Any) -> Change:
    """A change of a named case. Raises BadAxis."""
    if not isinstance(given, dict):
        return Change(path, "=", _value(given))
    operator = FORMS.get(frozenset(given))
    if operator not in ("*", "+") or len(given) != 1:
        raise BadAxis(shown(given), ONE)
    ((_, value),) = given.items()
    return Change(path, operator, _number(value))


def shown(given: Any) -> str:
    """What stands in the specification, in short and as TOML has it."""
    return shorten(_as_toml(given))


def _as_toml(given: Any) -> str:
    if isinstance(given, dict):
        return f"{{{', '.join(f'{key} = {_as_toml(under)}' for key, under in given.items())}}}"
    if isinstance(given, list):
        return f"[{', '.join(map(_as_toml, given))}]"
    if isinstance(given, bool):
        return "true" if given else "false"
    return f'"{given}"' if isinstance(given, str) else plain(given)


def _values(given: Any, operator: str) -> tuple[Value, ...]:
    if isinstance(given, str) and (match := RANGE.fullmatch(given)):
        try:
            given = _range(*match.groups())
        except ArithmeticError as error:
            raise BadAxis(shown(given), "a range of numbers that can be counted") from error
    if not isinstance(given, list | tuple):
        raise BadAxis(shown(given), LISTED)
    if not given:
        raise BadAxis("no values", "at least one")
    values = tuple(_value(v) if operator == "=" else _number(v) for v in given)
    if len({(isinstance(v, bool), v) for v in values}) < len(values):  # 2 is 2.0, but true is not 1
        raise BadAxis(f"{shown(given)}, with a value twice", "each value once")
    return values


def _range(first: str, last: str, step: str | None) -> tuple[Value, ...]:
    """``3..8`` has both ends; decimals, so that 0.1 steps stay what they are."""
    start, end, by = Decimal(first), Decimal(last), Decimal(step or "1")
    written = shorten(f"{first}..{last}" + (f" step {step}" if step else ""))
    if by <= 0 or start > end:
        raise BadAxis(written, "a range that rises")
    if end - start >= by * MOST_VALUES:
        raise BadAxis(written, f"at most {MOST_VALUES:,} values")
    count = int((end - start) / by) + 1
    whole = all(number == number.to_integral_value() for number in (start, by))
    numbers = [start + i * by for i in range(count)]
    return tuple(int(n) if whole else float(n) for n in numbers)


def _value(given: Any) -> Value:
    if isinstance(given, list):
        return tuple(_value(item) for item in given)
    if isinstance(given, bool | str):
        return given
    return _number(given)


def _number(given: Any) -> int | float:
    if not _is_number(given):
        raise BadAxis(shown(given), "a number")
    return given  # type: ignore[no-any-return]


def _is_number(given: Any) -> bool:
    number = isinstance(given, int | float) and not isinstance(given, bool)
    return number and abs(given) <= float_info.max  # no nan, no inf, and no whole number that is no float


def _operator(text: str) -> Operator:
    return "*" if text == "*" else "+" if text == "+" else "="
