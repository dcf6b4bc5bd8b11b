"""Findings as one self-contained page: filter, map, extracts of tables, print and keyboard without a network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from shanshui import pages
from shanshui.finding import Finding
from shanshui.ledger import Fact, Facts
from shanshui.plan import Plan
from shanshui.quantity import printed, unit
from shanshui.remarks.comments import DISCIPLINES, SEVERITIES, Comment, comments
from shanshui.remarks.console import counts, verdict
from shanshui.review.amounts import shown
from shanshui.review.output.atlas import WIDTH, Atlas
from shanshui.review.output.extracts import Extract, Extracts
from shanshui.review.output.places import Gazetteer, gazetteer
from shanshui.standard import Standard, cited

GATHERED = 8
"""Findings of one rule beyond which they stand in a group of their own, closed at first: big plans still open."""

_OUTER = {"m2": ("hm2", 2), "yuan": ("wan_yuan", 2), "1": ("1", 4)}
"""Unit and decimals that a reader expects in place of the inner unit."""


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as the page shows it.

    Parameters
    ----------
    comment : Comment
        In words.
    anchor : str
        Id of its element; the finding's own unless an earlier one has the same.
    features : tuple of str
        Keys of the features that it speaks of.
    cell : str
        Extract, row and column index that it speaks of: ``works/14/6``; empty where none is known.
    clauses : tuple of str
        Numbers of the clauses that its rule cites.
    """

    comment: Comment
    anchor: str
    features: tuple[str, ...]
    cell: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one rule in one discipline; those of a rule that found few are not gathered."""

    code: str
    items: tuple[Item, ...]

    @property
    def gathered(self) -> bool:
        """Whether they stand in a group of their own."""
        return len(self.items) > GATHERED


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the page shows beside the findings.

    Parameters
    ----------
    atlas : Atlas or None
        The map; None where there is none to draw.
    extracts : Extracts
        Rows of the files that findings name.
    """

    atlas: Atlas | None = None
    extracts: Extracts = field(default_factory=Extracts)


def findings_page(
    subject: str,
    findings: Iterable[Finding],
    standard: Standard,
    facts: Facts,
    plan: Plan | None = None,
    lang: str = "zh",
    around: Surroundings | None = None,
) -> str:
    """Draw the page.

    Parameters
    ----------
    subject : str
        What was judged.
    findings : iterable of Finding
        Of all stages.
    standard : Standard
        Words.
    facts : Facts
        Where the values of the quoted facts stand.
    plan : Plan, optional
        Its rulings and replies.
    lang : {"zh", "en"}
        Language.
    around : Surroundings, optional
        Map and extracts.

    Returns
    -------
    str
        An HTML document.
    """
    found, around = tuple(findings), around or Surroundings()
    said = comments(found, standard, plan, lang)
    known = around.atlas.keys if around.atlas else frozenset[str]()
    items = _items(said, gazetteer(known, plan, standard), around.extracts, standard)
    groups = {name: _groups([i for i in items if i.comment.discipline == name]) for name in DISCIPLINES}
    return pages.template(__package__, "findings.html").render(
        lang="zh-CN" if lang == "zh" else "en",
        subject=subject,
        final=verdict(found),
        counts=counts(found),
        groups={name: group for name, group in groups.items() if group},
        sizes={name: sum(len(group.items) for group in own) for name, own in groups.items()},
        codes=sorted(Counter(comment.finding.code for comment in said).items()),
        atlas=around.atlas,
        width=WIDTH,
        marks=_marks(items),
        places=_places(items, around.atlas, standard, lang),
        clause_title=lambda number: _clause_title(number, standard),
        values=_values(said, facts),
        data=_data(said, facts, around.extracts, standard, lang),
        edition=standard.edition,
        style=pages.style(__package__, "findings.css", also=("findings.css",)),
        script=pages.script(__package__, "findings.js"),
        label=lambda key: standard.label(key, lang),
        term=lambda vocabulary, code: standard.term(vocabulary, str(code), lang),
    )


def _items(said: Sequence[Comment], places: Gazetteer, extracts: Extracts, standard: Standard) -> tuple[Item, ...]:
    seen: Counter[str] = Counter()
    items = []
    for comment in said:
        finding = comment.finding
        seen[finding.id] += 1
        again = f"-{seen[finding.id]}" if seen[finding.id] > 1 else ""
        spot = extracts.spot(finding.place)
        cell = "" if spot is None else f"{spot[0].key}/{spot[1]}/{'' if spot[2] is None else spot[2]}"
        clauses = tuple(n for n in cited(comment.clause, standard.clauses) if n in standard.clauses)
        items.append(Item(comment, f"f-{finding.id}{again}", places.features(finding), cell, clauses))
    return tuple(items)


def _groups(items: Sequence[Item]) -> tuple[Group, ...]:
    """By rule, in the order in which each was met first."""
    by_code: dict[str, list[Item]] = {}
    for item in items:
        by_code.setdefault(item.comment.finding.code, []).append(item)
    return tuple(Group(code, tuple(own)) for code, own in by_code.items())


def _marks(items: Sequence[Item]) -> Mapping[str, str]:
    """The worst kind of finding on each feature."""
    order = (*SEVERITIES, "waived")
    marks: dict[str, str] = {}
    for item in items:
        for feature in item.features:
            marks[feature] = min(marks.get(feature, "waived"), item.comment.kind, key=order.index)
    return marks


def _places(
    items: Sequence[Item], atlas: Atlas | None, standard: Standard, lang: str
) -> tuple[tuple[str, str, int], ...]:
    """Features that findings speak of, with name and number of findings, in the order of the map."""
    tally = Counter(feature for item in items for feature in item.features)
    whole = standard.label("review.page.whole_scope", lang)
    outlines = atlas.outlines if atlas else ()
    return tuple((o.key, o.name or whole, tally[o.key]) for o in outlines if tally[o.key])


def _clause_title(number: str, standard: Standard) -> str:
    clause = standard.clauses[number]
    return f"{number} {clause.title}：{clause.wording}" if clause.wording else f"{number} {clause.title}"


def _values(said: Iterable[Comment], facts: Facts) -> Mapping[str, str]:
    """Value of each fact that findings rest on, in the unit a reader expects; the reason where there is none."""
    ids = dict.fromkeys(fact for comment in said for fact in comment.finding.facts)
    return {key: _value(facts[key]) for key in ids if key in facts}


def _value(fact: Fact) -> str:
    if fact.value is None or isinstance(fact.value, str):
        return fact.value or fact.reason or printed(None, None)
    outer, places = _OUTER.get(fact.unit, (fact.unit, None))
    return shown(fact.value, fact.unit, outer, places)


def _data(said: Sequence[Comment], facts: Facts, extracts: Extracts, standard: Standard, lang: str) -> Markup:
    """What the page opens on demand, as JSON that may stand in a script element."""
    clauses = dict.fromkeys(n for c in said for n in cited(c.clause, standard.clauses) if n in standard.clauses)
    data = {
        "clauses": {number: _clause(number, standard, lang) for number in clauses},
        "facts": {key: _fact(facts[key], standard, lang) for key in _values(said, facts)},
        "extracts": {key: _extract(extract, standard, lang) for key, extract in extracts.tables.items()},
    }
    return pages.embedded(data)


def _clause(number: str, standard: Standard, lang: str) -> dict[str, str]:
    clause = standard.clauses[number]
    kind = standard.label(f"review.kind.{clause.kind}", lang)
    return {"title": clause.title, "wording": clause.wording, "kind": kind}


def _fact(fact: Fact, standard: Standard, lang: str) -> dict[str, object]:
    exact = "" if fact.value is None else f"{fact.value} {unit(fact.unit).symbol}".strip()
    rows = {
        "review.fact.exact": exact if exact != _value(fact) else "",
        "review.fact.basis": standard.term("basis", fact.basis, lang),
        "review.fact.source": fact.source,
        "review.fact.method": fact.method,
        "review.column.clause": standard.concordance.here(fact.clause),
        "review.page.inputs": " ".join(fact.inputs[:12]) + (" …" if len(fact.inputs) > 12 else ""),
    }
    return {standard.label(key, lang): value for key, value in rows.items() if value}


def _extract(extract: Extract, standard: Standard, lang: str) -> dict[str, object]:
    table = standard.inputs.get(extract.key)
    name = "" if table is None else table.name_zh if lang == "zh" else table.name_en
    rows = {str(row): list(line.cells) for row, line in extract.lines.items()}
    return {"name": name, "file": extract.file, "heads": list(extract.heads), "rows": rows}
