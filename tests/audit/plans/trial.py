"""A plan audited before and after a fault was planted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

from audit.plans.faults import plant
from audit.plans.files import FORMATS, found_again, saved
from audit.plans.plan import plan
from shanshui.audit.auditing import audit
from shanshui.finding import Finding
from shanshui.standard.rules import load_rules

LEAST_RECALL, MOST_ALARMS = 0.95, 1.0


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of one.

    Parameters
    ----------
    seed, kind : int, str
        The plan and the fault.
    found : bool
        Whether an error or warning quotes it.
    codes : tuple of str
        Which did.
    alarms : tuple of str
        Code and quotations of what was said wrongly.
    words : str
        The fault as it stands in the plan.
    """

    seed: int
    kind: str
    found: bool
    codes: tuple[str, ...]
    alarms: tuple[str, ...]
    words: str


def tried(seed: int, kind: str, folder: Path) -> Trial | None:
    """Audit a plan, plant a fault, audit it again.

    Parameters
    ----------
    seed : int
        Of the plan and of the fault.
    kind : str
        Which fault.
    folder : Path
        Where files may be written.

    Returns
    -------
    Trial or None
        None where the plan has no place for such a fault.
    """
    clean = plan(seed)
    planted = plant(clean, kind, Random(seed))
    if planted is None:
        return None
    form = FORMATS[seed % len(FORMATS)]
    _, before = _said(clean.text, form, folder / f"before{seed}")
    read, after = _said(planted.text, form, folder / f"after{seed}")
    spans = found_again(planted.text, planted.spans, read)
    met = [finding for finding in after if _meets(finding, spans)]
    wrong = [*before, *(f for f in after if f not in met and _words(f) not in {_words(b) for b in before})]
    start, end = planted.spans[0]
    shown = planted.text[max(0, start - 16) : end + 12].replace("\n", "⏎")
    return Trial(seed, kind, bool(met), tuple(sorted({f.code for f in met})), tuple(map(_words, wrong)), shown)


def _said(text: str, form: str, path: Path) -> tuple[str, tuple[Finding, ...]]:
    """What was read of a plan, and the errors and warnings about it."""
    audited, rules = audit(saved(text, form, path)), load_rules()
    return audited.document.text, tuple(f for f in audited.findings if rules[f.code].severity != "note")


def _meets(finding: Finding, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(quote.start < end and start < quote.end for quote in finding.quotes for start, end in spans)


def _words(finding: Finding) -> str:
    return f"{finding.code} {' | '.join(quote.text[:60] for quote in finding.quotes)} {finding.got} {finding.want}"
