"""The command line: verbs, progress and messages; no calculation."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.tree import Tree

from shanshui import __version__, pipeline, review
from shanshui.errors import ShanshuiError, UsageError
from shanshui.ledger import Fact, store
from shanshui.quantity import EMPTY, unit
from shanshui.review import findings_json, summary
from shanshui.standard import Standard, closest, describe, load
from shanshui.workspace import book, skeleton
from shanshui.workspace.files import written_beside

CLEAN, ERRORS, USAGE, DEFECT, STOPPED = 0, 1, 2, 3, 130
"""Exit codes: clean, errors found, wrong usage, our own bug, stopped from the keyboard."""

_LISTED = 20
"""Losses of a move that are listed one by one."""

_WIDE = 1000
"""Columns of what is not a terminal: nothing is cut."""

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)
_lang = click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", envvar="SHANSHUI_LANG", help="界面语言 / language"
)
_json = click.option("--json", "as_json_", is_flag=True, help="结果以 JSON 输出 / print the result as JSON")
_out = click.option("-o", "--out", type=_FOLDER, default=None, help="构建目录 / build folder (DIR/build)")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="shanshui")
def app() -> None:
    """shanshui 把一个县的地理数据与项目表格编译成生态保护修复工程实施方案全套成果（TD/T 1068）。

    It compiles a county's geodata and project tables into the complete, checked submission of an
    ecological conservation and restoration project.
    """


@app.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--csv", "as_csv", is_flag=True, help="表格写成 tables/*.csv / tables as CSV files")
@_lang
def init(folder: Path, as_csv: bool, lang: str) -> None:
    """写出带注释和样例行的项目骨架 / write a commented project skeleton with worked examples."""
    written = skeleton.write(folder, load(), as_csv)
    say = _words(lang)
    click.echo(say("cli.init.done", folder=folder))
    for path in written:
        click.echo(f"  {path}")
    click.echo(say("cli.init.next", folder=folder))


@app.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--sarif", type=_FILE, default=None, help="另写一份供编辑器打开的 SARIF / also write SARIF for editors")
@_json
@_lang
def check(folder: Path, sarif: Path | None, as_json_: bool, lang: str) -> None:
    """检查资料、图层、表格与规则 / inspect files, layers, tables and rules."""
    if sarif is not None and sarif.suffix.lower() not in (".sarif", ".json"):
        raise UsageError(f"--sarif {sarif} would be a file of another kind; let its name end in .sarif or .json")
    with _Bar(len(pipeline.CHECKED), lang) as bar:
        outcome = pipeline.check(_project_folder(folder), bar.report)
    if sarif is not None:
        log = review.sarif(outcome.subject, outcome.findings, load(), outcome.plan, folder, lang)
        with written_beside(sarif) as beside:
            beside.write_text(log, encoding="utf-8", newline="\n")
    _tell(outcome, as_json_, lang, listed=0)
    sys.exit(CLEAN if outcome.final else ERRORS)


@app.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@_out
@click.option("--to", type=click.Choice(pipeline.STAGES), default="dossier", help="做到哪一步 / last stage")
@click.option(
    "--scheduler", metavar="tcp://HOST:PORT", default="", help="用 Dask 集群算栅格 / Dask cluster for rasters"
)
@_json
@_lang
def build(folder: Path, out: Path | None, to: str, scheduler: str, as_json_: bool, lang: str) -> None:
    """编译全套成果 / compile the whole dossier."""
    with _Bar(pipeline.STAGES.index(to) + 1, lang) as bar:
        outcome = pipeline.build(_project_folder(folder), out, to, bar.report, scheduler)
    _tell(outcome, as_json_, lang)
    if outcome.dossier is not None and not as_json_:
        say = _words(lang)
        click.echo(say("cli.build.done" if outcome.final else "cli.build.draft", folder=outcome.dossier))
        for path in sorted(p for p in outcome.dossier.glob("*/*") if not p.name.startswith(".")):
            click.echo(f"  {path}")
    sys.exit(CLEAN if outcome.final else ERRORS)


@app.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("fact")
@_out
@_json
@_lang
def explain(folder: Path, fact: str, out: Path | None, as_json_: bool, lang: str) -> None:
    """说明一个数的来历 / walk from a number back to the data."""
    place = out or folder / "build"
    if place.is_dir():
        pipeline.settle(place)
    ledger, standard = store.read(place / "ledger.sqlite"), load()
    found = ledger.fact(fact)
    if found is None:
        near = closest(fact, ledger.ids())
        raise UsageError(_words(lang)("cli.explain.unknown", fact=fact, near=near or EMPTY))
    if as_json_:
        click.echo(json.dumps(_lineage(fact, ledger), ensure_ascii=False, indent=2))
        return
    Console(width=None if sys.stdout.isatty() else _WIDE).print(_tree(found, ledger, standard, lang))


@app.group()
def tables() -> None:
    """表格与工作簿互转 / tables to the planner's workbook and back."""


@tables.command("export")
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("-o", "--out", type=_FILE, default=None, help="写到这个文件 / write there, leave DIR alone")
@_lang
def export_tables(folder: Path, out: Path | None, lang: str) -> None:
    """把各表写成一个工作簿 plan.xlsx / write the tables as one workbook."""
    _tell_moved(book.export_book(_project_folder(folder), load(), out), lang)


@tables.command("import")
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("file", metavar="[FILE]", type=_FILE, required=False)
@click.option("--by", default="", help="答复人，审查表里没写时用 / who replies, where the matrix does not say")
@_lang
def import_tables(folder: Path, file: Path | None, by: str, lang: str) -> None:
    """把工作簿写回 tables/*.csv，或带回审查表里的答复 / write tables from a workbook, or take replies from a matrix."""
    root, say, standard = _project_folder(folder), _words(lang), load()
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
    say = _words(lang)
    filled = [key for key, rows in moved.rows.items() if rows]
    words = {"target": moved.target, "tables": len(filled), "rows": sum(moved.rows.values())}
    click.echo(say("cli.tables.done", source=moved.source, **words))
    for finding in moved.findings:
        said = describe(finding, lang)
        click.echo(f"  {finding.place.sheet or finding.place.file}: {said.text} {said.remedy}", err=True)
    _tell_aside(moved.aside, moved.losses, lang)


def _tell_aside(aside: Sequence[Path], losses: Sequence[tuple[str, Mapping[str, str]]], lang: str) -> None:
    say = _words(lang)
    for path in aside:
        click.echo(say("cli.tables.aside", path=path))
    for label, words in losses[:_LISTED]:
        click.echo(f"  {say(label, **words)}")
    if len(losses) > _LISTED:
        click.echo(f"  {say('cli.tables.more', count=len(losses) - _LISTED)}")


def _lineage(key: str, ledger: store.Ledger) -> dict[str, Any]:
    """A fact with everything it rests on, nested."""
    fact = ledger.fact(key)
    if fact is None:
        source = next(s for s in ledger.sources if s.id == key)
        return {"id": key, "path": source.path, "sha256": source.sha256, "provider": source.provider,
                "date": source.date, "synthetic": source.synthetic}  # fmt: skip
    return {
        "id": fact.id, "value": None if fact.value is None else str(fact.value), "unit": fact.unit,
        "basis": fact.basis.value, "synthetic": fact.synthetic, "method": fact.method, "source": fact.source,
        "clause": fact.clause, "reason": fact.reason, "interval": _interval(fact),
        "printed": [{"place": p, "text": t} for p, t in (ledger.printed or {}).get(key, ())],
        "inputs": [_lineage(i, ledger) for i in fact.inputs],
    }  # fmt: skip


def _interval(fact: Fact) -> tuple[str, str] | None:
    """Lower and upper end of what the value may truly be."""
    return None if fact.low is None or fact.high is None else (str(fact.low), str(fact.high))


def _tree(fact: Fact, ledger: store.Ledger, standard: Standard, lang: str) -> Tree:
    """A fact as a tree for the terminal: itself, where it is printed, what it rests on."""

    def label(key: str) -> str:
        return standard.label(f"cli.explain.{key}", lang)

    tree = Tree(f"[bold]{fact.id}[/]  =  [bold]{_shown(fact)}[/]")
    for key, value in (
        (
            "basis",
            standard.term("basis", fact.basis.value, lang) + (f" · {label('synthetic')}" if fact.synthetic else ""),
        ),
        ("method", fact.method),
        ("source", fact.source),
        ("clause", fact.clause),
        ("reason", fact.reason),
        ("interval", "–".join(_interval(fact) or ())),
    ):
        if value:
            tree.add(f"{label(key)}: {escape(value)}")
    printed = (ledger.printed or {}).get(fact.id, ())
    branch = tree.add(f"{label('printed')}: {len(printed) or EMPTY}")
    for place, text in printed:
        branch.add(f"{escape(text)}  [dim]{escape(place)}[/]")
    branch = tree.add(label("inputs"))
    for key in fact.inputs:
        _grow(branch, key, ledger, label, 0)
    return tree


def _grow(branch: Tree, key: str, ledger: store.Ledger, label: Callable[[str], str], depth: int) -> None:
    """Hang one input, and what it rests on, below a branch; ten levels at the most."""
    fact = ledger.fact(key)
    if fact is None:
        source = next(s for s in ledger.sources if s.id == key)
        mark = f" · {label('synthetic')}" if source.synthetic else ""
        made = f"sha256 {source.sha256[:16]}…{mark} {escape(source.provider)} {source.date}"
        branch.add(f"{key}  {escape(source.path)}  [dim]{made}[/]")
        return
    inner = branch.add(f"{fact.id} = {_shown(fact)}  [dim]{fact.method}[/]")
    for below in fact.inputs if depth < 10 else ():
        _grow(inner, below, ledger, label, depth + 1)


def _shown(fact: Fact) -> str:
    symbol = unit(fact.unit).symbol if fact.unit != "1" else ""
    return EMPTY if fact.value is None else escape(f"{fact.value} {symbol}".strip())


def _project_folder(folder: Path) -> Path:
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder; give the project folder, or make one with `shanshui init {folder}`")
    return folder


def _words(lang: str) -> Callable[..., str]:
    return lambda key, **words: load().label(key, lang).format(**words)


def _tell(outcome: pipeline.Outcome, as_json_: bool, lang: str, listed: int = 20) -> None:
    """Print the findings: as JSON, or the first ``listed`` of them (0 all) and how many there are."""
    standard = load()
    if as_json_:
        click.echo(findings_json(outcome.subject, outcome.findings, standard, outcome.plan, lang), nl=False)
    else:
        console = Console(soft_wrap=True)
        for line in summary(outcome.findings, standard, outcome.plan, lang, listed):
            console.print(line)


class _Bar:
    """Progress on standard error, one step for each stage."""

    def __init__(self, steps: int, lang: str) -> None:
        self._say = _words(lang)
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed}/{task.total}"),
            TimeElapsedColumn(),
        )
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._steps = steps

    def __enter__(self) -> _Bar:
        self._progress.start()
        self._task = self._progress.add_task("", total=self._steps)
        return self

    def report(self, stage: str, state: str) -> None:
        """Show a stage that starts, and count one that ends."""
        if state == "started":
            self._progress.update(self._task, description=self._say(f"cli.stage.{stage}"))
        else:
            self._progress.advance(self._task)

    def __exit__(self, *_: object) -> None:
        self._progress.stop()


def main() -> None:
    """Run the command line; every exception becomes one clear message and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal of another encoding shows ? and nothing breaks
    try:
        app.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(STOPPED)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except UsageError as error:
        click.echo(f"shanshui: {error}", err=True)
        sys.exit(USAGE)
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        click.echo(
            f"shanshui: {error.strerror or error}{where}; what stood there before stands as it was. "
            "See to the room on the disk and to the rights of the folder, then run it again",
            err=True,
        )
        sys.exit(USAGE)
    except (ShanshuiError, Exception) as error:
        if os.environ.get("SHANSHUI_TRACEBACK"):
            raise
        click.echo(
            f"shanshui: this is a bug of ours, not of your data: {type(error).__name__}: {error}\n"
            "Set SHANSHUI_TRACEBACK=1 and run again to see where; please report it.",
            err=True,
        )
        sys.exit(DEFECT)
