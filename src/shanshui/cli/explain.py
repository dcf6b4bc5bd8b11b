"""``shanshui explain``: from a number back to the data."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.tree import Tree

from shanshui import pipeline
from shanshui.cli.app import app
from shanshui.cli.shared import FOLDER, json_option, lang_option, out_option, words_in
from shanshui.errors import UsageError
from shanshui.ledger import Fact, store
from shanshui.quantity import EMPTY, unit
from shanshui.standard import Standard, closest, load

_WIDE = 1000
"""Columns of what is not a terminal: nothing is cut."""


@app.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.argument("fact")
@out_option
@json_option
@lang_option
def explain(folder: Path, fact: str, out: Path | None, as_json_: bool, lang: str) -> None:
    """说明一个数的来历 / walk from a number back to the data."""
    place = out or folder / "build"
    if place.is_dir():
        pipeline.settle(place)
    ledger, standard = store.read(place / "ledger.sqlite"), load()
    found = ledger.fact(fact)
    if found is None:
        near = closest(fact, ledger.ids())
        raise UsageError(words_in(lang)("cli.explain.unknown", fact=fact, near=near or EMPTY))
    if as_json_:
        click.echo(json.dumps(_lineage(fact, ledger), ensure_ascii=False, indent=2))
        return
    Console(width=None if sys.stdout.isatty() else _WIDE).print(_tree(found, ledger, standard, lang))


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
