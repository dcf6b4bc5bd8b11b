"""An audit on a terminal: counts, findings with every quoted side, and what became of an earlier version."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from rich.text import Text

from shanshui import remarks
from shanshui.audit.auditing import Audited
from shanshui.audit.comparison import Compared, FactChange
from shanshui.audit.output.passages import passage
from shanshui.finding import Finding
from shanshui.standard import Standard, describe


def summary(
    audited: Audited,
    standard: Standard,
    compared: Compared | None = None,
    lang: str = "zh",
    limit: int = 20,
    written: bool = False,
) -> Iterator[Text]:
    """Lines for a terminal.

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
    limit : int
        How many findings, and how many lines of the comparison, to list; the rest is counted.
    written : bool
        Whether page, matrix and the rest were written; where they were not, it says how they are.
    """

    def quoted(finding: Finding) -> Iterator[str]:
        for quote in finding.quotes:
            shown = passage(audited.document, quote)
            where = [shown.chapter] if shown.chapter else []
            if shown.page is not None:
                where.append(standard.label("review.place.page", lang).format(value=shown.page))
            yield f"{shown.marked}　{' '.join(where)}".rstrip("　")

    if compared is not None:
        yield from _compared(compared, standard, lang, limit)
    yield from remarks.summary(audited.findings, standard, None, lang, limit, quoted, "" if written else "audit.look")


def _compared(compared: Compared, standard: Standard, lang: str, limit: int) -> Iterator[Text]:
    counts = {
        "before": compared.before,
        "mended": len(compared.mended),
        "new": len(compared.new),
        "staying": len(compared.staying),
        "facts": len(compared.facts),
    }
    yield Text(standard.label("audit.compared", lang).format(**counts), style="bold")
    for kind, findings in (("mended", compared.mended), ("new", compared.new)):
        for finding in islice(findings, limit):
            words = describe(finding, lang, standard.rules).text
            yield Text(f"  {standard.label(f'audit.compared.{kind}', lang)} {finding.code} {words}")
    for change in islice(compared.facts, limit):
        yield Text(f"  {standard.label('audit.compared.fact', lang)} {fact_line(change)}")


def fact_line(change: FactChange) -> str:
    """A fact that has changed, in one line: what, where, when, and both values as they stand there."""
    named = (change.before[0].of.text or change.of, change.scope, change.when)
    before, after = ("、".join(claim.quantity.text for claim in side) for side in (change.before, change.after))
    return f"{'，'.join(part for part in dict.fromkeys(named) if part)}：{before} → {after}"
