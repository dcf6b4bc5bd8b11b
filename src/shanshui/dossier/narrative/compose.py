"""The whole report as a document: chapters of H.1 in order, the planner's own words, annexes, numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from shanshui.dossier.narrative.annexes import annex_blocks
from shanshui.dossier.narrative.chapters import OwnChapter, by_section, program_chapter, read_own, render, render_own
from shanshui.dossier.narrative.model import Block, Document, Heading, Paragraph, TableBlock, Words
from shanshui.dossier.narrative.names import Material
from shanshui.dossier.narrative.number_index import indexed
from shanshui.dossier.narrative.numbering import marked, numbered, uncited
from shanshui.dossier.narrative.text import DASH
from shanshui.dossier.narrative.views import Views
from shanshui.finding import Finding
from shanshui.standard import Chapter, Section


def compose(material: Material, chapters: Path | None = None) -> tuple[Document, tuple[Finding, ...]]:
    """Write the report's text.

    Parameters
    ----------
    material : Material
        Plan, facts, tables, figures, standard, sources.
    chapters : Path, optional
        Folder of the planner's own chapter files.

    Returns
    -------
    document : Document
        Every section of H.1, also where nothing is known for it; tables, figures and references numbered.
    findings : tuple of Finding
        Facts that are missing, once each, and faults in the planner's own files.
    """
    standard = material.standard
    views = Views(material.plan, material.facts, standard, material.sources, material.townships)
    own, findings = read_own(chapters, _keys(standard.outline), standard) if chapters is not None else ((), ())
    blocks: list[Block] = []
    for chapter in standard.outline:
        found, faults = _chapter(chapter, material, views, own)
        blocks += found
        findings = (*findings, *faults)
    annexes, faults = annex_blocks(material, views)
    every = (*blocks, *annexes)
    document = marked(indexed(numbered(every, standard), material.facts, standard), standard)
    return document, _once((*findings, *faults, *uncited(every)))


def _keys(outline: Iterable[Chapter]) -> frozenset[str]:
    return frozenset(key for chapter in outline for key in (chapter.key, *(s.key for s in chapter.all_sections())))


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each fault once, in the order met."""
    return tuple({finding.id: finding for finding in reversed(tuple(findings))}.values())[::-1]


def _chapter(
    chapter: Chapter, material: Material, views: Views, own: Sequence[OwnChapter]
) -> tuple[list[Block], tuple[Finding, ...]]:
    rendered, findings = render(program_chapter(chapter.key), material, views, own=frozenset(one.key for one in own))
    texts = dict(by_section(rendered))
    texts[chapter.key] = texts.pop("")
    for addition in (a for a in own if a.key in {chapter.key, *(s.key for s in chapter.all_sections())}):
        found, faults = render_own(addition, material, views)
        findings += faults
        before = texts.get(addition.key, ()) if addition.mode == "extend" or not found else ()
        texts[addition.key] = (*before, *found)
    blocks: list[Block] = [Heading(1, chapter.number, chapter.title, chapter.key, chapter.number)]
    blocks += section_blocks(texts.get(chapter.key, ()), chapter.number, 1, chapter.number)
    for section in chapter.all_sections():
        level = min(section.number.count(".") + 1, 3) if section.number else 2
        blocks.append(Heading(level, section.number, section.title, section.key, chapter.number))
        blocks += section_blocks(_filled(section, texts, material), section.number, level, chapter.number)
    return _wide_last(blocks), findings


def _wide_last(blocks: Sequence[Block]) -> list[Block]:
    """Tables that lie on their side go to the end of the chapter, so that no page is left half empty for them."""
    wide = [block for block in blocks if isinstance(block, TableBlock) and block.grid.landscape]
    return [*(block for block in blocks if block not in wide), *wide] if wide else list(blocks)


def _filled(section: Section, texts: Mapping[str, tuple[Block, ...]], material: Material) -> tuple[Block, ...]:
    """The text of a section; where there is none, the sign of an empty place with the reason."""
    found = texts.get(section.key, ())
    if found or section.sections:
        return found
    return (Paragraph((Words(material.standard.label("report.section_empty")),)),)


def section_blocks(blocks: Iterable[Block], number: str, level: int, chapter: str) -> Iterator[Block]:
    """Number the own articles of a section, and keep items below articles (H.3.3.1 d).

    Parameters
    ----------
    blocks : iterable of Block
        Text of the section, without its heading.
    number : str
        The section's number.
    level : int
        Its level; articles of its own are set where it is 2.
    chapter : str
        The chapter's number.
    """
    articles = 0
    for block in blocks:
        if isinstance(block, Heading):
            articles += 1
            if level == 2:
                yield Heading(3, f"{number}.{articles}", block.title, f"{number}.{articles}", chapter)
            else:
                yield Paragraph((Words(block.title, "strong"),))
        elif isinstance(block, Paragraph) and block.kind in ("item", "subitem") and level < 3 and not articles:
            yield replace(block, kind="dash", marker=DASH)
        else:
            yield block
