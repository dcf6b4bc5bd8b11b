"""Where the draft contradicts itself and how we read it; and the equalities between its tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Edition:
    """Which text the data render: number, title, date, and whether it is a draft."""

    key: str
    code: str
    title: str
    title_en: str
    date: str
    status: Literal["draft", "in force", "withdrawn"]
    note: str = ""


@dataclass(frozen=True, slots=True)
class DraftError:
    """A slip or contradiction of the draft.

    Parameters
    ----------
    id : str
        ``E01`` to ``E42``.
    place : str
        Where in the draft, as our notes name it.
    clause : str
        The clauses meant, in the form of the clause table.
    draft : str
        What stands there, in brief.
    problem : str
        What is wrong or open.
    ruling : str
        How the program reads it.
    """

    id: str
    place: str
    clause: str
    draft: str
    problem: str
    ruling: str


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """An equality or condition between tables.

    Parameters
    ----------
    id : str
        ``X01`` to ``X34``.
    rule : str
        The condition, in brief.
    tables : tuple of str
        Ids of the tables it ties together.
    clause : str
        Where it stands or follows from.
    severity : str
        Of a finding where it fails.
    code : str
        Rule code of that finding.
    """

    id: str
    rule: str
    clause: str
    severity: Literal["error", "warning", "note"]
    code: str
    tables: tuple[str, ...] = ()
