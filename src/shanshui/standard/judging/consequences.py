"""What may follow from the ground that a sub-project takes, and the document it asks for (5.4.2.3, H.1.7.1 b)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv

Answer = Literal["yes", "no", "unknown"]
"""Codes of the vocabulary ``consequence_answer``."""


@dataclass(frozen=True, slots=True)
class ConsequenceSpec:
    """One kind of consequence.

    Parameters
    ----------
    kind : str
        Code of the vocabulary ``consequence``, and part of the facts' names.
    words : str
        Regular expression of what the document is called where somebody names it.
    document_zh, document_en : str
        The document.
    clause, source, certainty : str
        Where it is asked for, and how sure that is.
    """

    kind: str
    words: str
    document_zh: str
    document_en: str
    clause: str
    source: str
    certainty: Certainty = "A"

    def named_in(self, *texts: str) -> bool:
        """Whether any of some texts names the document."""
        return any(re.search(self.words, text) for text in texts)


@dataclass(frozen=True, slots=True)
class RightsWord:
    """A word by which an entry on land rights says whether they change.

    Parameters
    ----------
    word : str
        Looked for in the order of the file: what denies stands before what it denies.
    answer : {"yes", "no"}
        What it says.
    source, certainty : str
        Where it comes from.
    """

    word: str
    answer: Literal["yes", "no"]
    source: str
    certainty: Certainty = "C"


@cache
def load_consequences() -> Mapping[str, ConsequenceSpec]:
    """All kinds in the order in which they are told."""
    rows = read_csv(ConsequenceSpec, data_folder() / "judging" / "consequences.csv")
    return keyed(rows, lambda row: row.kind, "consequences.csv")


@cache
def load_rights_words() -> tuple[RightsWord, ...]:
    """Words in their order."""
    return read_csv(RightsWord, data_folder() / "judging" / "rights_words.csv")


def rights_change(text: str) -> Answer:
    """Whether an entry on land rights says that they change.

    Examples
    --------
    >>> rights_change("集体林地，权属不变"), rights_change("征收集体土地"), rights_change("集体土地")
    ('no', 'yes', 'unknown')
    """
    return next((row.answer for row in load_rights_words() if row.word in text), "unknown")
