"""``shanshui tables``: the planner's workbook and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from shanshui.cli.app import app
from shanshui.cli.shared import FILE, FOLDER, lang_option, project_folder, words_in
from shanshui.quantity import EMPTY
from shanshui.standard import describe, load
from shanshui.workspace import book

_LISTED = 20
"""Losses of a move that are listed one by one."""


@app.group()
def tables() -> None:
    """表格与工作簿互转 / tables to the planner's workbook and back."""


@tables.command("export")
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("-o", "--out", type=FILE, default=None, help="写到这个文件 / write there, leave DIR alone")
@lang_option
def export_tables(folder: Path, out: Path | None, lang: str) -> None:
    """把各表写成一个工作簿 plan.xlsx / write the tables as one workbook."""
    _tell_moved(book.export_book(project_folder(folder), load(), out), lang)


@tables.command("import")
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.argument("file", metavar="[FILE]", type=FILE, required=False)
@click.option("--by", default="", help="答复人，审查表里没写时用 / who replies, where the matrix does not say")
@lang_option
def import_tables(folder: Path, file: Path | None, by: str, lang: str) -> None:
    """把工作簿写回 tables/*.csv，或带回审查表里的答复 / write tables from a workbook, or take replies from a matrix."""
    root, say, standard = project_folder(folder), words_in(lang), load()
    replies = book.read_matrix(file, standard) if file is not None else None
    if replies is not None:
        taken = book.take_replies(root, standard, replies, by, date.today())
        counts = {"added": taken.added, "changed": taken.changed, "kept": taken.kept}
        click.echo(say("cli.tables.replies", target=taken.target, **counts))
        for reply in taken.refused:
            words = {"row": reply.row, "finding": reply.finding, "status": reply.status or EMPTY}
            label = "cli.tables.refused" if reply.reply else "cli.tables.unanswered"
            click.echo(f"  {say(label, **words)}")
        _tell_aside(taken.aside, taken.losses, lang)
        return
    done = book.import_book(root, standard, file)
    _tell_moved(done.moved, lang)
    for change in done.differences:
        name = standard.inputs[change.table].name_zh if lang == "zh" else standard.inputs[change.table].name_en
        line = say("cli.tables.changed", sheet=name, added=change.added, changed=change.changed, removed=change.removed)
        click.echo(f"  {line}  {' '.join(change.examples)}")
    if done.kept:
        names = "、".join(standard.inputs[key].name_zh for key in done.kept)
        click.echo(say("cli.tables.kept", sheets=names))


def _tell_moved(moved: book.Moved, lang: str) -> None:
    """What was written, how much, what was set aside and what could not be taken along."""
    say = words_in(lang)
    filled = [key for key, rows in moved.rows.items() if rows]
    words = {"target": moved.target, "tables": len(filled), "rows": sum(moved.rows.values())}
    click.echo(say("cli.tables.done", source=moved.source, **words))
    for finding in moved.findings:
        said = describe(finding, lang)
        click.echo(f"  {finding.place.sheet or finding.place.file}: {said.text} {said.remedy}", err=True)
    _tell_aside(moved.aside, moved.losses, lang)


def _tell_aside(aside: Sequence[Path], losses: Sequence[tuple[str, Mapping[str, str]]], lang: str) -> None:
    say = words_in(lang)
    for path in aside:
        click.echo(say("cli.tables.aside", path=path))
    for label, words in losses[:_LISTED]:
        click.echo(f"  {say(label, **words)}")
    if len(losses) > _LISTED:
        click.echo(f"  {say('cli.tables.more', count=len(losses) - _LISTED)}")
