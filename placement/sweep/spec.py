"""The specification of a sweep: a TOML file, read with all its problems at once."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from placement.read.bytes_of import file_text
from placement.read.findings import Finding, nearest
from placement.read.folders import display
from placement.sweep.axes import KEYS, Axis, BadAxis, Listed, interval, listed, sampled, shown, single
from placement.sweep.change import Change, joined

SIZES: Mapping[str, tuple[str, ...]] = {
    "latin_hypercube": ("samples", "seed"),
    "sobol": ("samples", "seed"),
    "saltelli": ("samples", "seed"),
    "morris": ("trajectories", "levels", "seed"),
}
"""Kinds of samples, and the keys of each that are no paths."""
SECTIONS = ("grid", "one_at_a_time", *SIZES, "cases")
FOR_INDICES = ("saltelli", "morris")
"""Made for sensitivity indices, by the extra."""
POWERS_OF_2 = ("sobol", "saltelli")
LEAST = {"saltelli": 8, "morris": 4}
"""With fewer blocks or trajectories there are no indices to read from them."""
MOST_LEVELS = 100
MOST_CASES = 100_000
BASE = "base"
"""Name of the unchanged case: always the first row."""
WRITE = "docs/sweep.md shows every form."
Read = TypeVar("Read")


@dataclass(frozen=True)
class Sample:
    """Points of a space-filling design, or of one to read sensitivity indices from."""

    kind: str
    samples: int
    """Points, blocks of Saltelli's design, or trajectories of Morris's."""
    seed: int
    axes: tuple[Axis, ...]
    levels: int | None = None
    """Of Morris's design: into how many values each interval is divided."""


@dataclass(frozen=True)
class NamedCase:
    """A case given by name."""

    name: str
    changes: tuple[Change, ...]


@dataclass
class Spec:
    """Everything a specification asks for; ``findings`` say what is wrong with it."""

    file: str
    folder: Path
    """Where the names of replaced tables count from."""
    grid: tuple[Listed, ...] = ()
    one_at_a_time: tuple[Listed, ...] = ()
    samples: tuple[Sample, ...] = ()
    cases: tuple[NamedCase, ...] = ()
    findings: list[Finding] = field(default_factory=list)

    def wrong(self, place: str | None, found: str, expected: str, advice: str = WRITE) -> None:
        """Note a problem."""
        self.findings.append(Finding(self.file, None, place, found, expected, advice))


def read_spec(path: Path) -> Spec:
    """Read a specification; a spec with findings must not be used."""
    spec = Spec(display(path), path.absolute().parent)
    text = file_text(path)
    if isinstance(text, Finding):
        spec.findings.append(text)
        return spec
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        spec.wrong(None, f"broken TOML ({error})", "valid TOML")
        return spec
    for name in document.keys() - set(SECTIONS):
        spec.wrong(name, "an unknown section", "a section of a sweep", nearest(name, SECTIONS))
    if not document:
        spec.wrong(None, "nothing to sweep", f"at least one of {', '.join(SECTIONS)}")
    _read_sections(spec, document)
    return spec


def _read_sections(spec: Spec, document: dict[str, Any]) -> None:
    for name in ("grid", "one_at_a_time"):
        if (section := _section(spec, document, name)) is not None:
            axes = tuple(_axes(spec, name, section, listed))
            setattr(spec, name, axes)
    sections = ((name, _section(spec, document, name)) for name in SIZES)
    read = (_sample(spec, name, section) for name, section in sections if section is not None)
    spec.samples = tuple(sample for sample in read if sample is not None)
    spec.cases = tuple(_named(spec, document.get("cases", [])))


def _section(spec: Spec, document: dict[str, Any], name: str) -> dict[str, Any] | None:
    """A section that is there and is a table; an empty one is a problem."""
    section = document.get(name)
    if section is None:
        return None
    if not isinstance(section, dict):
        spec.wrong(name, shown(section), f"a table [{name}]")
        return None
    if not set(section) - set(SIZES.get(name, ())):
        spec.wrong(name, "no paths", "at least one path with its values", "Name a path in it, or leave it out.")
    return section


def _axes(spec: Spec, name: str, section: dict[str, Any], read: Callable[[str, Any], Read]) -> Iterator[Read]:
    seen: set[str] = set()
    for path, given in flat(section):
        place = f"{name}.{path}"
        if path in seen:
            spec.wrong(place, "the path twice", "each path once")
        seen.add(path)
        try:
            yield read(path, _located(spec, path, given))
        except BadAxis as bad:
            spec.wrong(place, bad.found, bad.expected)


def flat(section: dict[str, Any], parts: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Paths of a section with what stands under each; a quoted key at its top is a whole path."""
    for key, given in section.items():
        path = (*parts, key)
        if isinstance(given, dict) and not (given and given.keys() <= KEYS):
            yield from flat(given, path)
        else:
            yield (joined(path) if parts else key), given


def _located(spec: Spec, path: str, given: Any) -> Any:
    """Files of replaced tables count from the specification."""
    if not re.match(r"\s*\"?tables\"?\s*\.", path):
        return given
    if isinstance(given, list):
        return [str(spec.folder / item) if isinstance(item, str) else item for item in given]
    return str(spec.folder / given) if isinstance(given, str) else given


def _sample(spec: Spec, name: str, section: dict[str, Any]) -> Sample | None:
    """The design; None where its size or seed is wrong."""
    size = SIZES[name][0]
    paths = {key: given for key, given in section.items() if key not in SIZES[name]}
    axes = tuple(_axes(spec, name, paths, interval if name == "morris" else sampled))
    samples = _whole(spec, f"{name}.{size}", section.get(size), LEAST.get(name, 1), MOST_CASES)
    seed = _whole(spec, f"{name}.seed", section.get("seed", 0), 0, 2**63 - 1)
    levels = _levels(spec, section) if name == "morris" else None
    if samples is None or seed is None or (name == "morris" and levels is None):
        return None
    if name in POWERS_OF_2 and samples & (samples - 1):
        near = 1 << (samples.bit_length() - 1)
        advice = f"Take {near} or {2 * near}: only then do Sobol' points fill the space evenly."
        spec.wrong(f"{name}.samples", str(samples), "a power of 2", advice)
    return Sample(name, samples, seed, axes, levels)


def _levels(spec: Spec, section: dict[str, Any]) -> int | None:
    levels = _whole(spec, "morris.levels", section.get("levels", 4), 2, MOST_LEVELS)
    if levels is not None and levels % 2:
        advice = f"Take {levels - 1} or {levels + 1}: with an odd number some levels come up more often than others."
        spec.wrong("morris.levels", str(levels), "an even number", advice)
        return None
    return levels


def _whole(spec: Spec, place: str, given: Any, least: int, most: int) -> int | None:
    if isinstance(given, int) and not isinstance(given, bool) and least <= given <= most:
        return given
    spec.wrong(place, "nothing" if given is None else shown(given), f"a whole number from {least} to {most:,}")
    return None


def _named(spec: Spec, cases: Any) -> Iterator[NamedCase]:
    if not isinstance(cases, list) or not all(isinstance(case, dict) for case in cases):
        spec.wrong("cases", shown(cases), "tables [[cases]]")
        return
    seen = {BASE}
    for i, case in enumerate(cases, start=1):
        place = f"cases, number {i}"
        name, changes = case.get("name"), case.get("set", {})
        for key in case.keys() - {"name", "set"}:
            spec.wrong(place, f"the key {key}", "name and set", nearest(key, ("name", "set")))
        if not isinstance(name, str) or not name.strip():
            spec.wrong(place, "no name" if name is None else shown(name), "a name", 'Write name = "...".')
        elif not isinstance(changes, dict) or not changes:
            spec.wrong(place, "nothing to set", "set = {path = value}")
        else:
            if name in seen:
                spec.wrong(place, f"the name {name} twice", "a name for each case", "Rename one of the two.")
            seen.add(name)
            yield NamedCase(name, tuple(_axes(spec, f"cases.{name}", changes, single)))
