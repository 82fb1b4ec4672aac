"""Arrows between modules point down, and the command line starts light."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

HEAVY = ("folium", "highspy", "numpy", "pandas", "pydantic", "pyomo", "rich", "scipy", "shapely")


@pytest.fixture(scope="module")
def imports(checkout: Path) -> dict[str, set[str]]:
    """Module -> the modules and names that it imports, anywhere in its text."""
    files = [f for top in ("models", "placement") for f in sorted((checkout / top).rglob("*.py"))]
    return {module_name(f.relative_to(checkout)): set(imported_names(f)) for f in files}


def module_name(file: Path) -> str:
    parts = file.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_names(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def resolve(name: str, modules: set[str]) -> str | None:
    """Return the longest prefix of a dotted name that is a module of ours."""
    while name and name not in modules:
        name = name.rpartition(".")[0]
    return name or None


def find_circle(imports: dict[str, set[str]]) -> list[str]:
    modules = set(imports)
    graph = {m: {r for n in names if (r := resolve(n, modules)) and r != m} for m, names in imports.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def imported_below(imports: dict[str, set[str]], top: str, banned: tuple[str, ...]) -> list[tuple[str, str]]:
    return [
        (module, name)
        for module, names in imports.items()
        if module.split(".")[0] == top
        for name in names
        if name.split(".")[0] in banned
    ]


def test_the_test_sees_a_circle() -> None:
    assert find_circle({"a": {"b.name"}, "b": {"c"}, "c": {"a.other"}})
    assert not find_circle({"a": {"b.name"}, "b": {"c"}, "c": {"json"}})


def test_no_import_circle(imports: dict[str, set[str]]) -> None:
    circle = find_circle(imports)
    assert not circle, " -> ".join(circle)


def test_models_is_the_ground_floor(imports: dict[str, set[str]]) -> None:
    banned = ("placement", "inputs", "pandas", "highspy", "folium", "pydantic", "click", "shapely")
    assert imported_below(imports, "models", banned) == []


def test_one_file_builds_models(imports: dict[str, set[str]]) -> None:
    builders = [m for m, names in imports.items() for n in names if f"{n}.".startswith("models.build.")]
    assert {m for m in builders if not m.startswith("models.")} <= {"placement.solve.formulate"}


def test_no_verb_imports_the_command_line(imports: dict[str, set[str]]) -> None:
    callers = {m for m, names in imports.items() for n in names if f"{n}.".startswith("placement.cli.")}
    assert {m for m in callers if not m.startswith("placement.cli")} == set()


def test_the_command_line_starts_light() -> None:
    code = f"import sys, placement.cli; print([m for m in {HEAVY} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
