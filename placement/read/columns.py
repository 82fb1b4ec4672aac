"""Columns and keys, read off the annotated dataclasses: what each accepts, in words."""

import ast
import inspect
import textwrap
from dataclasses import MISSING, dataclass, fields
from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from annotated_types import Ge, Gt, Le, Predicate

from models.bounds import Because, ZeroOrAtLeast

Kind = Literal["number", "whole", "flag", "text", "choice", "list"]


@dataclass(frozen=True)
class Column:
    """One column of a table or key of ``case.toml``."""

    name: str
    annotation: Any
    kind: Kind
    optional: bool
    """An empty cell means None."""
    required: bool
    default: Any
    expected: str
    """What it accepts, in words."""
    owner: type
    """The class of which it is a field."""
    limits: tuple[Any, ...]
    """What its annotation says of a number: its range, and why it ends there."""

    @property
    def highest(self) -> float:
        """The largest number that it accepts."""
        most: Any = next(limit.le for limit in self.limits if isinstance(limit, Le))
        return float(most)

    @property
    def reason(self) -> str:
        """Why its range ends where it does, empty where nothing is said."""
        return next((limit.reason for limit in self.limits if isinstance(limit, Because)), "")

    def advice(self, number: object) -> str:
        """What it means and, for a number out of its range, why that ends there; empty where neither is said."""
        meaning = f"{self.meaning.rstrip('.')}." if self.meaning else ""
        out = isinstance(number, int | float) and not isinstance(number, bool) and number >= 0
        return f"{meaning} {self.reason if out else ''}".strip()

    @property
    def numeric(self) -> bool:
        """Whether it holds numbers."""
        return self.kind in ("number", "whole")

    @property
    def meaning(self) -> str:
        """The field's docstring, empty where it has none."""
        return _meanings(self.owner).get(self.name, "")


@cache
def columns(row: type) -> dict[str, Column]:
    """The columns of a row class, by name, in order."""
    hints = get_type_hints(row, include_extras=True)
    return {f.name: _column(f.name, hints[f.name], f.default, row) for f in fields(row)}


def _column(name: str, annotation: Any, default: Any, owner: type) -> Column:
    base, optional = _without_none(annotation)
    inner, limits = _without_limits(base)
    kind = _kind(inner)
    required = default is MISSING
    return Column(
        name,
        annotation,
        kind,
        optional,
        required,
        None if required else default,
        _words(kind, inner, limits),
        owner,
        limits,
    )


def _without_none(annotation: Any) -> tuple[Any, bool]:
    options = get_args(annotation)
    if get_origin(annotation) is Annotated or NoneType not in options:
        return annotation, False
    return next(option for option in options if option is not NoneType), True


def _without_limits(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    if get_origin(annotation) is not Annotated:
        return annotation, ()
    inner, *limits = get_args(annotation)
    return inner, tuple(limits)


def _kind(inner: Any) -> Kind:
    plain: dict[Any, Kind] = {float: "number", int: "whole", bool: "flag", str: "text"}
    if inner in plain:
        return plain[inner]
    return "choice" if get_origin(inner) is Literal else "list"


def _words(kind: Kind, inner: Any, limits: tuple[Any, ...]) -> str:
    if kind == "flag":
        return "true or false"
    if kind == "text":
        return "a text"
    if kind == "choice":
        return "one of " + ", ".join(str(option) for option in get_args(inner))
    if kind == "list":
        item, limits = _without_limits(get_args(inner)[0])
        return "a list, each item " + _words(_kind(item), item, limits)
    words = ("a whole number" if kind == "whole" else "a number") + _range(limits)
    apart = next((found.func for found in limits if isinstance(found, Predicate)), None)
    return f"{words} (above 0: at least {plain(apart.least)})" if isinstance(apart, ZeroOrAtLeast) else words


def _range(limits: tuple[Any, ...]) -> str:
    least = next((limit.ge for limit in limits if isinstance(limit, Ge)), None)
    above = next((limit.gt for limit in limits if isinstance(limit, Gt)), None)
    most = next((limit.le for limit in limits if isinstance(limit, Le)), None)
    if least is not None and most is not None:
        return f" from {plain(least)} to {plain(most)}"
    low = f" of at least {plain(least)}" if least is not None else f" above {plain(above)}" if above is not None else ""
    return low + (f" and at most {plain(most)}" if most is not None else "")


def plain(number: Any) -> str:
    """A number as people write it: 10,000 and 0.000001, but the year 2200 without a comma."""
    if number == int(number):
        return f"{number:,.0f}" if abs(number) >= 10_000 else f"{number:.0f}"
    return f"{number:.12f}".rstrip("0")


@cache
def _meanings(row: type) -> dict[str, str]:
    """Docstrings under the fields: they stand once, in the class, and messages quote them."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(row))).body[0]
    if not isinstance(tree, ast.ClassDef):
        return {}
    found: dict[str, str] = {}
    for field, text in zip(tree.body, tree.body[1:], strict=False):
        if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
            continue
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            found[field.target.id] = " ".join(str(text.value.value).replace("``", "").split())
    return found
