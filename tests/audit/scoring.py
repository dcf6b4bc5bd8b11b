"""Findings of the auditor held against contradictions that careful readers have marked.

    python -m audit.scoring FILE LABELS.csv [--verbose]        (from the folder ``tests``)

Labels are rows of a CSV: one id for each root cause, its kinds, how sure the readers were, and one pair of passages
a row; a cause with several sides has several rows, each of which shows it. Passages are given as code points into the
whole text, with a hash of their words, so that nobody's sentences stand in this repository. Kinds that begin with
``ok:`` mark claims which agree although a naive checker would flag them.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shanshui.finding import Finding, TextQuote
from shanshui.standard.rules import load_rules

HERE = Path(__file__).parent
LABELS = HERE / "labels"
PAGE = 1000
"""Characters of a page."""


@dataclass(frozen=True, slots=True)
class Side:
    """A passage that a label speaks of: code points, end exclusive, and a hash of the words."""

    start: int
    end: int
    hash: str

    def meets(self, quotes: Iterable[TextQuote]) -> bool:
        """Whether a passage quoted overlaps it."""
        return any(quote.start < self.end and self.start < quote.end for quote in quotes)

    def holds(self, text: str) -> bool:
        """Whether the words still stand there."""
        return digest(text[self.start : self.end]) == self.hash


@dataclass(frozen=True, slots=True)
class Label:
    """One root cause that readers have marked.

    Parameters
    ----------
    id : str
        Its id.
    kinds : tuple of str
        Kinds that it was given: ``same-fact``, ``sum``…
    certainty : str
        ``certain``, ``likely`` or ``doubtful``.
    pairs : tuple of tuple of Side
        Each pair of passages (or passage alone) that shows it.
    remark : str
        What the reader thought.
    """

    id: str
    kinds: tuple[str, ...]
    certainty: str
    pairs: tuple[tuple[Side, ...], ...]
    remark: str

    @property
    def lawful(self) -> bool:
        """Whether it marks what agrees."""
        return self.kinds[0].startswith("ok:")


@dataclass(frozen=True, slots=True)
class Score:
    """How findings and labels of one text meet.

    Parameters
    ----------
    found, missed : tuple of Label
        Contradictions that readers are sure of, hit by a finding and not.
    likely_found, likely_missed : tuple of Label
        The same of those that are only likely.
    right, wrong : tuple of Finding
        Findings that are said to be certain, which hit a label (of whatever certainty) and which do not.
    false_errors : tuple of Finding
        Errors that hit no label.
    alarms : tuple of (Finding, Label)
        Errors that hit no fault and quote both sides of what agrees.
    pages : float
        Length of the text.
    """

    found: tuple[Label, ...]
    missed: tuple[Label, ...]
    likely_found: tuple[Label, ...]
    likely_missed: tuple[Label, ...]
    right: tuple[Finding, ...]
    wrong: tuple[Finding, ...]
    false_errors: tuple[Finding, ...]
    alarms: tuple[tuple[Finding, Label], ...]
    pages: float

    @property
    def recall(self) -> float:
        """Share of the certain contradictions that was found."""
        return len(self.found) / max(1, len(self.found) + len(self.missed))

    @property
    def precision(self) -> float:
        """Share of the certain findings that a reader had marked."""
        return len(self.right) / max(1, len(self.right) + len(self.wrong))

    @property
    def false_errors_in_ten_pages(self) -> float:
        """Errors that nobody had marked, in ten pages."""
        return 10 * len(self.false_errors) / max(self.pages, 1.0)


def digest(words: str) -> str:
    """The hash by which labels know their words."""
    return hashlib.sha256(words.encode()).hexdigest()[:10]


def read_labels(path: Path) -> tuple[Label, ...]:
    """Labels of a file, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    by_id: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        by_id.setdefault(row["id"], []).append(row)
    return tuple(
        Label(
            name,
            tuple(of[0]["kinds"].split("|")),
            of[0]["certainty"],
            tuple(_sides(row) for row in of),
            of[0]["remark"],
        )
        for name, of in by_id.items()
    )


def _sides(row: dict[str, str]) -> tuple[Side, ...]:
    return tuple(Side(int(row[f"start{n}"]), int(row[f"end{n}"]), row[f"hash{n}"]) for n in (1, 2) if row[f"start{n}"])


@cache
def kinds_by_code() -> dict[str, tuple[str, ...]]:
    """Kinds that a finding's code, or the longest beginning of it that is listed, may stand for."""
    with (LABELS / "kinds.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: tuple(row["kinds"].split("|")) for row in csv.DictReader(file)}


def kinds_of(code: str) -> tuple[str, ...]:
    """Kinds that a code may stand for; empty where it is not listed."""
    listed = kinds_by_code()
    return listed.get(max((name for name in listed if code.startswith(name)), key=len, default=""), ())


def hits(finding: Finding, label: Label) -> bool:
    """Whether a finding speaks of a label: the kinds agree, and its quotes overlap each side of some pair."""
    kinds = kinds_of(finding.code)
    alike = not kinds or any(kind in kinds for kind in label.kinds)
    return alike and _quotes_it(finding, label)


def _quotes_it(finding: Finding, label: Label) -> bool:
    return any(all(side.meets(finding.quotes) for side in pair) for pair in label.pairs)


def score(findings: Sequence[Finding], labels: Sequence[Label], characters: int) -> Score:
    """Hold findings against labels.

    Parameters
    ----------
    findings : sequence of Finding
        All of one document.
    labels : sequence of Label
        Of the same.
    characters : int
        Length of its text.
    """
    rules = load_rules()
    faults = [label for label in labels if not label.lawful]
    met = {id(finding): tuple(label for label in faults if hits(finding, label)) for finding in findings}
    known = {label.id for labels_of in met.values() for label in labels_of}
    sure = [finding for finding in findings if rules[finding.code].certainty == "certain"]
    errors = [finding for finding in findings if rules[finding.code].severity == "error" and not met[id(finding)]]
    lawful = [label for label in labels if label.lawful]

    def parted(certainty: str) -> tuple[tuple[Label, ...], tuple[Label, ...]]:
        of = [label for label in faults if label.certainty == certainty]
        return tuple(x for x in of if x.id in known), tuple(x for x in of if x.id not in known)

    return Score(
        *parted("certain"),
        *parted("likely"),
        tuple(finding for finding in sure if met[id(finding)]),
        tuple(finding for finding in sure if not met[id(finding)]),
        tuple(errors),
        tuple((finding, label) for finding in errors for label in lawful if _quotes_it(finding, label)),
        characters / PAGE,
    )


def by_kind(result: Score) -> dict[str, tuple[int, int]]:
    """Certain contradictions found and marked, kind by kind (the first that a label bears)."""
    kinds = sorted({label.kinds[0] for label in (*result.found, *result.missed)})
    return {
        kind: (
            sum(label.kinds[0] == kind for label in result.found),
            sum(label.kinds[0] == kind for label in (*result.found, *result.missed)),
        )
        for kind in kinds
    }


def told(result: Score, verbose: bool = False) -> str:
    """A score in words."""
    lines = [
        f"recall of certain contradictions {result.recall:6.1%}  ({len(result.found)} of"
        f" {len(result.found) + len(result.missed)}; likely ones {len(result.likely_found)} of"
        f" {len(result.likely_found) + len(result.likely_missed)})",
        f"precision of certain findings    {result.precision:6.1%}  ({len(result.right)} of"
        f" {len(result.right) + len(result.wrong)})",
        f"false errors in ten pages        {result.false_errors_in_ten_pages:6.2f}  ({len(result.false_errors)} on"
        f" {result.pages:.0f} pages)",
    ]
    lines += [f"  {kind:24} {hit} of {all_}" for kind, (hit, all_) in by_kind(result).items()]
    if verbose:
        lines += [f"missed  {_label(label)}" for label in result.missed]
        lines += [f"missed? {_label(label)}" for label in result.likely_missed]
        lines += [f"wrong   {_finding(finding)}" for finding in result.wrong]
        lines += [f"error   {_finding(finding)}" for finding in result.false_errors]
        lines += [f"agrees  {_finding(finding)}  against {label.id} {label.remark}" for finding, label in result.alarms]
    return "\n".join(lines)


def _label(label: Label) -> str:
    places = "; ".join(" ~ ".join(f"{side.start}-{side.end}" for side in pair) for pair in label.pairs[:4])
    return f"{label.id} {'|'.join(label.kinds)}: {label.remark} [{places}]"


def _finding(finding: Finding) -> str:
    quotes = " ~ ".join(f"{quote.start}-{quote.end} {quote.text[:30]}" for quote in finding.quotes[:6])
    return f"{finding.code}: {finding.got} / {finding.want} [{quotes}]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Audit a document and print how it meets its labels."""
    from shanshui.audit.auditing import audit

    parser = argparse.ArgumentParser(description="Hold the auditor against marked contradictions.")
    parser.add_argument("file", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--verbose", action="store_true", help="list what was missed and what nobody had marked")
    given = parser.parse_args(arguments)
    audited = audit(given.file)
    result = score(audited.findings, read_labels(given.labels), len(audited.document.text))
    print(told(result, given.verbose))
    return 0


if __name__ == "__main__":
    sys.exit(main())
