"""Findings for editors: SARIF 2.1.0, which puts each one beside the line it speaks of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from urllib.parse import quote

from shanshui.finding import Finding, Place
from shanshui.plan import Plan
from shanshui.remarks.comments import Comment, comments
from shanshui.review.output.extracts import Extracts
from shanshui.standard import Standard

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
PROJECT, DOSSIER = "PROJECT", "DOSSIER"
"""Bases of file names: the project folder, and the folder of the dossier."""

_OF_DOSSIER = ("RECOUNT-", "DOSSIER-")
"""Findings whose place is in a finished file."""


def findings_sarif(
    subject: str,
    findings: Iterable[Finding],
    standard: Standard,
    plan: Plan | None = None,
    extracts: Extracts | None = None,
    lang: str = "zh",
) -> str:
    """All findings as one SARIF log.

    Parameters
    ----------
    subject : str
        What was judged.
    findings : iterable of Finding
        Of all stages.
    standard : Standard
        Rules and words.
    plan : Plan, optional
        Its rulings and replies.
    extracts : Extracts, optional
        Lines of the files that findings name; without it the line is the row.
    lang : {"zh", "en"}
        Language of the messages; the other one stands in their properties.
    """
    found, other = tuple(findings), "en" if lang == "zh" else "zh"
    said = comments(found, standard, plan, lang)
    turned = comments(found, standard, plan, other)
    codes = list(dict.fromkeys(comment.finding.code for comment in said))
    lines = extracts or Extracts()
    run = {
        "tool": {"driver": _driver(codes, standard, lang)},
        "language": _language(lang),
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            base: {"description": {"text": standard.label(f"review.sarif.{base.lower()}", lang)}}
            for base in (PROJECT, DOSSIER)
        },
        "results": [
            _result(comment, codes.index(comment.finding.code), again.text, other, lines, standard, lang)
            for comment, again in zip(said, turned, strict=True)
        ],
        "properties": {"subject": subject, "edition": standard.edition.code},
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _driver(codes: Iterable[str], standard: Standard, lang: str) -> dict[str, object]:
    return {
        "name": "shanshui",
        "version": version("shanshui"),
        "semanticVersion": version("shanshui"),
        "language": _language(lang),
        "rules": [_rule(code, standard, lang) for code in codes],
    }


def _language(lang: str) -> str:
    return "zh-CN" if lang == "zh" else "en"


def _rule(code: str, standard: Standard, lang: str) -> dict[str, object]:
    rule = standard.rules[code]
    text, remedy = (rule.text_zh, rule.remedy_zh) if lang == "zh" else (rule.text_en, rule.remedy_en)
    clause = standard.clauses.get(rule.clause)
    asked = f"{standard.edition.code} {rule.clause} {clause.wording if clause else ''}".strip() if rule.clause else ""
    help_text = "\n\n".join(part for part in (remedy, asked) if part)
    return {
        "id": code,
        "shortDescription": {"text": text},
        "fullDescription": {"text": f"{text}。{remedy}" if lang == "zh" else f"{text}. {remedy}"},
        "help": {"text": help_text or text},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {
            "discipline": rule.discipline,
            "certainty": rule.certainty,
            "clause": rule.clause,
            "tags": [standard.term("discipline", rule.discipline, lang)],
        },
    }


def _result(
    comment: Comment, index: int, again: str, other: str, extracts: Extracts, standard: Standard, lang: str
) -> dict[str, object]:
    finding = comment.finding
    amounts = [
        f"{standard.label(f'review.column.{name}', lang)}: {value}"
        for name, value in (("got", comment.got), ("want", comment.want))
        if value
    ]
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": comment.severity,
        "message": {"text": "\n".join((comment.text, *amounts, *([f"→ {comment.remedy}"] if comment.remedy else [])))},
        "partialFingerprints": {"shanshuiFinding/v1": finding.id},
        "properties": {
            f"text_{other}": again,
            "discipline": comment.discipline,
            "clause": comment.clause,
            "facts": list(finding.facts),
            "reply": comment.reply,
            "status": comment.status,
        },
    }
    location = _location(finding, extracts)
    if location:
        result["locations"] = [location]
    if finding.waived:
        ruling = comment.ruling
        why = " ".join((ruling.reason, ruling.by, ruling.date, ruling.id)) if ruling else finding.waived
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": why}]
    return result


def _location(finding: Finding, extracts: Extracts) -> dict[str, object]:
    place = finding.place
    location: dict[str, object] = {}
    if place.file:
        base = DOSSIER if finding.code.startswith(_OF_DOSSIER) else PROJECT
        physical: dict[str, object] = {"artifactLocation": {"uri": quote(place.file), "uriBaseId": base}}
        region = _region(place, extracts)
        if region:
            physical["region"] = region
        location["physicalLocation"] = physical
    logical = list(_logical(place))
    if logical:
        location["logicalLocations"] = logical
    return location


def _region(place: Place, extracts: Extracts) -> Mapping[str, int]:
    """Line and character of a text file; nothing for a workbook and other files that have no lines."""
    if not place.file.lower().endswith((".csv", ".yaml", ".yml", ".md", ".txt")):
        return {}
    spot = extracts.spot(place)
    if spot is None:
        row = place.row if place.row is not None else extracts.row_of_key(place)
        return {"startLine": row} if row is not None and row > 0 else {}
    extract, row, column = spot
    line = extract.lines[row]
    region = {"startLine": line.line or row}
    if column is not None and column < len(line.starts):
        start = line.starts[column]
        region |= {"startColumn": start}
        if column + 1 < len(line.starts):
            region |= {"endColumn": line.starts[column + 1] - 1}
    return region


def _logical(place: Place) -> Iterable[dict[str, str]]:
    """Layer and feature, sheet and cell: places that are none in a text."""
    if place.layer:
        name = f"{place.layer}/{place.feature}" if place.feature else place.layer
        yield {"name": place.feature or place.layer, "fullyQualifiedName": name, "kind": "resource"}
    if place.sheet:
        parts = [place.sheet, str(place.row or ""), place.column]
        name = "/".join(part for part in parts if part)
        yield {"name": place.column or place.sheet, "fullyQualifiedName": name, "kind": "member"}
    if place.cell:
        yield {"name": place.cell, "fullyQualifiedName": f"{place.file}!{place.cell}", "kind": "member"}
    if place.page or place.paragraph:
        what = f"page {place.page}" if place.page else f"paragraph {place.paragraph}"
        yield {"name": what, "fullyQualifiedName": f"{place.file}#{what}", "kind": "element"}
