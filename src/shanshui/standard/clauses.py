"""Clauses of the code: what each asks, of whom, what meets it, and whether a number that somebody cites exists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from shanshui.standard.words import narrow

ClauseKind = Literal["duty", "prohibition", "convention", "note", "heading", "none"]
Act = Literal["generate", "check", "attest", "none"]

_TABLE = re.compile(r"^(?:表|Table\s*)([A-H])\s*\.?\s*(\d*)$")
_BARE_TABLE = re.compile(r"^([B-G])(?:\.(\d+))?$")
_ITEM = re.compile(r"\s*([a-z])\s*\)?$")
_NOTE = re.compile(r"(?:注|note)\s*\.?\s*([a-z0-9])\s*\)?$")
_BETWEEN = re.compile(r"\s*(?:–|—|~|至)\s*")


RULE = "rule"
"""Kind of a fulfilment that is the code of a rule."""


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """One thing that meets a clause.

    Parameters
    ----------
    kind : str
        ``chapter``, ``table``, ``map``, ``layer``, ``indicator``, ``fact`` or ``rule``, which have a name; or a
        part of the dossier that has none: ``dossier``, ``maps``, ``annexed``, ``database``, ``typography``,
        ``indicators``, ``attestation``.
    name : str
        Key of the chapter, id of the table, role of the layer, code of the rule, ...
    """

    kind: str
    name: str = ""

    @staticmethod
    def read(text: str) -> Fulfilment:
        """A fulfilment as the clause table writes it.

        Examples
        --------
        >>> Fulfilment.read("table G.1"), Fulfilment.read("UNIT-GAP"), Fulfilment.read("attestation")
        (Fulfilment(kind='table', name='G.1'), Fulfilment(kind='rule', name='UNIT-GAP'), \
Fulfilment(kind='attestation', name=''))
        """
        kind, _, name = text.partition(" ")
        return Fulfilment(RULE, text) if kind.isupper() else Fulfilment(kind, name)


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
    by : tuple of str
        Who does it, codes of the vocabulary ``party``.
    wording : str
        What it asks, in our words.
    fulfilled_by : tuple of str
        What meets it, see :class:`Fulfilment`; the rules that cite the clause count besides.
    certainty : {"A", "B", "C"}
        How sure we are of our reading.
    """

    number: str
    title: str
    kind: ClauseKind = "none"
    act: Act = "none"
    by: tuple[str, ...] = ()
    wording: str = ""
    fulfilled_by: tuple[str, ...] = ()
    certainty: Literal["A", "B", "C"] = "A"

    @property
    def binds(self) -> bool:
        """Whether it asks for something: a heading and a bare remark do not."""
        return self.kind in ("duty", "prohibition", "convention", "note")

    @property
    def fulfilments(self) -> tuple[Fulfilment, ...]:
        """What meets it, in order."""
        return tuple(Fulfilment.read(text) for text in self.fulfilled_by)


@dataclass(frozen=True, slots=True)
class Concordance:
    """How an edition numbers the clauses that shared data cite.

    Parameters
    ----------
    numbers : mapping
        Number as cited to number here; clauses that kept theirs are not in it.
    """

    numbers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def here(self, number: str) -> str:
        """A citation with this edition's numbers; lists stay lists, ranges are turned at both ends.

        Examples
        --------
        >>> Concordance({"5.4.2.3": "5.4.2.4", "表C": "表D"}).here("5.4.2.3；表C、5.6")
        '5.4.2.4；表D、5.6'
        """
        if not self.numbers:
            return number
        pieces = re.split(r"([；;、，,–—~至])", number)
        return "".join(self._turned(piece) for piece in pieces)

    def _turned(self, piece: str) -> str:
        return self.numbers.get(normal_number(piece), piece) if piece.strip() else piece


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
    parts = _parts(number)
    return bool(parts) and all(end in clauses for part in parts for end in _ends(part))


def cited(number: str, clauses: Iterable[str]) -> tuple[str, ...]:
    """Every clause that a citation names, each once: lists taken apart, ranges filled.

    Parameters
    ----------
    number : str
        As cited, see :func:`clause_exists`.
    clauses : iterable of str
        Numbers of the code in its order, which a range runs along.

    Examples
    --------
    >>> cited("5.4.4.1 b–d；表C", ["5.4.4.1 a", "5.4.4.1 b", "5.4.4.1 c", "5.4.4.1 d", "表C"])
    ('5.4.4.1 b', '5.4.4.1 c', '5.4.4.1 d', '表C')
    """
    known = list(clauses)
    found: dict[str, None] = {}
    for part in _parts(number):
        ends = _ends(part)
        if len(ends) == 2 and all(end in known for end in ends):
            found.update(dict.fromkeys(known[known.index(ends[0]) : known.index(ends[1]) + 1]))
        else:
            found.update(dict.fromkeys(ends))
    return tuple(found)


def _parts(number: str) -> list[str]:
    return [part.strip() for part in re.split(r"[；;、，,]", number) if part.strip()]


def _ends(cited: str) -> tuple[str, ...]:
    first, *rest = _BETWEEN.split(cited)
    start = normal_number(first)
    if not rest:
        return (start,)
    last = f"{start.rpartition(' ')[0]} {rest[0]}" if re.fullmatch(r"[a-z]\)?", rest[0]) else rest[0]
    return start, normal_number(last)
