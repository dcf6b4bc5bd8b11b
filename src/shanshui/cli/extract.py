"""``shanshui extract``: an upper plan as tables of a project folder."""

from __future__ import annotations

import json
from pathlib import Path

import click

from shanshui.audit.auditing import understand
from shanshui.audit.extracted import write_extract
from shanshui.audit.extraction import extract
from shanshui.cli.app import app
from shanshui.cli.shared import FILE, FOLDER, json_option, lang_option, words_in
from shanshui.documents import Document, read
from shanshui.errors import DataError, UsageError
from shanshui.finding import Finding
from shanshui.standard import describe, load


@app.command("extract")
@click.argument("file", metavar="FILE", type=FILE)
@click.option("-o", "--out", type=FOLDER, required=True, help="项目文件夹 / project folder to write tables/ into")
@json_option
@lang_option
def extract_verb(file: Path, out: Path, as_json_: bool, lang: str) -> None:
    """把上位规划的分区、项目、指标、资金提取成表 / take an upper plan apart into tables."""
    taken = extract(understand(_document(file, lang)))
    standard = load()
    written = write_extract(out, taken, standard)
    if as_json_:
        rows = {key: list(map(dict, taken.rows[key])) for key in taken.rows}
        click.echo(json.dumps({"subject": file.name, "tables": rows}, ensure_ascii=False))
        return
    say = words_in(lang)
    click.echo(say("cli.extract.done", file=file.name, folder=out))
    for path in written:
        table = standard.inputs[path.stem]
        name = table.name_zh if lang == "zh" else table.name_en
        click.echo(f"  {say('cli.extract.table', path=path, name=name, rows=len(taken.rows[path.stem]))}")
    click.echo(say("cli.extract.next"))


def _document(file: Path, lang: str) -> Document:
    """The plan.

    Raises
    ------
    UsageError
        Where there is none, or it cannot be read.
    """
    if not file.is_file():
        raise UsageError(f"{file} is no file; give a plan: docx, pdf, txt, xlsx or html")
    try:
        return read(file)
    except DataError as error:
        raise UsageError(describe(Finding(error.problem, got=error.detail), lang).text) from None
