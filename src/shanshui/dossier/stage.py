"""The dossier as a stage (5.5, H.2): maps, databases, annexed tables and report, each in its folder."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from shanshui.dossier.databases import deliver_databases
from shanshui.dossier.databases.listing import holdings
from shanshui.dossier.figures import drawings
from shanshui.dossier.file_names import file_name, name_findings
from shanshui.dossier.maps.desk import Desk, desk_of, draw, made_from, map_findings, sheets_of
from shanshui.dossier.maps.sheet import FIELD, MapSheet
from shanshui.dossier.maps.styles import load_styles
from shanshui.dossier.narrative import Document, Figure, Material, compose, source_of
from shanshui.dossier.report import Title, title_of
from shanshui.dossier.twin import backing_of, write_twin
from shanshui.dossier.typeset import typeset
from shanshui.dossier.workbook import supplement_of, write_workbook
from shanshui.files import copy, remove
from shanshui.finding import Finding
from shanshui.plan import Plan
from shanshui.stage import StageResult
from shanshui.standard import Standard, describe
from shanshui.workspace import Workspace, certificates
from shanshui.workspace.layers import townships

MAPS, DATABASES, TABLES, REPORT = "附图", "数据库", "附表", "报告"
"""Folders of the dossier (H.2)."""


def run(plan: Plan, workspace: Workspace, standard: Standard) -> StageResult:
    """Clause 5.5: every file of the dossier but those under ``审查/``, in ``workspace.dossier``.

    Parameters
    ----------
    plan : Plan
        What the planner entered.
    workspace : Workspace
        Facts, tables and layers; ``findings`` decides the stamp.
    standard : Standard
        Outline, typography, maps, words.
    """
    desk = desk_of(plan, workspace, standard)
    figures, of_maps = _maps(desk, workspace) if desk is not None else ((), ())
    report = _composed(plan, workspace, standard, (*figures, *_drawings(plan, workspace, standard)))
    with ThreadPoolExecutor(1) as office:  # LibreOffice lays the pages out while the other files are written
        laid_out = office.submit(_typeset, report, workspace, standard)
        folder = workspace.dossier / DATABASES
        of_databases = deliver_databases(desk, workspace, standard, folder) if desk is not None else ()
        _certificates(workspace)
        _workbooks(workspace, standard)
        _twin(report, desk, workspace)
        of_pages = laid_out.result()
    of_names = name_findings(plan.project)
    return StageResult(findings=(*of_names, *of_maps, *of_databases, *report.findings, *of_pages))


@dataclass(frozen=True, slots=True)
class _Report:
    """The composed report, what it was composed from, and where its Word file shall stand."""

    word: Path
    material: Material
    document: Document
    title: Title
    findings: tuple[Finding, ...]


_Wanted = tuple[str, MapSheet, str]
"""Key and sheet of a map, and a text of all that it is made from."""


def _maps(desk: Desk, workspace: Workspace) -> tuple[tuple[Figure, ...], tuple[Finding, ...]]:
    """Draw each sheet that differs from the last build's, and hand the small pictures to the report."""
    with ThreadPoolExecutor(2) as pens:  # while one sheet is drawn, another is written
        figures = tuple(pens.map(partial(_map, desk, workspace), list(_wanted(desk, workspace))))
    return figures, map_findings(desk)


def _wanted(desk: Desk, workspace: Workspace) -> Iterator[_Wanted]:
    for key, sheet in sheets_of(desk).items():
        roles, told = made_from(desk, sheet)
        stamps = [(role, _stamp(role, workspace)) for role in (workspace.layers.scope_role, *roles)]
        yield key, sheet, repr((sheet, stamps, told))


def _map(desk: Desk, workspace: Workspace, wanted: _Wanted) -> Figure:
    key, sheet, text = wanted
    made = workspace.work / "maps" / key
    remove(made)
    dpi = desk.atlas.plan.project.map_dpi
    workspace.memo.product(made, f"{dpi} {text}", partial(draw, desk, sheet, dpi=dpi))
    for file in sorted(made.glob("sheet/*")):
        copy(file, workspace.dossier / MAPS / file.name)
    return Figure(key, sheet.title, made / "preview.jpg", bool(sheet.synthetic), marked=True)


def _drawings(plan: Plan, workspace: Workspace, standard: Standard) -> Iterator[Figure]:
    """Draw what is no map and differs from the last build's: recovery wheel, order of works, money, benefits."""
    for drawing in drawings(plan, workspace.facts, standard, load_styles()):
        made = workspace.work / "figures" / f"{drawing.key}.png"
        remove(made)
        workspace.memo.product(made, drawing.content, drawing.draw)
        yield Figure(drawing.key, drawing.title, made, drawing.synthetic)


def _stamp(role: str, workspace: Workspace) -> str:
    """Content hash of a layer, or of what the assessment wrote."""
    if role.startswith(FIELD):
        return workspace.facts.text(f"{role}.content")
    derived = workspace.facts.text(f"{FIELD}{role}.content")
    return workspace.layers.stamp(role) + derived


def _workbooks(workspace: Workspace, standard: Standard) -> None:
    """The annexed tables, and beside them what the program reckoned beyond the code's tables."""
    folder = workspace.dossier / TABLES
    folder.mkdir(parents=True)
    tables = tuple(workspace.tables.values())
    write_workbook(tables, workspace.facts, standard, folder / f"{TABLES}.xlsx")
    if supplement_of(tables, standard):
        path = folder / f"{standard.label('workbook.supplement')}.xlsx"
        write_workbook(tables, workspace.facts, standard, path, supplementary=True)


def _certificates(workspace: Workspace) -> None:
    """Deliver the certificates of control lines beside the databases whose sub-projects they speak of."""
    path = certificates.kept(workspace.work)
    if path is not None and workspace.facts.text(f"scope.{certificates.CONTENT}"):
        copy(path, workspace.dossier / DATABASES / certificates.DELIVERED)


def _composed(plan: Plan, workspace: Workspace, standard: Standard, figures: tuple[Figure, ...]) -> _Report:
    sources = tuple(source_of(s, standard, _licence(s.id, workspace)) for s in workspace.sources.values())
    tables = tuple(workspace.tables.values())
    named = {code: shape.name for code, shape in townships(workspace.layers).items()}
    held = tuple(holdings(standard)) if workspace.layers.scope is not None else ()
    material = Material(plan, workspace.facts, tables, figures, standard, sources, named, holdings=held)
    document, of_text = compose(material, workspace.root / "chapters")
    draft = any(describe(f).severity == "error" and not f.waived for f in (*workspace.findings, *of_text))
    title = title_of(plan, standard, draft, document.synthetic)
    folder = workspace.dossier / REPORT
    folder.mkdir(parents=True)
    word = folder / f"{file_name(plan.project.name)}{standard.label('report.title_tail')}.docx"
    return _Report(word, material, document, title, of_text)


def _licence(source: str, workspace: Workspace) -> str:
    entry = workspace.layers.entry(source.removeprefix("layer:"))
    return entry.licence if entry is not None else ""


def _twin(report: _Report, desk: Desk | None, workspace: Workspace) -> None:
    """The report as one page in which every number tells where it comes from."""
    backing = backing_of(workspace, sheets_of(desk) if desk is not None else {})
    write_twin(report.document, report.title, report.material, backing, report.word.with_suffix(".html"))


def _typeset(report: _Report, workspace: Workspace, standard: Standard) -> tuple[Finding, ...]:
    return typeset(report.document, report.title, report.word, standard, workspace.memo, workspace.work)
