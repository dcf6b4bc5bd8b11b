"""The twin as a file: what stands in the report, what is known of its numbers, and the page around both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

from shanshui import pages
from shanshui.dossier.maps.sheet import MapSheet
from shanshui.dossier.narrative import Document, Material, source_of
from shanshui.dossier.report import Title
from shanshui.dossier.twin.body import Setting, body, contents
from shanshui.dossier.twin.equations import drawn
from shanshui.dossier.twin.lineage import Shown, Words, clauses, columns, equations, shown, source_lines, whole
from shanshui.dossier.twin.naming import Namer
from shanshui.dossier.twin.pictures import pictures
from shanshui.dossier.twin.runs import Signs
from shanshui.finding import Finding
from shanshui.ledger import Source
from shanshui.standard import Standard, describe, spec_id
from shanshui.workspace import Workspace

_SEVERITIES = ("error", "warning")
"""What is signed beside a number, the gravest first; notes are told in the panel alone."""

_WORDS = (
    "hint", "hint_more", "exact", "interval", "basis", "method", "equation", "clause", "source", "reason", "inputs",
    "files", "files_all", "used", "maps", "printed", "more", "unknown", "remarks_title", "licence", "date", "provider",
    "file", "whole_screen", "nothing", "close", "copy", "back", "tables", "figures", "contents", "fact",
)  # fmt: skip
"""Words of the page's script."""


@dataclass(frozen=True, slots=True)
class Backing:
    """What stands behind the report's numbers, beside the facts.

    Parameters
    ----------
    sources : mapping of id to Source
        Files at the ends of lineages.
    licences : mapping of source id to words
        As the catalog says.
    sheets : mapping of key to MapSheet
        Maps, which quote facts and draw layers.
    findings : tuple of Finding
        What the review remarks.
    """

    sources: Mapping[str, Source] = field(default_factory=dict)
    licences: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, MapSheet] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def backing_of(workspace: Workspace, sheets: Mapping[str, MapSheet]) -> Backing:
    """What stands behind the numbers of a project's report.

    Parameters
    ----------
    workspace : Workspace
        Its sources, layers and findings.
    sheets : mapping of key to MapSheet
        Its maps.
    """
    entries = {role: workspace.layers.entry(role) for role in workspace.layers.roles}
    licences = {f"layer:{role}": entry.licence for role, entry in entries.items() if entry is not None}
    return Backing(workspace.sources, licences, sheets, workspace.findings)


def write_twin(document: Document, title: Title, material: Material, backing: Backing, path: Path) -> None:
    """Write the twin.

    Parameters
    ----------
    document : Document
        Numbered and complete, as Word prints it.
    title : Title
        What stands on cover and title page.
    material : Material
        Facts, plan and standard that the document was made of.
    backing : Backing
        Sources, maps and remarks behind its numbers.
    path : Path
        File to write; its folder must exist. The same arguments give the same bytes.
    """
    path.write_text(twin_page(document, title, material, backing), encoding="utf-8", newline="\n")


def twin_page(document: Document, title: Title, material: Material, backing: Backing) -> str:
    """The page as text; see :func:`write_twin`."""
    standard = material.standard
    said = [f for f in backing.findings if not f.waived]
    printed = {block.key: spec_id(block.key) for block in document.tables()}
    on_tables = {key: count for key, spec in printed.items() if (count := sum(f.place.sheet == spec for f in said))}
    images = pictures(figure.path for figure in document.figures())
    setting = Setting(standard, Signs(_signs(said)), images, on_tables)
    page = shown((quote.fact for quote in document.quotes()), material.facts, backing.sources)
    script = pages.script(__package__, "twin.js")
    return pages.template(__package__, "twin.html").render(
        title=title,
        contents=contents(document),
        tables=document.tables(),
        figures=document.figures(),
        body=body(document, setting),
        data=pages.embedded(_data(document, material, backing, page, _findings(said, page, printed, standard))),
        equations=equations(page),
        drawn=drawn,
        style=pages.style(__package__, "twin.css", dark=False),
        script=script,
        policy=Markup(pages.policy([script])),
        edition=standard.edition,
        label=standard.label,
    )


def _signs(findings: Sequence[Finding]) -> Mapping[str, str]:
    """The gravest severity told of each fact, in every form in which it is printed."""
    found: dict[str, str] = {}
    for severity in reversed(_SEVERITIES):
        for finding in findings:
            if describe(finding).severity == severity:
                found.update((key + end, severity) for key in finding.facts for end in ("", "~low", "~high"))
    return found


def _data(
    document: Document, material: Material, backing: Backing, page: Shown, remarks: list[list[object]]
) -> dict[str, object]:
    standard, words = material.standard, Words()
    namer = Namer(material.plan, material.townships, standard)
    facts = columns(page, namer.name, standard, words)
    return {
        "facts": facts,
        "sources": source_lines(page.sources, lambda source: source_of(source, standard).name, backing.licences),
        "clauses": clauses(page, standard),
        "maps": _maps(document, backing.sheets, page),
        "findings": remarks,
        "severities": {one: standard.term("severity", one) for one in ("error", "warning", "note")},
        "synthetic": standard.label("stamp.synthetic"),
        "label": {key: standard.label(f"twin.{key}") for key in _WORDS},
        "words": list(words.places),
    }


def _maps(document: Document, sheets: Mapping[str, MapSheet], page: Shown) -> dict[str, list[list[int]]]:
    """Of each map in the report: facts that its face prints, and the sources and fields that cover its ground."""
    places = page.places()
    found = {}
    for figure in document.figures():
        sheet = sheets.get(figure.key)
        if sheet is not None:
            quoted = {places[whole(q.fact)] for q in sheet.quotes() if whole(q.fact) in places}
            base = sheet.base.role
            drawn = [n for key, n in places.items() if base and (key == f"layer:{base}" or key.startswith(f"{base}."))]
            found[figure.key] = [sorted(quoted), sorted(drawn)]
    return found


def _findings(
    said: Iterable[Finding], page: Shown, printed: Mapping[str, str], standard: Standard
) -> list[list[object]]:
    """Remarks on facts or tables of the page: severity, words, remedy, code, facts, keys of tables."""
    places = page.places()
    found: list[list[object]] = []
    for finding in said:
        facts = sorted({places[key] for key in finding.facts if key in places})
        tables = [key for key, spec in printed.items() if spec == finding.place.sheet]
        if facts or tables:
            told = describe(finding, "zh", standard.rules)
            found.append([told.severity, told.text, told.remedy, finding.code, facts, tables])
    return found
