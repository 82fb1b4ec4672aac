"""Columns and keys, read off the annotated dataclasses: what each accepts, in words."""

import ast
import inspect
import textwrap
from dataclasses import MISSING, dataclass, fields
from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from annotated_types import Ge, Gt, Le

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
        name, annotation, kind, optional, required, None if required else default, _words(kind, inner, limits), owner
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
    return ("a whole number" if kind == "whole" else "a number") + _range(limits)


def _range(limits: tuple[Any, ...]) -> str:
    least = next((limit.ge for limit in limits if isinstance(limit, Ge)), None)
    above = next((limit.gt for limit in limits if isinstance(limit, Gt)), None)
    most = next((limit.le for limit in limits if isinstance(limit, Le)), None)
    if least is not None and most is not None:
        return f" from {least} to {most}"
    low = f" of at least {least}" if least is not None else f" above {above}" if above is not None else ""
    return low + (f" and at most {most}" if most is not None else "")


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
