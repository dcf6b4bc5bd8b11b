"""Annexes of the report: annexed tables and maps, sources, rulings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from shanshui.dossier.narrative.chapters import by_section, program_chapter, render
from shanshui.dossier.narrative.model import Block, Heading
from shanshui.dossier.narrative.names import Material
from shanshui.dossier.narrative.views import Views
from shanshui.finding import Finding
from shanshui.standard import spec_id

ANNEXES = ("annexed_tables", "annexed_maps", "annexed_databases", "sources", "rulings", "number_index")
"""Keys of the annexes, in order; their titles are labels."""

_UNIT_SHEET = "unit_"
"""What keys of the atlas's sheets begin with."""


def annex_blocks(material: Material, views: Views) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The annexes.

    Parameters
    ----------
    material, views : Material, Views
        What they speak of.
    """
    standard = material.standard
    rendered, findings = render(program_chapter("annexes"), material, views, more=_lists(material, views))
    texts = by_section(rendered)
    found: list[Block] = []
    for n, key in enumerate(ANNEXES, start=1):
        number = standard.label("report.annex_number").format(n=n)
        chapter = standard.label("report.annex_chapter").format(n=n)
        found.append(Heading(1, number, standard.label(f"report.annex.{key}"), key, chapter, n == 1))
        found += texts.get(key, ())
    return tuple(found), findings


def _lists(material: Material, views: Views) -> Mapping[str, object]:
    made = {spec_id(table.id) for table in material.tables if table.rows}
    specs = material.standard.tables.values()
    own = material.standard.label("workbook.annexed")
    beside = material.standard.label("workbook.supplement")
    tables = tuple(
        MappingProxyType(
            {
                "id": spec.id,
                "key": next((t.id for t in material.tables if t.rows and spec_id(t.id) == spec.id), spec.id),
                "title": spec.title_for("", "", ""),
                "there": spec.id in made,
                "own": "yes" if spec.supplementary else "",
                "book": f"{beside if spec.supplementary else own}.xlsx",
            }
        )
        for spec in sorted(specs, key=lambda spec: spec.supplementary)
        if spec.annexed or (spec.supplementary and spec.id in made)
    )
    return {
        "annexed_tables": tables,
        "annexed_maps": tuple(_maps(material)),
        "annexed_databases": tuple(
            MappingProxyType({"kind": one.kind, "name": one.name, "what": "、".join(one.what)})
            for one in material.holdings
        ),
        "cited_standards": _cited(views),
        "code_title": f"{material.standard.edition.code} {material.standard.edition.title}",
    }


def _maps(material: Material) -> Iterator[Mapping[str, object]]:
    """Maps of the code that are drawn or ought to be, then the sheets of the atlas."""
    project, year = material.plan.project.name, material.plan.project.base_year
    drawn = {figure.key: figure.title for figure in material.figures}
    for spec in material.standard.maps:
        if spec.key in drawn or spec.status == "mandatory":
            title = drawn.get(spec.key) or spec.title.format(project=project, year=year)
            yield _map(spec.key, title.removeprefix(project), spec.key in drawn, spec.status)
    for key, title in drawn.items():
        if key.startswith(_UNIT_SHEET):
            yield _map(key, title.removeprefix(project), True, "atlas")


def _map(key: str, title: str, there: bool, status: str) -> Mapping[str, object]:
    return MappingProxyType({"key": key, "title": title, "there": there, "status": status})


def _cited(views: Views) -> tuple[str, ...]:
    """Standards that the demands on scope, units and sub-projects rest on, in the order of the text."""
    found = dict.fromkeys(str(view["document"]) for own in views.standards.values() for view in own)
    return tuple(name for name in found if name)
