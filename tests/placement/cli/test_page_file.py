"""Pages replace pages, and nothing else: any other file may be somebody's input."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from placement.cli.exits import Refusal
from placement.cli.page_file import page_file

RunCommand = Callable[..., Result]


@pytest.mark.parametrize("command", ["map run", "report run", "compare run run", "sweep report run"])
def test_a_file_that_is_no_page_stays(run_command: RunCommand, command: str) -> None:
    Path("run").mkdir()
    Path("sites.csv").write_bytes(b"site,country\na,NL\n")
    result = run_command(*command.split(), "-o", "sites.csv")
    assert result.exit_code == 2, result.output
    assert "sites.csv is there, and is no HTML page: name another file by -o." in result.stderr
    assert Path("sites.csv").read_bytes() == b"site,country\na,NL\n"


@pytest.mark.parametrize("begin", [b"<!DOCTYPE html><html>", b"<HTML>", b"\xef\xbb\xbf\n<!doctype html>"])
def test_an_older_page_may_be_replaced(tmp_path: Path, begin: bytes) -> None:
    (tmp_path / "page").write_bytes(begin)
    assert page_file(tmp_path / "page") == tmp_path / "page"
    assert page_file(tmp_path / "new") == tmp_path / "new"


@pytest.mark.parametrize("begin", [b"", b"text of <html>", b"{}"])
def test_by_what_it_holds_whatever_its_name(tmp_path: Path, begin: bytes) -> None:
    (tmp_path / "page.html").write_bytes(begin)
    with pytest.raises(Refusal, match="is no HTML page"):
        page_file(tmp_path / "page.html")
