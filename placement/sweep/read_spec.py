"""Read a specification: a TOML file, with all its problems at once."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from placement.read.bytes_of import file_text
from placement.read.findings import Finding, nearest
from placement.read.folders import display
from placement.read.letters import nfc_throughout
from placement.read.overrides.replace import TABLES
from placement.read.toml_text import toml_values
from placement.sweep.axes import KEYS, BadAxis, interval, listed, sampled, shown, single
from placement.sweep.change import joined
from placement.sweep.paths import covers, spelled
from placement.sweep.spec import (
    ALL_SIZES,
    BASE,
    LEAST,
    LONGEST_NAME,
    MOST_CASES,
    MOST_LEVELS,
    POWERS_OF_2,
    SECTIONS,
    SIZES,
    NamedCase,
    Sample,
    Spec,
)

Read = TypeVar("Read")
LONGEST = 50_000_000
"""Letters of a specification: 100,000 cases, each with a name and some changes."""
MOST_UNKNOWN = 20
"""Unknown sections listed one by one."""
MOST_PATHS = 1000
"""Of a section, or of a case with a name."""


def read_spec(path: Path) -> Spec:
    """Read a specification; a spec with findings must not be used."""
    spec = Spec(display(path), path.absolute().parent)
    text = file_text(path)
    if isinstance(text, Finding):
        spec.findings.append(text)
        return spec
    try:
        document = nfc_throughout(toml_values(text.text, LONGEST))
    except (ValueError, RecursionError) as error:
        spec.wrong(None, f"broken TOML ({error})", "valid TOML")
        return spec
    unknown = [name for name in document if name not in SECTIONS]
    for name in unknown[:MOST_UNKNOWN]:
        spec.wrong(name, "an unknown section", "a section of a sweep", nearest(name, SECTIONS))
    if len(unknown) > MOST_UNKNOWN:
        spec.wrong(None, f"{len(unknown) - MOST_UNKNOWN:,} more unknown sections", "sections of a sweep")
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
    spec.samples = tuple(_sample(spec, name, section) for name, section in sections if section is not None)
    if "cases" in document:
        spec.cases = tuple(_named(spec, document["cases"]))


def _section(spec: Spec, document: dict[str, Any], name: str) -> dict[str, Any] | None:
    """A section that is there and is a table; an empty one is a problem."""
    section = document.get(name)
    if section is None:
        return None
    if not isinstance(section, dict):
        spec.wrong(name, shown(section), f"a table [{name}]")
        return None
    known = SIZES.get(name, ())
    for key in section.keys() & (ALL_SIZES - set(known)):
        expected = f"paths, and {', '.join(known)}" if known else "paths alone"
        spec.wrong(f"{name}.{key}", f"the key {key}", expected, f"[{name}] has no {key}.")
    if not set(section) - ALL_SIZES:
        spec.wrong(name, "no paths", "at least one path with its values", "Name a path in it, or leave it out.")
    return {key: given for key, given in section.items() if key in known or key not in ALL_SIZES}


def _axes(spec: Spec, name: str, section: dict[str, Any], read: Callable[[str, Any], Read]) -> Iterator[Read]:
    seen: list[str] = []
    given_paths = list(flat(section))
    if len(given_paths) > MOST_PATHS:
        spec.wrong(
            name, f"{len(given_paths):,} paths", f"at most {MOST_PATHS:,}", "A whole table has one path: tables."
        )
        return
    for written, given in given_paths:
        path = spelled(written)
        place = f"{name}.{path}"
        _overwritten(spec, name, path, given, seen)
        seen.append(path)
        try:
            yield read(path, _located(spec, path, given))
        except BadAxis as bad:
            spec.wrong(place, bad.found, bad.expected)


def _overwritten(spec: Spec, section: str, path: str, given: Any, seen: Sequence[str]) -> None:
    """A path that stands there already, or leaves nothing of one that does."""
    place = f"{section}.{path}"
    if path in seen:
        spec.wrong(place, "the path twice", "each path once", "Keep one of the two; a list holds several values.")
        return
    sets = not isinstance(given, dict) or "low" in given
    for earlier in seen if sets and section != "one_at_a_time" else ():
        if covers(path, earlier):
            found = f"{earlier} before it, which it sets again"
            spec.wrong(place, found, "the wider path first", f"Put {path} before {earlier}.")


def flat(section: dict[str, Any], parts: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Paths of a section with what stands under each; a quoted key at its top is a whole path."""
    for key, given in section.items():
        path = (*parts, key)
        if isinstance(given, dict) and given and not _is_form(given):
            yield from flat(given, path)
        else:
            yield (joined(path) if parts else key), given


def _is_form(given: dict[str, Any]) -> bool:
    """Whether it is an interval, factors or amounts, right or wrong, and no part of a path."""
    return any(key in KEYS and not isinstance(under, dict) for key, under in given.items())


def _located(spec: Spec, path: str, given: Any) -> Any:
    """Files of replaced tables count from the specification."""
    if not path.startswith(f"{TABLES}."):
        return given
    if isinstance(given, list):
        return [str(spec.folder / item) if isinstance(item, str) else item for item in given]
    return str(spec.folder / given) if isinstance(given, str) else given


def _sample(spec: Spec, name: str, section: dict[str, Any]) -> Sample:
    """The design; where its size is wrong, one with a finding, for its paths to be checked."""
    size = SIZES[name][0]
    paths = {key: given for key, given in section.items() if key not in SIZES[name]}
    axes = tuple(_axes(spec, name, paths, interval if name == "morris" else sampled))
    samples = _whole(spec, f"{name}.{size}", section.get(size), LEAST.get(name, 1), MOST_CASES)
    seed = _whole(spec, f"{name}.seed", section.get("seed", 0), 0, 2**63 - 1)
    levels = _levels(spec, section) if name == "morris" else None
    if name in POWERS_OF_2 and samples is not None and samples & (samples - 1):
        near = 1 << (samples.bit_length() - 1)
        advice = f"Take {near} or {2 * near}: only then do Sobol' points fill the space evenly."
        spec.wrong(f"{name}.samples", str(samples), "a power of 2", advice)
    return Sample(name, samples or 1, seed or 0, axes, levels)


def _levels(spec: Spec, section: dict[str, Any]) -> int | None:
    levels = _whole(spec, "morris.levels", section.get("levels", 4), 2, MOST_LEVELS)
    if levels is not None and levels % 2:
        advice = f"Take {levels - 1} or {levels + 1}: with an odd number some levels come up more often than others."
        spec.wrong("morris.levels", str(levels), "an even number", advice)
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
    if not cases:
        spec.wrong("cases", "no cases", "at least one", "Give one a name and what it sets, or leave it out.")
    if len(cases) > MOST_CASES:
        spec.wrong("cases", f"{len(cases):,} cases", f"at most {MOST_CASES:,}", "List fewer.")
        return
    seen = {BASE}
    for i, case in enumerate(cases, start=1):
        place = f"cases, number {i}"
        name, changes = case.get("name"), case.get("set", {})
        for key in case.keys() - {"name", "set"}:
            spec.wrong(place, f"the key {key}", "name and set", nearest(key, ("name", "set")))
        if not isinstance(name, str) or not name.strip() or not name.isprintable() or len(name) > LONGEST_NAME:
            expected = f"a name on one line, of at most {LONGEST_NAME} letters"
            spec.wrong(place, "no name" if name is None else shown(name), expected, 'Write name = "...".')
        elif not isinstance(changes, dict) or not changes:
            spec.wrong(place, "nothing to set", "set = {path = value}")
        else:
            name = name.strip()
            if name in seen:
                spec.wrong(place, f"the name {name} twice", "a name for each case", "Rename one of the two.")
            seen.add(name)
            yield NamedCase(name, tuple(_axes(spec, f"cases.{name}", changes, single)))
