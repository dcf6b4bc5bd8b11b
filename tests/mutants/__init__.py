"""Mutants: correct counties with one fault planted, which ``check`` must find and tell at the right place.

A kind of fault is a function of ``(folder, dice)`` under ``@kind(codes that name it, codes that follow from it)`` in
the file of its topic; its docstring says why it must be found. ``harmless`` changes leave the county correct. The
dice are seeded, so that a mutant can be planted again. ``bench/rules.py`` judges a thousand of them,
``tests/review/test_mutants.py`` one of each kind.
"""

from mutants import data, dates, ground, harmless, lines, money, quantities, words
from mutants.counties import write
from mutants.judging import Verdict, judge
from mutants.kind import Kind

KINDS: tuple[Kind, ...] = tuple(
    kind for topic in (quantities, money, lines, words, dates, ground, data, harmless) for kind in topic.KINDS
)

__all__ = ["KINDS", "Kind", "Verdict", "judge", "write"]
