"""What the verbs share: options, exit codes, words, findings on the screen, progress."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from shanshui.errors import UsageError
from shanshui.finding import Finding
from shanshui.plan import Plan
from shanshui.remarks import findings_json, summary
from shanshui.standard import load

CLEAN, ERRORS, USAGE, DEFECT, STOPPED = 0, 1, 2, 3, 130
"""Exit codes: clean, errors found, wrong usage, our own bug, stopped from the keyboard."""

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NO_ROOM_WORDS = ("no space left", "disk is full", "disk full", "file too large")

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False)
lang_option = click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", envvar="SHANSHUI_LANG", help="界面语言 / language"
)
json_option = click.option("--json", "as_json_", is_flag=True, help="结果以 JSON 输出 / print the result as JSON")
out_option = click.option("-o", "--out", type=FOLDER, default=None, help="构建目录 / build folder (DIR/build)")


def project_folder(folder: Path) -> Path:
    """A project folder that is there.

    Raises
    ------
    UsageError
        Where it is not.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder; give the project folder, or make one with `shanshui init {folder}`")
    return folder


def words_in(lang: str) -> Callable[..., str]:
    """Words of the program by label, filled."""
    return lambda key, **words: load().label(key, lang).format(**words)


def tell_findings(
    subject: str, findings: Iterable[Finding], as_json_: bool, lang: str, plan: Plan | None = None, listed: int = 20
) -> None:
    """Print the findings: as JSON, or the first ``listed`` of them (0 all) and how many there are."""
    standard = load()
    if as_json_:
        click.echo(findings_json(subject, findings, standard, plan, lang), nl=False)
    else:
        console = Console(soft_wrap=True)
        for line in summary(findings, standard, plan, lang, listed):
            console.print(line)


def disk_full(error: BaseException) -> bool:
    """Whether an exception, or one that it came from, says that no room is left; databases and GDAL say so in words."""
    seen: BaseException | None = error
    while seen is not None:
        words = str(seen).casefold()
        if getattr(seen, "errno", None) in _NO_ROOM or any(sign in words for sign in _NO_ROOM_WORDS):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


class Bar:
    """Progress on standard error, one step for each stage."""

    def __init__(self, steps: int, lang: str) -> None:
        self._say = words_in(lang)
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed}/{task.total}"),
            TimeElapsedColumn(),
        )
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._steps = steps

    def __enter__(self) -> Bar:
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
