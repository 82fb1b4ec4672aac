"""One parameter of one case: a path, and what is done to what stands there."""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

Operator: TypeAlias = Literal["=", "*", "+"]
Value: TypeAlias = bool | int | float | str | tuple["Value", ...]
SUFFIX: dict[Operator, str] = {"=": "", "*": " factor", "+": " amount"}
WORD: dict[Operator, str] = {"=": "set", "*": "factor", "+": "amount"}


@dataclass(frozen=True)
class Change:
    """``path`` set to, multiplied by or raised by ``value``."""

    path: str
    operator: Operator
    value: Value

    @property
    def parameter(self) -> str:
        """Name of the parameter, which is its column in the results."""
        return parameter(self.path, self.operator)

    @property
    def override(self) -> str:
        """The same change as ``--set`` takes it."""
        return f"{self.path}{self.operator}{text(self.value)}"


def parameter(path: str, operator: Operator) -> str:
    """Name of a parameter: its path, and whether its numbers are factors or amounts."""
    return path + SUFFIX[operator]


def text(value: Value) -> str:
    """A value as an override has it."""
    return value if isinstance(value, str) else _toml(value)


def _toml(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(item) for item in value)}]"
    return f'"{value}"' if isinstance(value, str) else repr(value).replace("e+", "e")  # a plus would begin an amount


def joined(parts: tuple[str, ...]) -> str:
    """A path of its parts, each in quotes where its text would mean something else."""
    return ".".join(part if re.fullmatch(r"[^.\"=\s*+]+|\*", part) else f'"{part}"' for part in parts)
