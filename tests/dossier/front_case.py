"""The whole county's facts and tables, and the front chapters rendered from some of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import staged
import whole
from shanshui.dossier.narrative import Figure, Material
from shanshui.dossier.narrative.chapters import program_chapter, render
from shanshui.dossier.narrative.model import Block, Paragraph, TableBlock, plain
from shanshui.dossier.narrative.views import Views
from shanshui.finding import Finding
from shanshui.ledger import Fact, Facts
from shanshui.standard import load

FRONT = ("summary", "importance", "situation", "diagnosis", "targets")


@cache
def material() -> Material:
    """Everything that the whole county's report may speak of but maps."""
    with TemporaryDirectory() as folder:
        run = staged.run(whole.write(Path(folder) / "county"), "survey", "assess", "layout", "finance")
    towns = {f.subject.partition(":")[2]: str(f.value) for f in run.facts.values() if f.id.startswith("township:")
             and f.attribute == "name"}  # fmt: skip
    return Material(run.plan, run.facts, run.tables, (), load(), townships=towns)


def without(*starts: str) -> Material:
    """The county without the facts whose ids start so."""
    kept = [fact for fact in material().facts.values() if not fact.id.startswith(starts)]
    return replace(material(), facts=Facts(kept))


def bare() -> Material:
    """A county of which nothing is known but its name."""
    county = material()
    plan = replace(
        county.plan, units=(), subprojects=(), works=(), records={},
        project=replace(county.plan.project, ecological_function="", status_summary="", problem_summary=""),
    )  # fmt: skip
    return replace(county, plan=plan, facts=Facts(), tables=(), townships={})


@cache
def whole_blocks(chapter: str) -> tuple[Block, ...]:
    """A chapter of the whole county."""
    return blocks(material(), chapter)


def blocks(of: Material, *chapters: str, own: Iterable[str] = ()) -> tuple[Block, ...]:
    return tuple(block for chapter in chapters or FRONT for block in _rendered(of, chapter, own)[0])


def findings(of: Material, *chapters: str, own: Iterable[str] = ()) -> tuple[Finding, ...]:
    return tuple(finding for chapter in chapters or FRONT for finding in _rendered(of, chapter, own)[1])


def _rendered(of: Material, chapter: str, own: Iterable[str]) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    views = Views(of.plan, of.facts, of.standard, (), of.townships)
    return render(program_chapter(chapter), of, views, own=frozenset(own))


def paragraphs(found: Iterable[Block]) -> list[str]:
    return [plain(b.runs).replace("\u00a0", "") for b in found if isinstance(b, Paragraph)]


def said(of: Material, *chapters: str) -> str:
    return "\n".join(paragraphs(blocks(of, *chapters)))


def tables(of: Material, *chapters: str) -> dict[str, TableBlock]:
    return {b.key: b for b in blocks(of, *chapters) if isinstance(b, TableBlock)}


def with_figures(*keys: str) -> Material:
    return replace(material(), figures=tuple(Figure(key, f"{key}图", Path(f"{key}.png")) for key in keys))


def changed(**values: Fact) -> Material:
    """The county with other facts in place of those with the same id."""
    other = {fact.id: fact for fact in values.values()}
    return replace(material(), facts=Facts({**{f.id: f for f in material().facts.values()}, **other}.values()))
