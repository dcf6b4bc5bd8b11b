"""How each duty of the code was met: by what and where, what the rules found, who signed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shanshui.finding import Finding
from shanshui.quantity import EMPTY
from shanshui.remarks.book import Column, Sheet, write_book
from shanshui.remarks.comments import SEVERITIES, Comment, comments
from shanshui.review.output.evidence import Evidence, Met
from shanshui.standard import RULE, Clause, Fulfilment, Record, Standard, cited, fulfilments, normal_number

STATES = ("open", "unattested", "absent", "remarks", "met")
"""What can be said of a clause, the worst first."""

_TONES = {"met": "done", "open": "error", "remarks": "warning", "unattested": "warning", "absent": "waived"}
_IDS = 6
"""Ids of findings that are written out beside a rule."""

_COLUMNS = (
    Column("clause", 9, center=True),
    Column("met", 8, center=True, toned=True),
    Column("title", 14),
    Column("kind", 6, center=True),
    Column("wording", 30),
    Column("act", 8, center=True),
    Column("party", 10, center=True),
    Column("fulfilled_by", 36),
    Column("checked", 30),
    *(Column(severity, 5, center=True) for severity in SEVERITIES),
    Column("attested", 14),
)
_COUNTED = tuple(Column(f"met.{state}", 12, center=True) for state in reversed(STATES))
_LISTED = (
    Column("clause", 12, center=True),
    Column("title", 22),
    Column("severity", 8, center=True, toned=True),
    Column("discipline", 12, center=True),
    Column("text", 48),
    Column("place", 26),
    Column("status", 10, center=True),
    Column("id", 14, center=True),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one clause was met.

    Parameters
    ----------
    clause : Clause
        Itself.
    state : str
        One of :data:`STATES`.
    products : tuple of Met
        Chapters, tables, maps and the like that fulfil it.
    rules : mapping
        Ids of the open findings of each rule that checks it; none where it found nothing.
    severities : mapping
        How many open findings there are of each severity.
    attested : str
        Who signed, when and on what paper; empty where nobody did.
    """

    clause: Clause
    state: str
    products: tuple[Met, ...]
    rules: Mapping[str, tuple[str, ...]]
    severities: Mapping[str, int]
    attested: str


def standings(findings: Iterable[Finding], evidence: Evidence, lang: str = "zh") -> tuple[Standing, ...]:
    """How each clause that asks for something was met, in the order of the code.

    Parameters
    ----------
    findings : iterable of Finding
        Of all stages; waived ones do not count.
    evidence : Evidence
        What there is to show.
    lang : {"zh", "en"}
        Language of the words.
    """
    standard = evidence.standard
    found: dict[str, list[str]] = {}
    for finding in findings:
        if not finding.waived:
            found.setdefault(finding.code, []).append(finding.id)
    signed = _signed(evidence)
    all_met = fulfilments(standard)
    return tuple(
        _standing(clause, all_met[number], found, signed.get(number, ""), evidence, lang)
        for number, clause in standard.clauses.items()
        if clause.act != "none"
    )


def _standing(
    clause: Clause,
    met: Sequence[Fulfilment],
    found: Mapping[str, list[str]],
    signed: str,
    evidence: Evidence,
    lang: str,
) -> Standing:
    products = tuple(evidence.look(one, lang) for one in met if one.kind not in (RULE, "attestation"))
    rules = {one.name: tuple(found.get(one.name, ())) for one in met if one.kind == RULE}
    severities = Counter[str]()
    for code, ids in rules.items():
        severities[evidence.standard.rules[code].severity] += len(ids)
    wanted = any(one.kind == "attestation" for one in met)
    if severities["error"]:
        state = "open"
    elif wanted and not signed:
        state = "unattested"
    elif not signed and not all(product.there for product in products):
        state = "absent"
    else:
        state = "remarks" if severities["warning"] else "met"
    return Standing(clause, state, products, rules, severities, signed)


def _signed(evidence: Evidence) -> Mapping[str, str]:
    """Who attested each clause."""
    records: Iterable[Record] = evidence.plan.records.get("attestations", ()) if evidence.plan else ()
    return {
        normal_number(r.text("clause")): "\n".join(
            part for part in (f"{r.text('by')} {r.text('date')}".strip(), r.text("statement"), r.text("file")) if part
        )
        for r in records
    }


def write_clauses(path: Path, subject: str, findings: Iterable[Finding], evidence: Evidence, lang: str = "zh") -> None:
    """Write ``clauses.xlsx``: clause by clause, summed up by chapter and by who, and the findings under each clause.

    Parameters
    ----------
    path : Path
        Where to.
    subject : str
        What was judged.
    findings : iterable of Finding
        Of all stages; waived ones do not count as open.
    evidence : Evidence
        Clauses, and what there is that fulfils them.
    lang : {"zh", "en"}
        Language of the headings; the wording of clauses is Chinese.
    """
    found = tuple(findings)
    every = standings(found, evidence, lang)
    said = comments(found, evidence.standard, evidence.plan, lang)
    sheets = (
        _by_clause(subject, every, evidence.standard, lang),
        _summed(subject, every, evidence.standard, lang),
        _listed(subject, said, evidence.standard, lang),
    )
    write_book(path, sheets, evidence.standard, lang)


def _by_clause(subject: str, every: Sequence[Standing], standard: Standard, lang: str) -> Sheet:
    rows = [_row(standing, standard, lang) for standing in every]
    title = standard.label("review.clauses.title", lang)
    note = standard.label("review.clauses.note", lang)
    return Sheet(title, f"{title}　{subject}", _COLUMNS, rows, [_TONES[one.state] for one in every], note)


def _row(standing: Standing, standard: Standard, lang: str) -> tuple[str | int, ...]:
    clause, missing = standing.clause, standard.label("review.met.missing", lang)
    lines = [met.words if met.there else f"{met.words} {missing}" for met in standing.products]
    if any(one.kind == "attestation" for one in clause.fulfilments):
        lines.append(standard.label("review.by.attestation", lang))
    return (
        clause.number,
        standard.label(f"review.met.{standing.state}", lang),
        clause.title,
        standard.label(f"review.kind.{clause.kind}", lang),
        clause.wording,
        standard.label(f"review.act.{clause.act}", lang),
        _joined((standard.term("party", party, lang) for party in clause.by), lang),
        "\n".join(lines) or EMPTY,
        "\n".join(_checked(standing.rules, standard, lang)) or EMPTY,
        *(standing.severities.get(severity, 0) or EMPTY for severity in SEVERITIES),
        standing.attested,
    )


def _checked(rules: Mapping[str, tuple[str, ...]], standard: Standard, lang: str) -> Iterator[str]:
    """Rules that found something with the ids of their findings, then those that found nothing."""
    for code, ids in rules.items():
        if ids:
            shown = " ".join(ids[:_IDS]) + (f" … +{len(ids) - _IDS}" if len(ids) > _IDS else "")
            yield standard.label("review.rule.found", lang).format(code=code, count=len(ids), ids=shown)
    clean = [code for code, ids in rules.items() if not ids]
    if clean:
        yield standard.label("review.rule.clean", lang).format(codes=_joined(clean, lang))


def _joined(words: Iterable[str], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(words)


def _summed(subject: str, every: Sequence[Standing], standard: Standard, lang: str) -> Sheet:
    """Counts of each state by chapter of the code and by who does it."""
    rows: list[tuple[str | int, ...]] = []
    tones: list[str] = []
    chapters: dict[str, Counter[str]] = {}
    parties: dict[str, Counter[str]] = {}
    for one in every:
        chapters.setdefault(_chapter(one.clause.number, standard), Counter())[one.state] += 1
        for party in one.clause.by:
            parties.setdefault(standard.term("party", party, lang), Counter())[one.state] += 1
    for heading, groups in (("review.clauses.by_chapter", chapters), ("review.clauses.by_party", parties)):
        rows.append((standard.label(heading, lang), *("" for _ in STATES), ""))
        tones.append("group")
        for name, tally in groups.items():
            rows.append((name, *(tally[state] for state in reversed(STATES)), tally.total()))
            tones.append("")
    title = standard.label("review.clauses.summary", lang)
    columns = (Column("title", 40), *_COUNTED, Column("sum", 12, center=True))
    note = standard.label("review.clauses.summary_note", lang)
    return Sheet(title, f"{title}　{subject}", columns, rows, tones, note)


def _chapter(number: str, standard: Standard) -> str:
    """Number and heading of the part of the code that a clause belongs to: 5.4, 附录B, H.1.7."""
    appendix = re.match(r"表?([A-G])", number)
    if appendix:
        key = f"附录{appendix.group(1)}"
    else:
        depth = 3 if number.startswith("H.") else 1 if number.startswith("3") else 2
        key = ".".join(number.split(" ")[0].split(".")[:depth])
    heading = standard.clauses.get(key)
    return f"{key} {heading.title}".strip() if heading else key


def _listed(subject: str, said: Sequence[Comment], standard: Standard, lang: str) -> Sheet:
    """Findings under each clause that their rule cites, in the order of the code; a waived one is grey."""
    order = {number: place for place, number in enumerate(standard.clauses)}
    pairs = [(number, c) for c in said for number in cited(c.clause, standard.clauses)]
    pairs.sort(key=lambda pair: order.get(pair[0], len(order)))
    rows = [
        (
            number,
            standard.clauses[number].title if number in standard.clauses else "",
            standard.term("severity", c.severity, lang),
            standard.term("discipline", c.discipline, lang),
            c.text,
            c.place,
            _status(c, standard, lang),
            c.finding.id,
        )
        for number, c in pairs
    ]
    title = standard.label("review.clauses.findings", lang)
    return Sheet(title, f"{title}　{subject}", _LISTED, rows, [c.kind for _, c in pairs])


def _status(comment: Comment, standard: Standard, lang: str) -> str:
    if comment.finding.waived:
        return standard.label("review.page.kind.waived", lang)
    return standard.term("reply_status", comment.status, lang) if comment.status else ""
