"""The report in chapters: each begins a page, so that each can be laid out by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shanshui.dossier.narrative.model import Block, Heading, TableBlock
from shanshui.dossier.narrative.numbering import by_itself
from shanshui.dossier.report.layout import Held, Layout, heading_name


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the report.

    Parameters
    ----------
    blocks : tuple of Block
        Its blocks; references in them lead nowhere, as what they lead to may stand in another chapter.
    first, headings, tables : int
        Blocks, headings and tables of the report before it.
    """

    blocks: tuple[Block, ...]
    first: int
    headings: int
    tables: int

    @property
    def counts(self) -> tuple[int, int]:
        """Headings and tables in it."""
        return _count(self.blocks, Heading), _count(self.blocks, TableBlock)


def chapters(blocks: Sequence[Block]) -> tuple[Chapter, ...]:
    """Part a report where its chapters begin a page; the first one holds whatever stands before.

    Parameters
    ----------
    blocks : sequence of Block
        The numbered report.
    """
    starts = [n for n, block in enumerate(blocks) if _begins(block)]
    found, headings, tables = [], 0, 0
    for start, stop in zip((0, *starts[1:]), (*starts[1:], len(blocks)), strict=True):
        chapter = Chapter(tuple(by_itself(block) for block in blocks[start:stop]), start, headings, tables)
        found.append(chapter)
        headings, tables = headings + chapter.counts[0], tables + chapter.counts[1]
    return tuple(found)


def joined(parts: Sequence[Chapter], layouts: Sequence[Layout], lengths: Sequence[int]) -> Layout:
    """The layout of the report from those of its chapters.

    Parameters
    ----------
    parts : sequence of Chapter
        All chapters in order.
    layouts : sequence of Layout
        Of each, in its own numbers.
    lengths : sequence of int
        Pages of each.
    """
    pages: dict[str, str] = {}
    before = 0
    for part, layout, length in zip(parts, layouts, lengths, strict=True):
        own = (heading_name(n + 1) for n in range(part.counts[0]))
        found = ((n, layout.pages[name]) for n, name in enumerate(own) if name in layout.pages)
        pages |= {heading_name(part.headings + n + 1): str(before + int(page)) for n, page in found}
        before += length
    held = Held(
        dict(_all(parts, [layout.held.breaks for layout in layouts])),
        _fresh(parts, [layout.held.fresh for layout in layouts]),
        {
            part.first + block: part.first + behind
            for part, layout in zip(parts, layouts, strict=True)
            for block, behind in layout.held.moved.items()
        },
        {
            part.first + block: scale
            for part, layout in zip(parts, layouts, strict=True)
            for block, scale in layout.held.scaled.items()
        },
    )
    fresh = _fresh(parts, [layout.fresh for layout in layouts])
    return Layout(pages, dict(_all(parts, [layout.breaks for layout in layouts])), fresh, held)


def _begins(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1 and block.new_page


def _count(blocks: Sequence[Block], kind: type) -> int:
    return sum(isinstance(block, kind) for block in blocks)


def _all(
    parts: Sequence[Chapter], breaks: Sequence[Mapping[int, tuple[int, ...]]]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    for part, own in zip(parts, breaks, strict=True):
        yield from ((part.tables + table, lines) for table, lines in own.items())


def _fresh(parts: Sequence[Chapter], fresh: Sequence[frozenset[int]]) -> frozenset[int]:
    return frozenset(part.tables + table for part, own in zip(parts, fresh, strict=True) for table in own)
