"""``shanshui init``."""

from __future__ import annotations

from pathlib import Path

import click

from shanshui.cli.app import app
from shanshui.cli.shared import FOLDER, lang_option, words_in
from shanshui.standard import load
from shanshui.workspace import skeleton


@app.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--csv", "as_csv", is_flag=True, help="表格写成 tables/*.csv / tables as CSV files")
@lang_option
def init(folder: Path, as_csv: bool, lang: str) -> None:
    """写出带注释和样例行的项目骨架 / write a commented project skeleton with worked examples."""
    written = skeleton.write(folder, load(), as_csv)
    say = words_in(lang)
    click.echo(say("cli.init.done", folder=folder))
    for path in written:
        click.echo(f"  {path}")
    click.echo(say("cli.init.next", folder=folder))
