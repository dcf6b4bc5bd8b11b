"""Standards and documents that plans cite: number, editions, title, and what took the place of those withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

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
    numbers : tuple of str
        Under which it was issued, the first first, then as revised; empty where it has none that is cited.
    effective : tuple of int
        Years in which it came into force, first and as revised; empty where the list would not be whole.
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
    numbers: tuple[str, ...] = ()
    effective: tuple[int, ...] = ()
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
def standards_numbered(code: str) -> tuple[KnownStandard, ...]:
    """Records of a number; of a standard in parts that is cited without any, one of what all its parts share.

    Examples
    --------
    >>> [(one.years, one.titles[0]) for one in standards_numbered("GB/T 16453")]
    [((2008, 1996), '水土保持综合治理 技术规范')]
    """
    own = known_standards().get(code, ())
    parts = [one for name, records in known_standards().items() if name.startswith(f"{code}.") for one in records]
    if own or len(parts) < 2:
        return own
    years = tuple(year for year in parts[0].years if all(year in part.years for part in parts))
    shared = takewhile(lambda letters: len(set(letters)) == 1, zip(*(part.titles[0] for part in parts), strict=False))
    title = "".join(letters[0] for letters in shared).strip(" 第—")
    sure = all(part.certainty == "A" for part in parts)
    whole = KnownStandard(code, years, (title,), parts[0].source, "A" if sure else "B")
    return (whole,) if years and len(title) > 3 and not any(part.replaced_by for part in parts) else ()


@cache
def known_documents() -> tuple[KnownDocument, ...]:
    """Documents in the order of the file."""
    return read_csv(KnownDocument, data_folder() / "judging" / "known_documents.csv")
