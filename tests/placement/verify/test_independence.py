"""The verifier shares no mathematics with what it verifies."""

import ast
from pathlib import Path

SHARED = {"models.case", "placement.read"}


def test_only_the_case_and_its_reader_are_shared(checkout: Path) -> None:
    imported: set[str] = set()
    for path in sorted((checkout / "placement" / "verify").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module is not None:
                imported.add(node.module)
            elif isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
    ours = {name for name in imported if name.split(".")[0] in {"models", "placement"}}
    assert {name for name in ours if not name.startswith("placement.verify")} == SHARED
    assert not {"pyomo", "highspy", "networkx"} & {name.split(".")[0] for name in imported}
