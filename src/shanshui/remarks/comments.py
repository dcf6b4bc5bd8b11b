"""A finding in words, with reply and waiver: the one value that page, matrix and JSON are drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from shanshui.finding import Finding, Place
from shanshui.plan import Plan, Ruling
from shanshui.standard import Record, Standard, describe

SEVERITIES = ("error", "warning", "note")
DISCIPLINES = ("ecology", "water", "land", "geology", "cost", "GIS", "document")
_PLACE_PARTS = ("file", "sheet", "row", "column", "layer", "feature", "page", "paragraph", "cell")


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment of the review.

    Parameters
    ----------
    finding : Finding
        What it speaks of.
    text, remedy, got, want : str
        In words.
    severity, certainty, discipline, clause : str
        From the rule's record.
    place : str
        Where, for a reader.
    ruling : Ruling or None
        The ruling that waives it.
    reply, status, by, date : str
        What the applicant answered, whether that settles it (a code of ``reply_status``), who and when.
    """

    finding: Finding
    text: str
    remedy: str
    got: str
    want: str
    severity: str
    certainty: str
    discipline: str
    clause: str
    place: str
    ruling: Ruling | None = None
    reply: str = ""
    status: str = ""
    by: str = ""
    date: str = ""

    @property
    def kind(self) -> str:
        """``waived`` where a ruling waives it, else its severity."""
        return "waived" if self.finding.waived else self.severity

    @property
    def unanswered(self) -> bool:
        """Whether it still waits for the applicant: neither waived nor replied to."""
        return not self.finding.waived and (not self.reply or self.status == "open")


def comments(
    findings: Iterable[Finding], standard: Standard, plan: Plan | None, lang: str = "zh"
) -> tuple[Comment, ...]:
    """Put findings into words.

    Parameters
    ----------
    findings : iterable of Finding
        Of all stages.
    standard : Standard
        Words of the program, names of tables and layers.
    plan : Plan or None
        Its rulings and replies; None where there is no plan to ask.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    tuple of Comment
        Errors first, within a severity by discipline, then in the order found.
    """
    rulings = {ruling.id: ruling for ruling in plan.rulings} if plan else {}
    replies = _replies(plan)
    terms = _english(standard) if lang == "en" else {}
    found = [_comment(_spoken(f, terms), f, standard, rulings, replies, lang) for f in findings]
    return tuple(sorted(found, key=lambda c: (SEVERITIES.index(c.severity), DISCIPLINES.index(c.discipline))))


def place_text(place: Place, standard: Standard, lang: str = "zh") -> str:
    """A place in words.

    Parameters
    ----------
    place : Place
        Only its filled parts are named.
    standard : Standard
        Names of input tables, their columns and layers.
    lang : {"zh", "en"}
        Language.
    """
    filled = {name: getattr(place, name) for name in _PLACE_PARTS if getattr(place, name) not in ("", None)}
    if "sheet" in filled and place.file.endswith(".csv"):
        del filled["file"]
    names = {name: _named(name, str(value), place, standard, lang) for name, value in filled.items()}
    return " ".join(standard.label(f"review.place.{name}", lang).format(value=value) for name, value in names.items())


def _named(part: str, value: str, place: Place, standard: Standard, lang: str) -> str:
    table = standard.inputs.get(place.sheet)
    if part == "column" and place.file == "project.yaml":
        return next(((key.zh if lang == "zh" else key.en) for key in standard.project.keys if key.key == value), value)
    if part == "sheet" and table is not None:
        return table.name_zh if lang == "zh" else table.name_en
    if part == "column" and table is not None and value in table.columns:
        return table.columns[value].heading(lang)
    if part == "layer" and (role := standard.role(value)) is not None:
        return role.name if lang == "zh" else role.name_en
    return value


def _comment(
    spoken: Finding,
    finding: Finding,
    standard: Standard,
    rulings: Mapping[str, Ruling],
    replies: Mapping[str, Record],
    lang: str,
) -> Comment:
    words = describe(spoken, lang, standard.rules)
    reply = replies.get(finding.id)
    return Comment(
        finding,
        words.text,
        words.remedy,
        spoken.got,
        spoken.want,
        words.severity,
        words.certainty,
        words.discipline,
        words.clause,
        place_text(finding.place, standard, lang),
        rulings.get(finding.waived),
        *((reply.text(column) for column in ("reply", "status", "by", "date")) if reply else ()),
    )


def _spoken(finding: Finding, terms: Mapping[str, str]) -> Finding:
    """The same finding with its Chinese terms in English, if any; names that the planner gave stay as they are."""
    if not terms:
        return finding

    def turned(text: str) -> str:
        return " / ".join(terms.get(part, part) for part in text.split(" / "))

    words = {key: finding.words.get(f"{key}_en") or turned(value) for key, value in finding.words.items()}
    return replace(finding, got=turned(finding.got), want=turned(finding.want), words=words)


def _english(standard: Standard) -> Mapping[str, str]:
    """English words by their Chinese ones: terms, input tables, their columns."""
    found = {term.zh: term.en for terms in standard.vocabularies.values() for term in terms.values()}
    for key, spec in standard.performance.items():
        term = standard.vocabularies["performance"].get(key)
        found |= {name: term.en for name in spec.names() if term is not None}
    for table in standard.inputs.values():
        found[table.name_zh] = table.name_en
        found |= {column.header_zh: column.header_en for column in table.columns.values()}
    return found


def _replies(plan: Plan | None) -> Mapping[str, Record]:
    return {record.text("finding"): record for record in plan.records.get("replies", ())} if plan else {}
