"""Documents that follow from where sub-projects lie: named among attestations or consultations, or missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from shanshui.finding import Finding
from shanshui.ledger import fact_id
from shanshui.review.case import Case
from shanshui.standard.judging.consequences import load_consequences

_WHERE = {"attestations": ("statement", "file", "note"), "consultations": ("opinion", "answer", "note")}


def undocumented(case: Case, code: str, kind: str) -> Iterator[Finding]:
    """Sub-projects from which something follows whose document nobody names.

    Parameters
    ----------
    case : Case
        Facts, and the tables that name documents.
    code : str
        Of the finding.
    kind : str
        Code of the vocabulary ``consequence``.
    """
    spec = load_consequences()[kind]
    texts = (row.text(column) for table, columns in _WHERE.items() for row in case.records(table) for column in columns)
    if spec.named_in(*texts):
        return
    for sub in case.plan.subprojects:
        subject = f"subproject:{sub.code}"
        fact = fact_id(subject, f"consequence.{kind}")
        if case.facts.text(fact) != "yes":
            continue
        ground = fact_id(subject, f"consequence.{kind}.ground")
        vocabularies = case.standard.vocabularies
        what = vocabularies["consequence"][kind]
        why = vocabularies["consequence_ground"][case.facts.text(ground)]
        words = {
            "name": sub.name,
            "what": what.zh,
            "what_en": what.en,
            "ground": why.zh,
            "ground_en": why.en,
            "document": spec.document_zh,
            "document_en": spec.document_en,
        }
        place = replace(sub.place, layer="subprojects", feature=sub.code)
        yield Finding(code, place, words["what"], spec.document_zh, f"{subject}.{kind}", (fact, ground), words)
