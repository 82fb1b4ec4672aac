"""JSON files are read strictly, and what is wrong with one is told by its name."""

import errno
import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from placement.json_file import DamagedJson, read_json, read_object
from placement.whole_file import named, write_whole

DAMAGED = {
    '{"a": 1': "line 1: not valid JSON",
    '{"a": NaN}': "NaN is no finite number",
    '{"a": -Infinity}': "-Infinity is no finite number",
    '{"a": 1e400}': "1e400 is no finite number",
    '{"a": 1, "b": {"c": 1, "c": 2}}': "the key 'c' twice",
    '{"a": "\\ud800"}': "surrogates not allowed",
    "[" * 100_000: "recursion",
    "9" * 5000: "4300 digits",
    "9" * 400: "(400 characters) is no finite number",
    "[]": "expected a JSON object, found list",
}


@pytest.mark.parametrize("text", DAMAGED)
def test_what_we_never_write_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "summary.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DamagedJson) as told:
        read_object(path)
    assert str(path) in str(told.value)
    assert DAMAGED[text] in str(told.value)


def test_a_folder_and_other_bytes_are_named(tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    for place in (tmp_path, tmp_path / "bytes"):
        with pytest.raises(DamagedJson, match=str(place)):
            read_json(place)


def test_what_we_write_is_read(tmp_path: Path) -> None:
    path, content = tmp_path / "a", {"a": [1, -0.5, 1e308, None, True, "Jämsä \\ud \U0001f600"], "b": {}}
    for ascii_only in (True, False):
        path.write_text(json.dumps(content, ensure_ascii=ascii_only), encoding="utf-8")
        assert read_json(path) == content


def test_a_path_that_is_no_utf_8_is_read_where_there_may_be_one(tmp_path: Path) -> None:
    path, content = tmp_path / "a", {"case_folder": "\udcff"}
    path.write_text(json.dumps(content), encoding="utf-8")
    assert read_json(path, paths=True) == content
    with pytest.raises(DamagedJson):
        read_json(path)


def test_what_the_machine_refuses_is_told_of_the_path(tmp_path: Path) -> None:
    copies = shutil.Error([("from", "to", "no space")])
    for refused, code in ((OSError(errno.EFBIG, "File too large"), errno.EFBIG), (copies, errno.EIO)):
        with pytest.raises(OSError, match="could not be written") as told, named(tmp_path / "run"):
            raise refused
        assert (told.value.errno, told.value.filename) == (code, str(tmp_path / "run"))


@pytest.mark.skipif(sys.platform == "win32", reason="it has no pipes with a name")
def test_what_is_no_file_is_not_replaced_by_one(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError, match="no file"):
        write_whole(tmp_path, b"")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileExistsError, match="pipe"):
        write_whole(tmp_path / "pipe", b"")
    assert (tmp_path / "pipe").is_fifo()
