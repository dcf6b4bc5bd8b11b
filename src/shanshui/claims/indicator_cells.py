"""Cells of indicators: which hold the base, which the targets, where a value without number stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from shanshui.claims.columns import bare, head_kind, is_nothing
from shanshui.claims.model import Claim, Indicator, Span
from shanshui.documents import Document
from shanshui.standard.language.indicator_words import Better, Wordy, betterment, value_words
from shanshui.standard.language.natures import nature_words

_YEAR = re.compile(r"20\d\d")
_LATEST_BASE = 2023
"""The last year that is likely to be a base year where nothing else tells."""
_DIGIT = re.compile(r"[\dⅠⅡⅢⅣⅤ]")


@dataclass(frozen=True, slots=True)
class Value:
    """One cell of an indicator.

    Parameters
    ----------
    year : int or None
        Of its column.
    text : str
        As it stands there, without blanks.
    claim : Claim or None
        Where it holds a number.
    span : Span
        The cell.
    part : {"base", "target", ""}
        What its column is for.
    """

    year: int | None
    text: str
    claim: Claim | None
    span: Span
    part: Literal["base", "target", ""]

    @property
    def empty(self) -> bool:
        """Whether it says that there is no value."""
        return self.claim is None and is_nothing(self.text)


def values_of(document: Document, indicator: Indicator, base_year: int | None) -> tuple[Value, ...]:
    """The cells of an indicator's values, in the order of the columns.

    Parameters
    ----------
    document : Document
        That it stands in.
    indicator : Indicator
        One row.
    base_year : int or None
        Of the plan; columns of it and of years before hold base values.
    """
    found = []
    if base_year is None:
        told = zip(indicator.values, (head for head, _ in indicator.cells if _YEAR.search(head)), strict=False)
        base_year = next((year for (year, _, _), head in told if _part(head, year, None) == "base"), None)
    if base_year is None:
        base_year = _first_year(indicator)
    cells = iter(indicator.cells)
    for year, text, claim in indicator.values:
        for head, span in cells:
            if document.text[span.start : span.end].strip() == text.strip():
                found.append(Value(year, text.strip(), claim, span, _part(head, year, base_year)))
                break
    return tuple(found)


def _first_year(indicator: Indicator) -> int | None:
    """The first of several years, or the one before where that is a target already."""
    years = [year for year, _, _ in indicator.values if year is not None]
    return min(years) - (min(years) > _LATEST_BASE) if len(set(years)) > 1 else None


def cell_under(indicator: Indicator, kind: str) -> Span | None:
    """The cell in the first column of a kind, such as ``unit`` or ``nature``."""
    return next((span for head, span in indicator.cells if any(head_kind(p) == kind for p in _parts(head))), None)


def nature_cell(document: Document, indicator: Indicator) -> Span | None:
    """The cell that says whether an indicator binds, under whatever head: 属性, 指标类型."""
    own = cell_under(indicator, "nature")
    if own is not None:
        return own
    told = [entry.word for entry in nature_words() if entry.nature == indicator.nature]
    cells = (span for _, span in indicator.cells if span != indicator.name.span)
    return next((span for span in cells if any(word in document.text[span.start : span.end] for word in told)), None)


def better(name: str) -> Better | None:
    """Which way an indicator should go by its name; None where the name does not tell."""
    plain = bare(name)
    return next((row.better for row in betterment() if row.word in plain), None)


def wordy(text: str) -> Wordy | None:
    """What kind of words stand in place of a number; None where there is a number, a grade, or nothing known."""
    if _DIGIT.search(text):
        return None
    return next((row.kind for row in value_words() if row.word in text), None)


def _parts(head: str) -> Iterator[str]:
    yield head
    yield from re.split(r"[/／\s|>（）()]+", head)


def _part(head: str, year: int | None, base_year: int | None) -> Literal["base", "target", ""]:
    kinds = {head_kind(part) for part in _parts(head)}
    if "base" in kinds:
        return "base"
    if year is not None and base_year is not None:
        return "base" if year <= base_year else "target"
    return "target" if "target" in kinds else ""
