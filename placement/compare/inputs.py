"""What went into two runs: input files, policy, overrides, options and versions, by their manifests."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from placement.compare.basis import HEAD, Basis, content_of, overrides_of
from placement.compare.runs import Run
from placement.map.text import clean

State: TypeAlias = Literal["identical", "differs", "base", "other"]
LEFT_OUT = ("cache",)
"""Options that change how long a solve takes, not its answer."""


@dataclass(frozen=True)
class File:
    """An input file: the same in both runs, different, or in one of them only."""

    name: str
    state: State
    rows: tuple[int, int] | None = None
    """Of a table that differs: rows that only the base has, rows that only the other has (a changed row is in both
    counts); None where the files are gone or have changed since."""


@dataclass(frozen=True)
class Setting:
    """A named value in both runs; None where a run does not have it."""

    name: str
    base: str | None
    other: str | None


@dataclass(frozen=True)
class Inputs:
    """How the inputs of two runs differ."""

    files: tuple[File, ...]
    policy: tuple[Setting, ...] | None
    """Values of case.toml that differ; None where a case.toml that differs is no longer there."""
    overrides: tuple[tuple[str, ...], tuple[str, ...]]
    options: tuple[Setting, ...]
    versions: tuple[Setting, ...]

    @property
    def changed(self) -> tuple[File, ...]:
        """Return the files that are not identical."""
        return tuple(file for file in self.files if file.state != "identical")

    @property
    def same_case(self) -> bool:
        """Whether both runs solved the same case, overrides included."""
        return bool(self.files) and not self.changed and self.overrides[0] == self.overrides[1]


def inputs(base: Run, other: Run, bases: tuple[Basis, Basis]) -> Inputs:
    """Compare what the manifests of two runs say, and the case files where they are still there."""
    files = tuple(_files(base, other))
    head = next((file.state for file in files if file.name == HEAD), "identical")
    return Inputs(
        files=files,
        policy=() if head == "identical" else _policy(*bases),
        overrides=(overrides_of(base), overrides_of(other)),
        options=_settings(*(_flat(_mapping(run, "options"), LEFT_OUT) for run in (base, other))),
        versions=_settings(*(_versions(run) for run in (base, other))),
    )


def _mapping(run: Run, key: str) -> Mapping[str, Any]:
    found = run.manifest.get(key)
    return found if isinstance(found, Mapping) else {}


def _versions(run: Run) -> dict[str, str]:
    own = {key: clean(run.manifest[key]) for key in ("placement", "python") if key in run.manifest}
    return own | _flat(_mapping(run, "packages"))


def _files(base: Run, other: Run) -> Iterator[File]:
    before, now = _mapping(base, "inputs"), _mapping(other, "inputs")
    for name in dict.fromkeys([*before, *now]):
        if name not in now:
            yield File(clean(name), "base")
        elif name not in before:
            yield File(clean(name), "other")
        elif before[name] == now[name]:
            yield File(clean(name), "identical")
        else:
            yield File(clean(name), "differs", _rows(base, other, name))


def _rows(base: Run, other: Run, name: str) -> tuple[int, int] | None:
    """Count the rows of a CSV table that stand in one of the runs only."""
    if not name.endswith(".csv"):
        return None
    contents = [content_of(_input(run, name), _mapping(run, "inputs").get(name)) for run in (base, other)]
    if contents[0] is None or contents[1] is None:
        return None
    before, now = (_counted(content) for content in contents if content is not None)
    return (before - now).total(), (now - before).total()


def _input(run: Run, name: str) -> Path:
    return Path(str(run.manifest.get("case_folder", ""))) / Path(name).name


def _counted(content: bytes) -> Counter[tuple[str, ...]]:
    text = content.decode("utf-8-sig", errors="replace")  # only counted: the case reader has judged it already
    return Counter(tuple(row) for row in csv.reader(io.StringIO(text)))


def _policy(base: Basis, other: Basis) -> tuple[Setting, ...] | None:
    if base.head is None or other.head is None:
        return None
    return _settings(_flat(base.head), _flat(other.head))


def _settings(base: Mapping[str, str], other: Mapping[str, str]) -> tuple[Setting, ...]:
    names = dict.fromkeys([*base, *other])
    found = (Setting(name, base.get(name), other.get(name)) for name in names)
    return tuple(setting for setting in found if setting.base != setting.other)


def _flat(values: Any, left_out: tuple[str, ...] = (), path: str = "") -> dict[str, str]:
    """Return every value by its dotted path; stages by their names."""
    if isinstance(values, Mapping):
        items = [(clean(key), value) for key, value in values.items() if key not in left_out]
    elif isinstance(values, list) and all(isinstance(value, Mapping) for value in values):
        items = [(clean(value.get("stage", number)), value) for number, value in enumerate(values, start=1)]
    else:
        return {path: clean(values)}
    return {
        name: text for key, value in items for name, text in _flat(value, (), f"{path}.{key}" if path else key).items()
    }
