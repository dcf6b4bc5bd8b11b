"""``shanshui check``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from shanshui import pipeline, review
from shanshui.cli.app import app
from shanshui.cli.shared import (
    CLEAN,
    ERRORS,
    FILE,
    FOLDER,
    Bar,
    json_option,
    lang_option,
    project_folder,
    tell_findings,
)
from shanshui.errors import UsageError
from shanshui.files import written_beside
from shanshui.standard import load


@app.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--sarif", type=FILE, default=None, help="另写一份供编辑器打开的 SARIF / also write SARIF for editors")
@json_option
@lang_option
def check(folder: Path, sarif: Path | None, as_json_: bool, lang: str) -> None:
    """检查资料、图层、表格与规则 / inspect files, layers, tables and rules."""
    if sarif is not None and sarif.suffix.lower() not in (".sarif", ".json"):
        raise UsageError(f"--sarif {sarif} would be a file of another kind; let its name end in .sarif or .json")
    with Bar(len(pipeline.CHECKED), lang) as bar:
        outcome = pipeline.check(project_folder(folder), bar.report)
    if sarif is not None:
        log = review.sarif(outcome.subject, outcome.findings, load(), outcome.plan, folder, lang)
        with written_beside(sarif) as beside:
            beside.write_text(log, encoding="utf-8", newline="\n")
    tell_findings(outcome.subject, outcome.findings, as_json_, lang, outcome.plan, listed=0)
    sys.exit(CLEAN if outcome.final else ERRORS)
