"""``shanshui audit``: somebody's finished plan, or the report of a dossier."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click
from rich.console import Console

from shanshui.audit.auditing import NO_NAMES, audit
from shanshui.audit.comparison import compare
from shanshui.audit.gazetteer import read_gazetteer
from shanshui.audit.output import audit_json, summary, write
from shanshui.cli.app import app
from shanshui.cli.shared import CLEAN, ERRORS, FILE, json_option, lang_option, words_in
from shanshui.documents import read
from shanshui.errors import DataError, UsageError
from shanshui.finding import Finding
from shanshui.remarks import verdict
from shanshui.standard import describe, load

REPORTS = ("报告", "dossier/报告", "build/dossier/报告")
"""Where a folder keeps its report: a dossier, a build folder, a project folder."""


@app.command("audit")
@click.argument("path", metavar="FILE|DIR", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path, file_okay=False), help="意见写到这个文件夹 / write there")
@click.option("--before", type=FILE, help="与早前的版本对比 / compare with an earlier version")
@click.option("--gazetteer", type=FILE, help="地名表 CSV / list of places that belong there")
@click.option("--text", "as_text", is_flag=True, help="只输出位置所指的纯文本 / print the text that offsets point into")
@json_option
@lang_option
def audit_verb(
    path: Path,
    out: Path | None,
    before: Path | None,
    gazetteer: Path | None,
    as_text: bool,
    as_json_: bool,
    lang: str,
) -> None:
    """审读规划、实施方案，指出前后矛盾之处 / read anybody's plan and show where it contradicts itself."""
    source = _document(path)
    if as_text:
        click.echo(_text(source).encode("utf-8"), nl=False)
        return
    names = _names(path, gazetteer)
    audited = audit(source, names)
    compared = compare(audit(_document(before), names), audited) if before is not None else None
    standard = load()
    written = write(out, source, audited, standard, compared, lang) if out is not None else ()
    if as_json_:
        click.echo(audit_json(audited, standard, compared, lang), nl=False)
    else:
        console = Console(soft_wrap=True)
        for line in summary(audited, standard, compared, lang, written=bool(written)):
            console.print(line)
        if written:
            click.echo(words_in(lang)("cli.audit.written", folder=out))
            click.echo("\n".join(f"  {file}" for file in written))
    sys.exit(CLEAN if verdict(audited.findings) else ERRORS)


def _document(path: Path) -> Path:
    """The file to be read: a file itself, of a folder its report.

    Raises
    ------
    UsageError
        Where there is none.
    """
    if path.is_file():
        return path
    if not path.is_dir():
        raise UsageError(f"{path} is neither a file nor a folder; give a plan, or the folder of a dossier")
    for place in REPORTS:
        found = sorted(file for file in (path / place).glob("*.docx") if not file.name.startswith((".", "~")))
        if found:
            return found[0]
    raise UsageError(f"{path} holds no report; give a finished plan, or a project folder that was built")


def _text(source: Path) -> str:
    """The plain text of a document.

    Raises
    ------
    UsageError
        Where it cannot be read.
    """
    try:
        return read(source).text
    except DataError as error:
        raise UsageError(describe(Finding(error.problem, got=error.detail), "en").text) from None


def _names(path: Path, gazetteer: Path | None) -> Mapping[str, str]:
    """Places that belong there: of the list given, else of the layers of the project that a folder is of."""
    if gazetteer is not None:
        return read_gazetteer(gazetteer)
    around = (path, *path.resolve().parents[:2]) if path.is_dir() else ()
    project = next((folder for folder in around if (folder / "project.yaml").is_file()), None)
    if project is None:
        return NO_NAMES
    try:
        return read_gazetteer(project)
    except UsageError:
        return NO_NAMES
