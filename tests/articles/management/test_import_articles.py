"""The command: what it takes, what it tells, and its exit status."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from articles.models import Article

GOOD = "Publication: EDM Volume: 1 Issue: {}\nTitle: Article {}\n\nText of {} (Interfax, December 1)."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "below").mkdir()
    (tmp_path / "b.txt").write_text(GOOD.format(2, 2, 2), "utf-8")
    (tmp_path / "below" / "c.TXT").write_text(GOOD.format(3, 3, 3), "utf-8")
    (tmp_path / "notes.md").write_text("no article", "utf-8")
    return tmp_path


@pytest.mark.django_db
def test_files_and_folders(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "single").write_text(GOOD.format(1, 1, 1), "utf-8")
    call_command("import_articles", str(folder / "single"), str(folder))
    told = capsys.readouterr().out
    assert "created edm/1/1/1 “Article 1”" in told
    assert "1 paragraph, 1 citation, 0 cross-references" in told
    assert "3 created, 0 changed, 0 unchanged, 0 failed" in told
    assert "drafts" in told
    assert sorted(Article.objects.values_list("issue__number", flat=True)) == ["1", "2", "3"]


@pytest.mark.django_db
def test_faults_are_told_on_standard_error_and_in_the_exit_status(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = folder / "a.txt"
    bad.write_text("Publication: EDM Volume: 1 Issue: 9\nDate: 11/12/2004\n\nText.", "utf-8")
    with pytest.raises(CommandError, match="1 fault") as raised:
        call_command("import_articles", str(folder), "--status", "published")
    assert raised.value.returncode == 1
    captured = capsys.readouterr()
    assert f"{bad}, line 2, date: “11/12/2004” can be" in captured.err
    assert "2 created, 0 changed, 0 unchanged, 1 failed" in captured.out
    assert Article.objects.published().count() == 2


@pytest.mark.django_db
def test_a_dry_run_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_articles", str(folder), "--dry-run")
    assert "2 created, 0 changed, 0 unchanged, 0 failed (dry run: nothing was saved)" in capsys.readouterr().out
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_standard_input_and_options(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Only text, “quoted”.".encode("cp1252"))))
    options = [
        "--publication",
        "edm",
        "--volume",
        "1",
        "--number",
        "5",
        "--issued",
        "June 1, 2004",
        "--licence",
        "CC0-1.0",
    ]
    call_command("import_articles", "-", *options, verbosity=0)
    article = Article.objects.get()
    assert (article.body, article.issue.number, article.licence) == ("Only text, “quoted”.", "5", "CC0-1.0")
    assert str(article.date_statement) == "1 June 2004"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["nowhere.txt"], "no file or folder nowhere.txt", id="missing"),
        pytest.param(["{folder}"], "no .txt file", id="empty-folder"),
        pytest.param(
            ["-", "--issued", "11/12/2004"], "can be 12 November 2004 or 11 December 2004", id="ambiguous-date"
        ),
    ],
)
def test_wrong_arguments_are_explained(arguments: list[str], message: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("import_articles", *(argument.format(folder=tmp_path) for argument in arguments))


def test_help_shows_the_form() -> None:
    command = [sys.executable, "manage.py", "import_articles", "--help"]
    shown = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)  # noqa: S603
    assert "manage.py import_articles - < article.txt" in shown.stdout
