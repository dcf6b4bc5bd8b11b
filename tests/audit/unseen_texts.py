"""Whole plans that were invented, with their contradictions, by people who had not seen the auditor.

    python -m audit.unseen_texts [SET …] [--verbose]        (from the folder ``tests``)

A set is a folder of ``unseen``: each text as it is, its twin without the contradictions (``…_clean.txt``; a text
without one is lawful throughout), and ``labels.csv`` with one row for each contradiction: code points of the passage
that was made wrong, and of the other side. A contradiction is found where an error or a warning quotes the passage.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from shanshui.audit.auditing import Audited, audit
from shanshui.finding import Finding
from shanshui.standard.rules import load_rules

UNSEEN = Path(__file__).parent / "unseen"
SETS = tuple(sorted(path.name for path in UNSEEN.iterdir() if path.is_dir()))
CLEAN = "_clean"
GENERAL = ("AUDIT-OUTLINE", "AUDIT-NATURE")
"""What is said of a document as a whole, which quotes where it begins; these texts are too short for an outline."""
PAGE = 1000


@dataclass(frozen=True, slots=True)
class Planted:
    """A contradiction that the writer of a text put into it."""

    file: str
    id: str
    kind: str
    certain: bool
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Result:
    """How a set was read.

    Parameters
    ----------
    found, missed : tuple of Planted
        Of what is certain.
    false : tuple of (str, Finding)
        Errors on lawful texts, with the name of the text.
    pages : float
        Length of the lawful texts.
    """

    found: tuple[Planted, ...]
    missed: tuple[Planted, ...]
    false: tuple[tuple[str, Finding], ...]
    pages: float

    @property
    def recall(self) -> float:
        """Share of what is certain that was found."""
        return len(self.found) / max(1, len(self.found) + len(self.missed))

    @property
    def false_in_ten_pages(self) -> float:
        """Errors on lawful texts, in ten pages."""
        return 10 * len(self.false) / max(self.pages, 1.0)


def planted(name: str) -> tuple[Planted, ...]:
    """The labels of a set."""
    with (UNSEEN / name / "labels.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Planted(
                row["file"],
                row["id"],
                row["kind"],
                row["certainty"] == "certain",
                int(row["start"]),
                int(row["end"]),
                row["why"],
            )
            for row in csv.DictReader(file)
        )


def measured(name: str) -> Result:
    """Audit all texts of a set."""
    texts = {path.stem: audit(path) for path in sorted((UNSEEN / name).glob("*.txt"))}
    sure = [label for label in planted(name) if label.certain]
    found = tuple(label for label in sure if _is_found(label, texts[label.file]))
    lawful = {stem: done for stem, done in texts.items() if f"{stem}{CLEAN}" not in texts}
    false = tuple((stem, fault) for stem, done in lawful.items() for fault in _told(done, ("error",)))
    pages = sum(len("".join(done.document.text.split())) for done in lawful.values()) / PAGE
    return Result(found, tuple(label for label in sure if label not in found), false, pages)


def _told(done: Audited, severities: Sequence[str]) -> list[Finding]:
    rules = load_rules()
    return [f for f in done.findings if rules[f.code].severity in severities and not f.code.startswith(GENERAL)]


def _is_found(label: Planted, done: Audited) -> bool:
    told = _told(done, ("error", "warning"))
    if label.kind in ("missing-chapter", "missing-map"):
        told = list(done.findings)
    return any(quote.start < label.end and label.start < quote.end for finding in told for quote in finding.quotes)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print recall and false errors of each set."""
    parser = argparse.ArgumentParser(description="Audit plans that people who had not seen the auditor invented.")
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--verbose", action="store_true", help="list what was missed and what is false")
    given = parser.parse_args(arguments)
    for name in given.sets:
        result = measured(name)
        count = len(result.found) + len(result.missed)
        print(
            f"{name:8} certain contradictions found {result.recall:6.1%} ({len(result.found)} of {count});"
            f" false errors in ten lawful pages {result.false_in_ten_pages:.2f} ({len(result.false)} on"
            f" {result.pages:.0f} pages)"
        )
        for label in result.missed if given.verbose else ():
            print(f"  missed  {label.file} {label.id} {label.kind}: {label.why}")
        for stem, fault in result.false if given.verbose else ():
            print(f"  false   {stem} {fault.code}: {fault.got} / {fault.want}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
