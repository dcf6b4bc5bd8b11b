"""Clauses of the code: what each asks, and whether a number that somebody cites exists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from shanshui.standard.words import narrow

ClauseKind = Literal["duty", "prohibition", "convention", "note", "heading", "none"]
Act = Literal["generate", "check", "attest", "none"]

_TABLE = re.compile(r"^(?:表|Table\s*)([A-H])\s*\.?\s*(\d*)$")
_BARE_TABLE = re.compile(r"^([B-G])(?:\.(\d+))?$")
_ITEM = re.compile(r"\s*([a-z])\s*\)?$")
_NOTE = re.compile(r"(?:注|note)\s*\.?\s*([a-z0-9])\s*\)?$")
_BETWEEN = re.compile(r"\s*(?:–|—|~|至)\s*")


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered clause, item, table or table note.

    Parameters
    ----------
    number : str
        In the one form used as key: ``5.4.2.3``, ``H.1.7.1 b``, ``表C``, ``表C 注e``, ``B.2-013``.
    title : str
        Its heading, or a few words that name it.
    kind : str
        Duty, prohibition, convention, note, heading or none.
    act : str
        Whether the program generates what it asks, checks it, or somebody must attest it.
    wording : str
        What it asks, in our words.
    fulfilled_by : str
        Chapter, table, map, rule or attestation that meets it.
    certainty : {"A", "B", "C"}
        How sure we are of our reading.
    """

    number: str
    title: str
    kind: ClauseKind = "none"
    act: Act = "none"
    wording: str = ""
    fulfilled_by: str = ""
    certainty: Literal["A", "B", "C"] = "A"


def normal_number(number: str) -> str:
    """Bring a cited clause into the form used as key.

    Parameters
    ----------
    number : str
        As somebody wrote it, with or without TD/T 1068, 附录, brackets or blanks.

    Examples
    --------
    >>> [normal_number(n) for n in ("H.1.7.1 b)", "H. 1.7.1b", "C 注e", "表 C注 e", "TD/T 1068 B.2-013")]
    ['H.1.7.1 b', 'H.1.7.1 b', '表C 注e', '表C 注e', 'B.2-013']
    """
    text = narrow(number).strip()
    text = re.sub(r"^(TD/T\s*1068(-\d{4})?|clause)\s*", "", text)
    text = re.sub(r"^附录\s*([A-H])$", r"附录\1", text).replace("第", "").replace("条", "")
    text = re.sub(r"\.\s+", ".", text)
    note = _NOTE.search(text)
    if note:
        text, suffix = text[: note.start()].rstrip(), f" 注{note.group(1)}"
    else:
        item = _ITEM.search(text) if not text.startswith(("表", "图", "附录")) else None
        suffix = f" {item.group(1)}" if item and re.match(r"^([A-H]\.)?\d", text) else ""
        text = text[: item.start()].rstrip() if item and suffix else text
    table = _TABLE.match(text) or _BARE_TABLE.match(text)
    if table:
        return f"表{table.group(1)}" + (f".{table.group(2)}" if table.group(2) else "") + suffix
    return re.sub(r"\s+", "", text) + suffix


def clause_exists(number: str, clauses: Mapping[str, Clause]) -> bool:
    """Whether a cited clause is one of the code's.

    Parameters
    ----------
    number : str
        As cited; several may be joined with ``；``, ``;``, ``、`` or ``,``, and a range with ``–``, whose
        ends must exist: ``5.4.4.1 a–h``.
    clauses : mapping
        By number, as in :attr:`shanshui.standard.Standard.clauses`.
    """
    parts = [p for p in re.split(r"[；;、，,]", number) if p.strip()]
    return bool(parts) and all(end in clauses for part in parts for end in _ends(part.strip()))


def _ends(cited: str) -> tuple[str, ...]:
    first, *rest = _BETWEEN.split(cited)
    start = normal_number(first)
    if not rest:
        return (start,)
    last = f"{start.rpartition(' ')[0]} {rest[0]}" if re.fullmatch(r"[a-z]\)?", rest[0]) else rest[0]
    return start, normal_number(last)
