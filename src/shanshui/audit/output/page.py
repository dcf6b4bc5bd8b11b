"""An audit as one self-contained page: the document beside its findings, and all that was read of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from shanshui import pages
from shanshui.audit.auditing import Audited
from shanshui.audit.comparison import Compared
from shanshui.audit.output.console import fact_line
from shanshui.audit.output.extracts import KINDS, extracts, numbered
from shanshui.audit.output.paper import Mark, Paper
from shanshui.audit.output.passages import Passage, passage
from shanshui.remarks import Comment, comments, counts
from shanshui.standard import Standard


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as the page shows it.

    Parameters
    ----------
    number : int
        In the order of the page.
    anchor : str
        Id of its element; the finding's own unless an earlier one has the same.
    comment : Comment
        In words.
    passages : tuple of (int, int, Passage)
        What it quotes, with beginning and end as a browser counts them.
    state : {"", "new", "staying"}
        How it stands to an earlier version.
    """

    number: int
    anchor: str
    comment: Comment
    passages: tuple[tuple[int, int, Passage], ...]
    state: str


def audit_page(audited: Audited, standard: Standard, compared: Compared | None = None, lang: str = "zh") -> str:
    """Draw the page.

    Parameters
    ----------
    audited : Audited
        The document and its findings.
    standard : Standard
        Words.
    compared : Compared, optional
        What became of an earlier version.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        An HTML document that asks no network for anything.
    """
    label = partial(standard.label, lang=lang)
    said = comments(audited.findings, standard, None, lang)
    marks = (
        Mark(quote.start, quote.end, number, comment.severity)
        for number, comment in enumerate(said)
        for quote in comment.finding.quotes
    )
    paper = Paper(audited.document, marks, label("review.place.page"))
    found = extracts(audited.reading, lambda code: label(f"audit.phase.{code}"))
    script = pages.script(__package__, "audit.js")
    data = {"facts": list(numbered(found, paper.units.at)), "kinds": [label(f"audit.extract.{kind}") for kind in KINDS]}
    tally = counts(audited.findings)
    return pages.template(__package__, "audit.html").render(
        lang="zh-CN" if lang == "zh" else "en",
        document=audited.document,
        items=_items(said, audited, paper, compared),
        counts={kind: count for kind, count in tally.items() if kind != "waived"},
        codes=sorted(Counter(comment.finding.code for comment in said).items()),
        leaves=paper.leaves(),
        kinds=[(n, kind, sum(one.kind == kind for one in found)) for n, kind in enumerate(KINDS)],
        compared=compared,
        mended=comments(compared.mended, standard, None, lang) if compared is not None else (),
        changes=_changes(compared, paper),
        data=pages.embedded(data),
        style=pages.style(__package__, "audit.css", also=("findings.css",)),
        script=script,
        policy=pages.policy((f"\n{script}\n",)),
        label=label,
        term=lambda vocabulary, code: standard.term(vocabulary, str(code), lang),
    )


def _items(said: Sequence[Comment], audited: Audited, paper: Paper, compared: Compared | None) -> list[Item]:
    states: Mapping[int, str] = {}
    if compared is not None:
        states = {id(one): "new" for one in compared.new} | {id(one): "staying" for _, one in compared.staying}
    seen: Counter[str] = Counter()
    items = []
    for number, comment in enumerate(said):
        finding = comment.finding
        seen[finding.id] += 1
        anchor = f"f-{finding.id}" + (f"-{seen[finding.id]}" if seen[finding.id] > 1 else "")
        at = paper.units.at
        quoted = tuple((at(q.start), at(q.end), passage(audited.document, q)) for q in finding.quotes)
        items.append(Item(number, anchor, comment, quoted, states.get(id(finding), "")))
    return items


def _changes(compared: Compared | None, paper: Paper) -> list[tuple[str, Markup]]:
    """Facts that have changed, with the places of the later version as the script takes them."""
    if compared is None:
        return []
    at = paper.units.at
    return [
        (
            fact_line(change),
            Markup(" ".join(f"{at(c.quantity.span.start)} {at(c.quantity.span.end)}" for c in change.after)),
        )
        for change in compared.facts
    ]
