"""What restoration has to reach (5.4.3): limits of cited standards, reference attributes, least values of table D."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from shanshui.errors import DefectError
from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, read_csv

Scale = Literal["scope", "unit", "subproject"]
Aspect = Literal["physical", "species", "structure", "function", "stress", "works"]

ASPECTS: tuple[Aspect, ...] = ("physical", "species", "structure", "function", "stress", "works")
"""The five aspects of clause 5.4.3.2, and the soundness of the works (5.4.3.3); codes of ``standard_aspect``."""


@dataclass(frozen=True, slots=True)
class RestorationStandard:
    """One standard, and to whom it applies.

    Parameters
    ----------
    key : str
        Its name in facts; several rows may share it where ``when`` or the scales keep them apart.
    scales : tuple of str
        Where it may apply.
    aspect : str
        One of :data:`ASPECTS`.
    kind : {"cited", "reference", "floor"}
        A standard that is cited; a key attribute of the reference ecosystem; a least value of table D.
    name, name_en : str
        What is measured.
    better : {"more", "less", ""}
        Whether the limit is a least or a greatest value; empty where the standard says it in words.
    value : Decimal or None
        The limit, in ``unit``; of a reference and a floor it is found elsewhere.
    unit : str
        Unit code that it is printed in.
    places : int
        Decimals printed.
    text, text_en : str
        What is demanded, where it is no number.
    when : str
        ``<choice>=<option>`` under which the row applies; always where empty.
    problems, categories, measures, words : tuple of str
        Problems, categories of sub-projects, categories of measures, and words of the sub-project's type or its
        measures. Of each list that is given one has to be met.
    names : tuple of str
        Names under which targets speak of the same thing.
    attribute : str
        Key attribute of the reference ecosystem.
    performance : str
        Performance indicator whose least value it is.
    standard, title : str
        Number and title of what is cited.
    clause, source, certainty : str
        Clause of the code that is served; where the value comes from; A read in a source, B by heart, C our own.
    """

    key: str
    scales: tuple[Scale, ...]
    aspect: Aspect
    kind: Literal["cited", "reference", "floor"]
    name: str
    name_en: str
    clause: str
    source: str
    better: Literal["more", "less", ""] = ""
    value: Decimal | None = None
    unit: str = "1"
    places: int = 0
    text: str = ""
    text_en: str = ""
    when: str = ""
    problems: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    attribute: str = ""
    performance: str = ""
    standard: str = ""
    title: str = ""
    certainty: Certainty = "C"

    @property
    def own(self) -> bool:
        """Whether it says more of a sub-project than what table D asks of every one."""
        return self.kind != "floor"

    @property
    def binding(self) -> bool:
        """Whether a laxer target contradicts a source: a cited number that was read or is known by heart."""
        return self.kind == "cited" and self.value is not None and self.certainty != "C"


@cache
def load_restoration_standards() -> tuple[RestorationStandard, ...]:
    """All standards in the order of the file.

    Raises
    ------
    DefectError
        Where a row demands nothing, or two rows of one key could apply at once.
    """
    rows = read_csv(RestorationStandard, data_folder() / "method" / "restoration_standards.csv")
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        if not (row.text or row.attribute or row.performance or (row.better and row.value is not None)):
            raise DefectError(f"restoration_standards.csv: {row.key} demands nothing")
        for scale in row.scales:
            if (row.key, scale, row.when) in seen:
                raise DefectError(f"restoration_standards.csv: {row.key} stands twice at the scale {scale}")
            seen.add((row.key, scale, row.when))
    return rows
