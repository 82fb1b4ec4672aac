"""The manifest and the files of a run: what was altered, added or taken away is named, whatever else stands."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from placement.read import case_digests
from placement.run.manifest import own_digest
from placement.verify import verify_run
from placement.verify.ledger import Ledger
from placement.verify.manifest import check_files
from tests.placement.verify.test_without_power import solved

Document = dict[str, Any]


@pytest.fixture(scope="module")
def true_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small run as it was written; unmet demand at no price, so that it opens no site."""
    return solved(tmp_path_factory.mktemp("small"), "0")[1]


@pytest.fixture
def run(true_run: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(true_run, tmp_path / "run"))


def manifest(run: Path) -> Document:
    """The manifest of the run."""
    found: Document = json.loads((run / "manifest.json").read_text("utf-8"))
    return found


def forge(run: Path, change: Callable[[Document], object]) -> None:
    """Another manifest, its own digest made to fit."""
    document = manifest(run)
    change(document)
    document["sha256"] = own_digest(document)
    (run / "manifest.json").write_text(json.dumps(document), encoding="utf-8")


def failures(run: Path) -> list[str]:
    """All failures as the user reads them."""
    return [str(failure) for failure in verify_run(run).failures]


def of_files(run: Path, document: Document) -> list[str]:
    """Where the folder's own check, without the numbers, finds something."""
    ledger = Ledger()
    check_files(run, document, ledger)
    return [failure.where for failure in ledger.failures]


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where each value of a document stands."""
    if isinstance(value, (dict, list)) and value:
        for key, own in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(own, (*path, key))
    else:
        yield path


def test_a_run_as_it_was_written(run: Path) -> None:
    assert failures(run) == []


def test_every_key_of_the_manifest_is_covered(run: Path) -> None:
    places = list(leaves(manifest(run)))
    assert len(places) > 40
    for place in places:
        for gone in (False, True):
            document = manifest(run)
            parent: Any = document
            for key in place[:-1]:
                parent = parent[key]
            parent[place[-1]] = f"{parent[place[-1]]}x"
            if gone:
                del parent[place[-1]]
            assert of_files(run, document), (place, gone)


def test_every_file_is_covered(run: Path) -> None:
    names = sorted(path.name for path in run.iterdir())
    assert len(names) == 16
    for name in names:
        if name != "manifest.json":
            content = (run / name).read_bytes()
            (run / name).write_bytes(content + b"\n")
            assert of_files(run, manifest(run)) == [name]
            (run / name).unlink()
            assert of_files(run, manifest(run)) == [name]
            (run / name).write_bytes(content)
    assert of_files(run, manifest(run)) == []


def test_an_added_file_is_refused(run: Path) -> None:
    (run / "alternatives.json").write_text("{}", encoding="utf-8")
    assert "files: alternatives.json: found a file that the run did not write, expected none: remove it" in failures(
        run
    )
    added = ["access.csv", "explanations.json", "notes.txt"]
    for name in added:
        (run / name).write_text("{}", encoding="utf-8")
    (run / "more").mkdir()
    assert of_files(run, manifest(run)) == sorted(["alternatives.json", *added, "more"])


def test_what_later_commands_add_may_stand(run: Path) -> None:
    (run / "export").mkdir()
    for name in ("verification.json", "report.html", ".DS_Store"):
        (run / name).write_text("{}", encoding="utf-8")
    assert failures(run) == []


def test_overrides_taken_away_leave_another_case(tmp_path: Path) -> None:
    folder, run = tmp_path / "case", solved(tmp_path, "0", "policy.n_minus_1=true", "workloads.w.critical_share=0")[1]
    assert failures(run) == []
    forge(run, lambda document: document.update(overrides=[]))
    assert any("case as solved" in text for text in failures(run))
    assert case_digests(folder) == manifest(run)["inputs"]


@pytest.mark.parametrize("name", ["../secret", "/etc/hostname", "..\\secret", "sub/../sites.csv", ".."])
def test_a_path_out_of_the_case_is_not_read(name: str, run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forge(run, lambda document: document["inputs"].update({name: "0" * 64}))
    read: list[Path] = []
    original = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path) or original(path))  # type: ignore[func-returns-value]
    assert f"manifest.json, inputs: found {name}, expected the name of a file in the case folder" in failures(run)[0]
    assert read == []


def test_a_path_out_of_the_run_is_not_read(run: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    forge(run, lambda document: document["files"].update({"../secret": "0" * 64}))
    assert any("../secret: found no such file" in text for text in failures(run))


def test_a_manifest_without_files(run: Path) -> None:
    forge(run, lambda document: document.pop("files"))
    assert any("manifest.json, files: found nothing" in text for text in failures(run))
