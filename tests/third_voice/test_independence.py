"""The third voice shares no mathematics with what it is compared to: it knows the records of a case, nothing else."""

import ast
from pathlib import Path

RECORDS = {"models.case", "models.settings", "models.bounds"}


def test_only_the_records_of_a_case_are_shared(checkout: Path) -> None:
    imported: set[str] = set()
    for path in (checkout / "tests" / "third_voice").glob("[!t]*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module is not None:
                imported.add(node.module)
            elif isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
    ours = {name for name in imported if name.split(".")[0] in {"models", "placement"}}
    assert ours == RECORDS
    assert not {"pyomo", "highspy", "networkx"} & {name.split(".")[0] for name in imported}
