"""Standards and documents that plans cite: number, editions, title, and what took the place of those withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class KnownStandard:
    """A standard under one number.

    Parameters
    ----------
    code : str
        Prefix and number: ``GB/T 21010``.
    years : tuple of int
        Of its editions, the latest first.
    titles : tuple of str
        Of the latest edition, then of earlier ones where they had another.
    replaced_by : str
        What took its place under another number; empty where the latest edition is in force.
    until : int or None
        Year in which that happened.
    source, certainty : str
        Where this is from, and how sure we are.
    """

    code: str
    years: tuple[int, ...]
    titles: tuple[str, ...]
    source: str
    certainty: Certainty
    replaced_by: str = ""
    until: int | None = None


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A law, a notice or a plan of the state.

    Parameters
    ----------
    title : str
        In full.
    number : str
        Under which it was issued; empty where it has none that is cited.
    replaced_by : str
        What took its place; empty where it is in force.
    until : int or None
        Year in which that happened.
    source, certainty : str
        As for a standard.
    """

    title: str
    source: str
    certainty: Certainty
    number: str = ""
    replaced_by: str = ""
    until: int | None = None


@cache
def known_standards() -> Mapping[str, tuple[KnownStandard, ...]]:
    """Standards by prefix and number; one number may have been used with and after another title."""
    found: dict[str, tuple[KnownStandard, ...]] = {}
    for record in read_csv(KnownStandard, data_folder() / "judging" / "known_standards.csv"):
        found[record.code] = (*found.get(record.code, ()), record)
    return found


@cache
def known_documents() -> tuple[KnownDocument, ...]:
    """Documents in the order of the file."""
    return read_csv(KnownDocument, data_folder() / "judging" / "known_documents.csv")
