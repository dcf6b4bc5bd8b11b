"""The report's blocks as HTML: chapters as sections, paragraphs, tables, figures, equations; and its contents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from markupsafe import Markup

from shanshui.dossier.narrative.model import Block, Document, Equation, FigureBlock, Heading, Paragraph, TableBlock
from shanshui.dossier.twin.equations import drawn
from shanshui.dossier.twin.pictures import Picture
from shanshui.dossier.twin.runs import Signs, anchor, html, safe
from shanshui.dossier.twin.tables import table
from shanshui.standard import Standard

_MARKED = ("item", "subitem", "dash")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: the heading's id, number and title, and what stands below it."""

    id: str
    number: str
    title: str
    below: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What all blocks are set with.

    Parameters
    ----------
    standard : Standard
        Typography and words.
    signs : Signs
        What is set beside numbers.
    pictures : mapping of path to Picture
        Of the figures.
    notices : mapping of table key to int
        How many remarks of the review there are on a table.
    """

    standard: Standard
    signs: Signs
    pictures: Mapping[Path, Picture] = field(default_factory=dict)
    notices: Mapping[str, int] = field(default_factory=dict)


def body(document: Document, setting: Setting) -> Markup:
    """The text of the report.

    Parameters
    ----------
    document : Document
        Numbered and complete.
    setting : Setting
        What its blocks are set with.
    """
    parts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            parts.append(
                f'{"</section>" if parts else ""}<section aria-labelledby="{safe(anchor("section", block.key))}">'
            )
        parts.extend(_block(block, setting))
    return Markup("\n".join((*parts, "</section>" if parts else "")))


def contents(document: Document) -> tuple[Entry, ...]:
    """Chapters with their sections and articles."""
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    return _entries(headings, 1)


def _entries(headings: Sequence[Heading], level: int) -> tuple[Entry, ...]:
    starts = [n for n, heading in enumerate(headings) if heading.level <= level]
    found = []
    for start, end in pairwise((*starts, len(headings))):
        heading = headings[start]
        name = anchor("section", heading.key)
        found.append(Entry(name, heading.number, heading.title, _entries(headings[start + 1 : end], level + 1)))
    return tuple(found)


def _block(block: Block, setting: Setting) -> Iterator[str]:
    if isinstance(block, Heading):
        number = f"<span>{safe(block.number)}</span> " if block.number else ""
        tag = f"h{block.level + 1}"
        yield f'<{tag} id="{safe(anchor("section", block.key))}">{number}{safe(block.title)}</{tag}>'
    elif isinstance(block, Paragraph):
        yield _paragraph(block, setting.signs)
    elif isinstance(block, TableBlock):
        mark = setting.standard.label("stamp.synthetic")
        yield from table(block, setting.standard.typography, mark, setting.signs, _notice(block.key, setting))
    elif isinstance(block, FigureBlock):
        yield from _figure(block, setting)
    else:
        yield from _equation(block, setting)


def _paragraph(block: Paragraph, signs: Signs) -> str:
    marker = f'<span class="marker">{safe(block.marker)}</span>' if block.marker else ""
    kind = f' class="{block.kind}"' if block.kind in _MARKED or block.kind == "note" else ""
    return f"<p{kind}>{marker}{html(block.runs, signs)}</p>"


def _notice(key: str, setting: Setting) -> str:
    count = setting.notices.get(key, 0)
    if not count:
        return ""
    words = setting.standard.label("twin.remarks").format(count=count)
    return f' <button type="button" class="remarks" data-table="{safe(key)}">{safe(words)}</button>'


def _figure(block: FigureBlock, setting: Setting) -> Iterator[str]:
    name = safe(anchor("figure", block.key))
    picture = setting.pictures.get(block.path)
    mark = f' <span class="sample">{safe(setting.standard.label("stamp.synthetic"))}</span>' if block.mark else ""
    title = f"{block.number} {block.title}"
    yield f'<figure class="picture" id="{name}">'
    if picture is None:
        yield f"<p>{safe(setting.standard.typography.empty)}</p>"
    else:
        enlarge = safe(f"{setting.standard.label('twin.enlarge')}：{title}")
        size = f'width="{picture.width}" height="{picture.height}"'
        image = f'<img src="{picture.address}" {size} alt="{safe(title)}" decoding="async" loading="lazy">'
        yield f'<button type="button" class="enlarge" aria-label="{enlarge}">{image}</button>'
    yield f"<figcaption><b>{safe(block.number)}</b> <span>{safe(block.title)}</span>{mark}</figcaption></figure>"


def _equation(block: Equation, setting: Setting) -> Iterator[str]:
    yield f'<figure class="equation" id="{safe(anchor("equation", block.key))}">'
    yield f'<div class="formula">{drawn(block.latex, display=True)}<span>{safe(block.number)}</span></div>'
    if block.where:
        lines = "".join(f"<dt>{drawn(symbol)}</dt><dd>{html(runs, setting.signs)}</dd>" for symbol, runs in block.where)
        yield f'<p class="where">{safe(setting.standard.typography.symbol_lead)}</p><dl>{lines}</dl>'
    yield "</figure>"
