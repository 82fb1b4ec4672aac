"""Ranges of the numbers in a case, and the words that a cell may hold: the schema that the reader validates against."""

from typing import Annotated, Literal

from annotated_types import Ge, Gt, Le

NonNegative = Annotated[float, Ge(0)]
Positive = Annotated[float, Gt(0)]
Share = Annotated[float, Ge(0), Le(1)]
Count = Annotated[int, Ge(0)]
Month = Annotated[int, Ge(1), Le(12)]

Kind = Literal["training", "inference"]
SupplyKind = Literal["wind", "solar", "baseload", "battery", "backup"]
FunderKind = Literal["eu", "state", "equity", "loan"]
Evidence = Literal["observed", "derived", "estimated", "assumed"]
