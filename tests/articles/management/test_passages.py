"""What the commands on passages share: lines in, lines out, and a cure for each fault."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db

COMMANDS = pytest.mark.parametrize("command", ["parse_citations", "suggest_entities"])


@COMMANDS
@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("{", r"this is no JSON .*; a line is \{", id="no-json"),
        pytest.param("[1]", r"this is no object; a line is \{", id="no-object"),
        pytest.param('{"id": 1}', "the field “text” is missing; a line is", id="no-text"),
        pytest.param('{"text": ""}', "the field “id” is missing", id="no-id"),
        pytest.param('{"id": 1, "text": 5}', "field “text”: it is not a string; put", id="text-no-string"),
        pytest.param(
            '{"id": 1, "text": "", "pub_date": "May"}', "field “pub_date”: 'May' is no date; write", id="date"
        ),
        pytest.param('{"id": 1, "text": "", "pub_date": 5}', "field “pub_date”: 5 is no date; write", id="number"),
    ],
)
def test_a_bad_line_is_told(command: str, line: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "passages.jsonl"
    file.write_text('{"id": 0, "text": ""}\n' + line, "utf-8")
    with pytest.raises(CommandError, match=f"passages.jsonl, line 2.*{message}"):
        call_command(command, str(file))


@COMMANDS
def test_a_file_that_cannot_be_read_is_told(command: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"no file nowhere\.jsonl"):
        call_command(command, "nowhere.jsonl")
    file = tmp_path / "passages.jsonl"
    file.write_bytes('{"id": 0, "text": "é"}'.encode("latin-1"))
    with pytest.raises(CommandError, match="not in UTF-8"):
        call_command(command, str(file))


@COMMANDS
def test_lines_go_to_a_file_when_one_is_named(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, output = tmp_path / "passages.jsonl", tmp_path / "out.jsonl"
    file.write_text('{"id": "Żar", "text": "", "pub_date": null}\n\n', "utf-8")
    call_command(command, str(file), output=str(output))
    assert capsys.readouterr().out == ""
    assert [json.loads(line)["id"] for line in output.read_text("utf-8").splitlines()] == ["Żar"]
    with pytest.raises(CommandError, match="cannot be written"):
        call_command(command, str(file), output=str(tmp_path / "nowhere" / "out.jsonl"))
