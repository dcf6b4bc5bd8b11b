"""Annexes of the report: annexed tables and maps, sources, rulings."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from shanshui.dossier.narrative.chapters import by_section, program_chapter, render
from shanshui.dossier.narrative.model import Block, Heading
from shanshui.dossier.narrative.names import Material
from shanshui.dossier.narrative.views import Views
from shanshui.finding import Finding
from shanshui.standard import spec_id

ANNEXES = ("annexed_tables", "annexed_maps", "sources", "rulings")
"""Keys of the annexes, in order; their titles are labels."""


def annex_blocks(material: Material, views: Views) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The annexes.

    Parameters
    ----------
    material, views : Material, Views
        What they speak of.
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
    return tuple(found), findings


def _lists(material: Material) -> Mapping[str, object]:
    project = material.plan.project.name
    made = {spec_id(table.id) for table in material.tables if table.rows}
    specs = [spec for spec in material.standard.tables.values() if spec.annexed]
    tables = tuple(
        MappingProxyType(
            {
                "id": spec.id,
                "title": spec.title_for("", "", ""),
                "there": spec.id in made,
            }
        )
        for spec in specs
    )
    year = material.plan.project.base_year
    present = {figure.key: figure.title for figure in material.figures}
    maps = tuple(
        MappingProxyType(
            {
                "key": spec.key,
                "title": (present.get(spec.key) or spec.title.format(project=project, year=year)).removeprefix(project),
                "there": spec.key in present,
                "status": spec.status,
            }
        )
        for spec in material.standard.maps
        if spec.key in present or spec.status == "mandatory"
    )
    added = tuple(key for key, spec in material.standard.tables.items() if spec.supplementary and key in made)
    return {"annexed_tables": tables, "annexed_maps": maps, "added_tables": added}
