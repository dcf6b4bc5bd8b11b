"""What a finding says: severity, discipline, clause, wording and remedy by code, in two languages."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from shanshui.errors import DefectError
from shanshui.finding import Finding
from shanshui.standard.records import data_folder, keyed, read_csv

Severity = Literal["error", "warning", "note"]
Discipline = Literal["ecology", "water", "land", "geology", "cost", "GIS", "document"]


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """One rule as data.

    Parameters
    ----------
    code : str
        Of the finding.
    severity : {"error", "warning", "note"}
        An error keeps the dossier a draft.
    certainty : {"certain", "likely", "possible"}
        How sure a hit is a fault.
    discipline : str
        Which expert of a panel it concerns.
    clause : str
        Where the code asks for it; empty where it comes from our own file formats.
    text_zh, text_en, remedy_zh, remedy_en : str
        With ``{got}``, ``{want}``, ``{subject}`` and the finding's own ``words``.
    words : tuple of str
        Names of further words that the texts quote.
    """

    code: str
    severity: Severity
    certainty: Literal["certain", "likely", "possible"]
    discipline: Discipline
    text_zh: str
    text_en: str
    remedy_zh: str
    remedy_en: str
    clause: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Described:
    """A finding in words.

    Parameters
    ----------
    text, remedy : str
        In the language asked for.
    severity, certainty, discipline, clause : str
        From the rule.
    waived : str
        The ruling that waives it, else empty; the severity stays.
    """

    text: str
    remedy: str
    severity: Severity
    certainty: str
    discipline: Discipline
    clause: str
    waived: str = ""


_NEAREST = re.compile(r"[；;]\s?(?:相近的是：|the nearest is )\{near\}")


@cache
def load_rules(data: Path | None = None) -> Mapping[str, RuleRecord]:
    """All rules by code, from every file of ``data/rules``."""
    found = (record for records in load_topics(data).values() for record in records)
    return keyed(found, lambda r: r.code, "rules")


@cache
def load_topics(data: Path | None = None) -> Mapping[str, tuple[RuleRecord, ...]]:
    """Rules by topic, the name of their file: for a rule of the review that of its module, else who finds the fault."""
    folder = (data or data_folder()) / "rules"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".csv")), key=lambda f: f.name)
    return MappingProxyType({f.name.removesuffix(".csv"): read_csv(RuleRecord, f) for f in files})


def describe(finding: Finding, lang: str = "zh", rules: Mapping[str, RuleRecord] | None = None) -> Described:
    """Put a finding into words.

    Parameters
    ----------
    finding : Finding
        Its code must be one of ``data/rules``.
    lang : {"zh", "en"}
        Language of text and remedy.
    rules : mapping, optional
        Rules of an edition, which cite its clauses; those that all editions share where absent.

    Returns
    -------
    Described
        A word that the finding does not bring is shown as ``—``.

    Raises
    ------
    DefectError
        Where no rule has this code.
    ValueError
        Where the language is neither.
    """
    if lang not in ("zh", "en"):
        raise ValueError(f"language {lang!r}; zh and en are there")
    rule = (load_rules() if rules is None else rules).get(finding.code)
    if rule is None:
        raise DefectError(f"finding code {finding.code!r} is in no file of data/rules")
    words = {"got": finding.got, "want": finding.want, "subject": finding.subject, **finding.words}
    if lang == "en":
        words |= {key.removesuffix("_en"): word for key, word in finding.words.items() if key.endswith("_en")}
    text, remedy = (rule.text_zh, rule.remedy_zh) if lang == "zh" else (rule.text_en, rule.remedy_en)
    return Described(
        _filled(text, words),
        _filled(remedy, words),
        rule.severity,
        rule.certainty,
        rule.discipline,
        rule.clause,
        finding.waived,
    )


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    """The pattern with its words; "the nearest is ..." is left out where nothing comes near."""
    if not words.get("near"):
        pattern = _NEAREST.sub("", pattern)
    parts = []
    for literal, name, _, _ in string.Formatter().parse(pattern):
        parts.append(literal)
        if name is not None:
            parts.append(str(words.get(name, "")) or "—")
    return "".join(parts)
