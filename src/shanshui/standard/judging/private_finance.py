"""What private money may come back from, and how long rights last (clause 5.4.5.3 a)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv

_STATED = re.compile(r"[^0-9，。；;,]*(?:期限|期|流转|租赁|承租|承包|经营权)[^0-9，。；;,]{0,6}(\d{1,2}) ?年")
"""A clause that states a term of years; a year of four digits is none."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """A way of paying and a mechanism of return that do not go together; others do.

    Parameters
    ----------
    method, mechanism : str
        Codes of the vocabularies ``funding_method`` and ``return_mechanism``.
    basis : str
        Why, in few words.
    certainty : str
        B told by others or by heart, C our own reading.
    """

    method: str
    mechanism: str
    basis: str
    certainty: Certainty = "C"


@dataclass(frozen=True, slots=True)
class RightsTerm:
    """How long a right lasts at most.

    Parameters
    ----------
    years : int
        Longest term.
    basis, certainty : str
        Where it is laid down.
    method : str
        Code of the vocabulary ``funding_method`` that it holds for; all where empty.
    words : tuple of str
        What the sub-project's rights to land speak of; any where empty.
    """

    years: int
    basis: str
    method: str = ""
    words: tuple[str, ...] = ()
    certainty: Certainty = "B"


@cache
def load_misfits() -> Mapping[tuple[str, str], Misfit]:
    """Pairs of method and mechanism that do not go together."""
    rows = read_csv(Misfit, data_folder() / "judging" / "return_misfits.csv")
    by_key = keyed(rows, lambda row: f"{row.method}/{row.mechanism}", "return_misfits.csv")
    return {(row.method, row.mechanism): row for row in by_key.values()}


@cache
def load_rights_terms() -> tuple[RightsTerm, ...]:
    """Longest terms, in the order of the file."""
    return read_csv(RightsTerm, data_folder() / "judging" / "rights_terms.csv")


def terms_of(method: str, rights: str) -> Iterator[tuple[int, str]]:
    """Terms that a way of paying and rights to land are bound to, each with its basis.

    Parameters
    ----------
    method : str
        Code of the vocabulary ``funding_method``.
    rights : str
        What was written of the rights; a term in it counts, with itself as its basis.

    Examples
    --------
    >>> [years for years, _ in terms_of("enterprise", "集体林地，流转期 30 年，2015 年确权")]
    [30, 70]
    """
    for found in _STATED.finditer(rights):
        yield int(found.group(1)), found.group(0).strip()
    for term in load_rights_terms():
        if term.method in ("", method) and (not term.words or any(word in rights for word in term.words)):
            yield term.years, term.basis
