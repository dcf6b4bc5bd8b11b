"""``shanshui build``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from shanshui import pipeline
from shanshui.cli.app import app
from shanshui.cli.shared import (
    CLEAN,
    ERRORS,
    FOLDER,
    Bar,
    json_option,
    lang_option,
    out_option,
    project_folder,
    tell_findings,
    words_in,
)


@app.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@out_option
@click.option("--to", type=click.Choice(pipeline.STAGES), default="dossier", help="做到哪一步 / last stage")
@click.option(
    "--scheduler", metavar="tcp://HOST:PORT", default="", help="用 Dask 集群算栅格 / Dask cluster for rasters"
)
@json_option
@lang_option
def build(folder: Path, out: Path | None, to: str, scheduler: str, as_json_: bool, lang: str) -> None:
    """编译全套成果 / compile the whole dossier."""
    with Bar(pipeline.STAGES.index(to) + 1, lang) as bar:
        outcome = pipeline.build(project_folder(folder), out, to, bar.report, scheduler)
    tell_findings(outcome.subject, outcome.findings, as_json_, lang, outcome.plan)
    if outcome.dossier is not None and not as_json_:
        say = words_in(lang)
        click.echo(say("cli.build.done" if outcome.final else "cli.build.draft", folder=outcome.dossier))
        click.echo("\n".join(contents(outcome.dossier, say)))
    sys.exit(CLEAN if outcome.final else ERRORS)


_MAIN = frozenset({".docx", ".pdf", ".html", ".xlsx", ".gpkg", ".qgz"})
"""Endings of the files that a reader opens first."""


def contents(dossier: Path, say: Callable[..., str]) -> Iterator[str]:
    """Each folder of a dossier with the number of its files, and those that a reader opens first."""
    for folder in sorted(path for path in dossier.iterdir() if path.is_dir() and not path.name.startswith(".")):
        count = sum(path.is_file() for path in folder.rglob("*"))
        yield "  " + say("cli.build.folder", folder=folder.name, n=count)
        yield from (f"    {path}" for path in sorted(folder.iterdir()) if path.suffix in _MAIN)
