"""The dossier as a stage (5.5, H.2): maps, databases, annexed tables and report, each in its folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from shanshui.dossier.databases import shapes_of, write_databases
from shanshui.dossier.figures import drawings
from shanshui.dossier.fonts import prepare
from shanshui.dossier.maps import file_name
from shanshui.dossier.maps.desk import Desk, desk_of, draw, map_findings, sheets_of
from shanshui.dossier.maps.sheet import FIELD
from shanshui.dossier.maps.styles import load_styles
from shanshui.dossier.narrative import Document, Figure, Material, compose, source_of
from shanshui.dossier.office import make_pdf, page_numbers
from shanshui.dossier.report import Title, headings_of, title_of, write_report
from shanshui.dossier.workbook import supplement_of, write_workbook
from shanshui.finding import Finding, Place
from shanshui.plan import Plan
from shanshui.stage import StageResult
from shanshui.standard import Standard, describe
from shanshui.workspace import Workspace, certificates
from shanshui.workspace.files import copy, remove, sha256
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
    report = _write_word(plan, workspace, standard, (*figures, *_drawings(plan, workspace, standard)))
    with ThreadPoolExecutor(1) as office:  # LibreOffice lays the pages out while the other files are written
        laid_out = office.submit(_lay_out, report, workspace, standard)
        of_databases = _databases(desk, plan, workspace, standard) if desk is not None else ()
        _certificates(workspace)
        _workbooks(workspace, standard)
        of_pages = laid_out.result()
    return StageResult(findings=(*of_maps, *of_databases, *report.findings, *of_pages))


@dataclass(frozen=True, slots=True)
class _Report:
    """The Word file as first written, its contents still without page numbers."""

    word: Path
    document: Document
    title: Title
    findings: tuple[Finding, ...]


def _maps(desk: Desk, workspace: Workspace) -> tuple[tuple[Figure, ...], tuple[Finding, ...]]:
    """Draw each sheet that differs from the last build's, and hand the small pictures to the report."""
    figures = []
    layers, plan = workspace.layers, desk.atlas.plan
    centres = [(sub.code, sub.longitude, sub.latitude) for sub in plan.subprojects]
    for key, sheet in sheets_of(desk).items():
        made = workspace.work / "maps" / key
        remove(made)
        drawn_from = [(role, _stamp(role, workspace)) for role in (layers.scope_role, *sheet.roles())]
        text = repr((sheet, drawn_from, centres))
        workspace.memo.product(made, text, partial(draw, desk, sheet))
        for file in sorted(made.glob("sheet/*")):
            copy(file, workspace.dossier / MAPS / file.name)
        figures.append(Figure(key, sheet.title, made / "preview.jpg", bool(sheet.synthetic), marked=True))
    return tuple(figures), map_findings(desk)


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


def _databases(desk: Desk, plan: Plan, workspace: Workspace, standard: Standard) -> tuple[Finding, ...]:
    shapes = shapes_of(desk.ground, desk.held, plan, standard, desk.scope, desk.epsg)
    folder = workspace.dossier / DATABASES
    made = write_databases(plan, workspace.facts, standard, workspace.tables, shapes, desk.epsg, folder)
    return made.findings


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


def _write_word(plan: Plan, workspace: Workspace, standard: Standard, figures: tuple[Figure, ...]) -> _Report:
    sources = tuple(source_of(source, standard) for source in workspace.sources.values())
    tables = tuple(workspace.tables.values())
    named = {code: shape.name for code, shape in townships(workspace.layers).items()}
    material = Material(plan, workspace.facts, tables, figures, standard, sources, named)
    document, of_text = compose(material, workspace.root / "chapters")
    draft = any(describe(f).severity == "error" and not f.waived for f in (*workspace.findings, *of_text))
    title = title_of(plan, standard, draft, document.synthetic)
    folder = workspace.dossier / REPORT
    folder.mkdir(parents=True)
    word = folder / f"{file_name(plan.project.name)}{standard.label('report.title_tail')}.docx"
    of_word = write_report(document, title, standard, word)
    return _Report(word, document, title, (*of_text, *of_word))


def _lay_out(report: _Report, workspace: Workspace, standard: Standard) -> tuple[Finding, ...]:
    """Make the PDF, and write the Word file again with the pages that its headings came to stand on."""
    fonts = prepare(
        standard.typography, (workspace.work / "fonts").resolve()
    )  # LibreOffice works in a folder of its own
    laid_out = workspace.work / "report"
    remove(laid_out)
    key = repr((sha256(report.word), fonts.config.read_text(encoding="utf-8")))
    workspace.memo.product(laid_out, key, partial(_make_pages, report, fonts.config, standard))
    answer = json.loads((laid_out / "answer.json").read_text(encoding="utf-8"))
    if answer["pages"]:
        write_report(report.document, report.title, standard, report.word, answer["pages"])
        copy(laid_out / "report.pdf", report.word.with_suffix(".pdf"))
    place = Place(file=report.word.name)
    return (*fonts.findings(), *(Finding(code, place, got=why, subject="report.pdf") for code, why in answer["faults"]))


def _make_pages(report: _Report, fonts: Path, standard: Standard, made: Path) -> None:
    """Make the PDF and note the page of each heading, or why there is none."""
    made.mkdir()
    target, faults = make_pdf(report.word, made / "report.pdf", fonts)
    pages = page_numbers(target, headings_of(report.document, standard)) if target is not None else {}
    answer = {"pages": pages, "faults": [(fault.code, fault.got) for fault in faults]}
    (made / "answer.json").write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
