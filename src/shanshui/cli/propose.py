"""``shanshui propose``: what is open in a plan, computed; and its acceptance."""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date
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
from shanshui.errors import UsageError
from shanshui.pipeline import Accepted, Proposed
from shanshui.remarks import findings_json
from shanshui.standard import Standard, load
from shanshui.workspace.proposals import Change
from shanshui.workspace.proposals.report import PARTS, Effort

_USUAL = Effort()
_BEFORE = pipeline.STAGES.index("finance") + 1
_ROWS = ("added", "changed", "removed")
_LISTED = 20
"""Cells passed over that are listed one by one."""


@app.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@out_option
@click.option("--part", "parts", type=click.Choice(PARTS), multiple=True, help="只做这一部分，可多次 / this part only")
@click.option("--seconds", type=click.FloatRange(min=0.1), default=_USUAL.seconds, help="每次寻优的秒数 / per search")
@click.option("--gap", type=click.FloatRange(0, 1), default=_USUAL.gap, help="允许的相对间隙 / gap that will do")
@click.option("--seed", type=int, default=_USUAL.seed, help="随机种子 / seed")
@click.option("--accept", is_flag=True, help="接受 build/proposal 中的建议 / take over what lies in build/proposal")
@click.option("--stale-ok", is_flag=True, help="资料已变仍接受 / accept although the sources have changed")
@click.option("--scheduler", metavar="tcp://HOST:PORT", default="", help="Dask 集群 / Dask cluster for rasters")
@json_option
@lang_option
def propose(
    folder: Path,
    out: Path | None,
    parts: tuple[str, ...],
    seconds: float,
    gap: float,
    seed: int,
    accept: bool,
    stale_ok: bool,
    scheduler: str,
    as_json_: bool,
    lang: str,
) -> None:
    """推算范围、单元、措施、时序等建议，或接受它 / compute proposals of scope, units, works ..., or accept them."""
    root = project_folder(folder)
    again = f"shanshui propose {folder}" + (f" -o {out}" if out else "")
    if accept:
        _tell_accepted(
            pipeline.accept(root, out, parts, stale_ok, day=date.today().isoformat()), folder, again, as_json_, lang
        )
        return
    if stale_ok:
        raise UsageError("--stale-ok goes with --accept")
    chosen = parts or PARTS
    with Bar(_BEFORE + len(chosen), lang) as bar:
        done = pipeline.propose(root, out, chosen, Effort(seconds, gap, seed), bar.report, scheduler, lang)
    _tell_proposed(done, again, as_json_, lang)


def _tell_proposed(done: Proposed, again: str, as_json_: bool, lang: str) -> None:
    standard, say, report = load(), words_in(lang), done.report
    if as_json_:
        told = json.loads(findings_json(report.subject, report.findings, standard, done.plan, lang))
        parts = {part.part: _counts(report.changes, part.part) for part in report.parts}
        click.echo(json.dumps({**told, "folder": str(done.folder), "parts": parts}, ensure_ascii=False, indent=2))
    else:
        tell_findings(report.subject, report.findings, False, lang, done.plan, listed=0)
        click.echo(say("cli.propose.done", folder=done.folder))
        for part in report.parts:
            counts = _counts(report.changes, part.part)
            name = say(f"proposal.{part.part}.title")
            click.echo("  " + say("cli.propose.part", part=name, **counts, layers=len(part.layers)))
        if done.kept is not None:
            click.echo(say("cli.propose.kept", path=done.kept))
        page = done.folder / "proposal.html"
        click.echo(say("cli.propose.next", page=page, command=f"{again} --accept"))
    sys.exit(CLEAN if done.final else ERRORS)


def _counts(changes: tuple[Change, ...], part: str) -> dict[str, int]:
    tally = Counter(change.kind for change in changes if change.part == part)
    return {kind: tally[kind] for kind in ("added", "filled", "changed", "removed")}


def _tell_accepted(done: Accepted, folder: Path, again: str, as_json_: bool, lang: str) -> None:
    standard, say, taken = load(), words_in(lang), done.taken
    if as_json_:
        told = json.loads(findings_json(folder.name, taken.findings, standard, None, lang))
        more = {
            "accepted": list(done.parts),
            "tables": {
                key: dict(zip(("added", "changed", "removed"), n, strict=True)) for key, n in taken.tables.items()
            },
            "layers": {role: str(path) for role, path in taken.layers.items()},
            "aside": [str(path) for path in taken.aside],
            "left": [offer.part for offer in done.left],
        }
        click.echo(json.dumps({**told, **more}, ensure_ascii=False, indent=2))
        sys.exit(ERRORS if taken.findings else CLEAN)
    if taken.findings:
        click.echo(say("cli.accept.refused", count=len(taken.findings)))
        tell_findings(folder.name, taken.findings, False, lang, listed=0)
        sys.exit(ERRORS)
    names = say("proposal.joint").join(say(f"proposal.{part}.title") for part in done.parts)
    click.echo(say("cli.accept.done", parts=names) if done.parts else say("cli.accept.none"))
    for key, (added, changed, removed) in taken.tables.items():
        sheet = _sheet(key, standard, lang)
        click.echo("  " + say("cli.accept.table", sheet=sheet, added=added, changed=changed, removed=removed))
    for role, path in taken.layers.items():
        click.echo("  " + say("cli.accept.layer", role=role, path=path))
    for path in taken.aside:
        click.echo(say("cli.accept.aside", path=path))
    for change in taken.passed_over[:_LISTED]:
        columns = say("proposal.joint").join(standard.inputs[change.table].columns[c].header_zh for c in change.cells)
        row = " ".join(filter(None, change.key))
        click.echo("  " + say("cli.accept.passed", sheet=_sheet(change.table, standard, lang), row=row, column=columns))
    for label, words in taken.losses[:_LISTED]:
        click.echo("  " + say(label, **words))
    for offer in done.left:
        rows = [
            say("cli.accept.rows", sheet=_sheet(key, standard, lang), count=count)
            for key, count in offer.replaces.items()
        ]
        what = say("proposal.joint").join([*rows, *(say("cli.accept.role", role=role) for role in offer.replaced)])
        if what:
            name = say(f"proposal.{offer.part}.title")
            command = f"{again} --accept --part {offer.part}"
            click.echo(say("cli.accept.left", part=name, what=what, command=command))
    if done.parts:
        click.echo(say("cli.accept.next", command=f"shanshui check {folder}"))


def _sheet(key: str, standard: Standard, lang: str) -> str:
    return standard.inputs[key].name_zh if lang == "zh" else standard.inputs[key].name_en
