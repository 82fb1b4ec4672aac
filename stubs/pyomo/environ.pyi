"""The modelling components that `models/` uses, with the keywords that it may give them.

What a component holds is `Any`: an index set decides it at run time. The stub catches misspelt components and
keywords, and lets the rest of the project be typed strictly.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

class _Component:
    name: str
    local_name: str
    def __getattr__(self, name: str) -> Any: ...
    def __getitem__(self, index: Any) -> Any: ...
    def __iter__(self) -> Iterator[Any]: ...
    def __len__(self) -> int: ...
    def __contains__(self, index: Any) -> bool: ...

class Set(_Component):
    def __init__(
        self,
        *indexes: Any,
        initialize: Any = ...,
        dimen: int | None = ...,
        within: Any = ...,
        ordered: bool = ...,
        doc: str | None = ...,
    ) -> None: ...

class RangeSet(_Component):
    def __init__(self, *bounds: Any, doc: str | None = ...) -> None: ...

class Param(_Component):
    def __init__(
        self,
        *indexes: Any,
        initialize: Any = ...,
        default: Any = ...,
        within: Any = ...,
        domain: Any = ...,
        mutable: bool = ...,
        doc: str | None = ...,
    ) -> None: ...

class Var(_Component):
    def __init__(
        self,
        *indexes: Any,
        domain: Any = ...,
        within: Any = ...,
        bounds: Any = ...,
        initialize: Any = ...,
        dense: bool = ...,
        doc: str | None = ...,
    ) -> None: ...

class Constraint(_Component):
    Feasible: Any
    Infeasible: Any
    Skip: Any
    def __init__(
        self, *indexes: Any, rule: Callable[..., Any] | None = ..., expr: Any = ..., doc: str | None = ...
    ) -> None: ...

class Expression(_Component):
    def __init__(
        self, *indexes: Any, rule: Callable[..., Any] | None = ..., expr: Any = ..., doc: str | None = ...
    ) -> None: ...

class Objective(_Component):
    def __init__(
        self,
        *indexes: Any,
        rule: Callable[..., Any] | None = ...,
        expr: Any = ...,
        sense: Any = ...,
        doc: str | None = ...,
    ) -> None: ...

class Block(_Component):
    def __init__(self, *indexes: Any, rule: Callable[..., Any] | None = ..., doc: str | None = ...) -> None: ...
    def __setattr__(self, name: str, value: Any) -> None: ...
    def component_objects(self, *args: Any, **options: Any) -> Iterator[Any]: ...
    def component_data_objects(self, *args: Any, **options: Any) -> Iterator[Any]: ...

class ConcreteModel(Block):
    def __init__(self, name: str | None = ...) -> None: ...

Binary: Any
Boolean: Any
Integers: Any
NonNegativeIntegers: Any
NonNegativeReals: Any
PercentFraction: Any
PositiveReals: Any
Reals: Any
UnitInterval: Any
maximize: Any
minimize: Any

def quicksum(args: Iterable[Any], start: Any = ..., linear: bool | None = ...) -> Any: ...
def value(obj: Any, exception: bool = ...) -> Any: ...
