"""Annexes of the report: annexed tables and maps, sources, rulings, and where each number stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from shanshui.dossier.narrative.chapters import by_section, program_chapter, render
from shanshui.dossier.narrative.model import (
    Block,
    Grid,
    GridCell,
    Heading,
    Paragraph,
    Quoted,
    RowKind,
    TableBlock,
    Words,
)
from shanshui.dossier.narrative.names import Material
from shanshui.dossier.narrative.views import Views
from shanshui.finding import Finding

ANNEXES = ("annexed_tables", "annexed_maps", "sources", "rulings", "number_index")
"""Keys of the annexes, in order; their titles are labels."""


def annex_blocks(
    material: Material, views: Views, blocks: Sequence[Block]
) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The annexes.

    Parameters
    ----------
    material, views : Material, Views
        What they speak of.
    blocks : sequence of Block
        Summary and chapters, whose numbers the index lists.
    """
    standard = material.standard
    rendered, findings = render(program_chapter("annexes"), material, views, more=_lists(material))
    texts = by_section(rendered)
    found: list[Block] = []
    for n, key in enumerate(ANNEXES, start=1):
        number = standard.label("report.annex_number").format(n=n)
        chapter = standard.label("report.annex_chapter").format(n=n)
        found.append(Heading(1, number, standard.label(f"report.annex.{key}"), key, chapter, n == 1))
        found += texts.get(key, ())
        if key == "number_index":
            found.append(
                _index(blocks, standard.label("report.index_columns").split("|"), standard.label("report.index_title"))
            )
    return tuple(found), findings


def _lists(material: Material) -> Mapping[str, object]:
    project = material.plan.project.name
    titles: dict[str, list[str]] = {}
    for table in material.tables:
        titles.setdefault(table.id, []).append(table.title)
    specs = [spec for spec in material.standard.tables.values() if spec.annexed]
    tables = tuple(
        MappingProxyType(
            {
                "id": spec.id,
                "title": titles.get(spec.id, [spec.title_for(project, "", "")])[0],
                "there": spec.id in titles,
            }
        )
        for spec in specs
    )
    present = {figure.key: figure.title for figure in material.figures}
    maps = tuple(
        MappingProxyType(
            {
                "key": spec.key,
                "title": present.get(spec.key)
                or spec.title.format(project=project, year=material.plan.project.base_year),
                "there": spec.key in present,
                "status": spec.status,
            }
        )
        for spec in material.standard.maps
        if spec.key in present or spec.status == "mandatory"
    )
    return {"annexed_tables": tables, "annexed_maps": maps}


def _index(blocks: Iterable[Block], columns: Sequence[str], title: str) -> TableBlock:
    """Facts quoted in running text: id, value as printed, and the headings under which they stand, by id.

    Numbers in tables are traced by the workbook, cell by cell.
    """
    places: dict[str, dict[str, None]] = {}
    values: dict[str, dict[str, None]] = {}
    where = ""
    for block in blocks:
        if isinstance(block, Heading):
            where = block.number or block.title
        for quoted in _quoted(block):
            quote = quoted.quote
            places.setdefault(quote.fact, {})[where] = None
            values.setdefault(quote.fact, {})[quote.text] = None
    header = tuple(GridCell((Words(words),), strong=True) for words in columns)
    body = tuple(
        (
            GridCell((Words(fact),), "left"),
            GridCell((Words("；".join(values[fact])),), "left"),
            GridCell((Words("、".join(places[fact])),), "left"),
        )
        for fact in sorted(places)
        if fact
    )
    kinds: tuple[RowKind, ...] = tuple("body" for _ in body)
    return TableBlock("number_index", title, Grid((header,), body, kinds, (3.0, 1.6, 2.0)))


def _quoted(block: Block) -> tuple[Quoted, ...]:
    runs = block.runs if isinstance(block, Paragraph) else ()
    return tuple(run for run in runs if isinstance(run, Quoted))
