"""What the Access format allows, and how names and columns are fitted to it; every format takes the same ones.

Names have at most 64 characters, none of ``. ! ` [ ] "`` and no control character, no space before; they are told apart
without regard to case. A table has at most 255 fields. A text field holds 255 characters, a memo more; the fixed part
of a record holds some 4,000 bytes, at two for each character of text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

Plain = str | int | float | None
ColumnType = Literal["LONG", "DOUBLE", "TEXT", "MEMO"]

NAME, FIELDS, TEXT = 64, 255, 255
_RECORD = 3600
"""Bytes that a record's texts and numbers may take; below the format's limit by what it needs for itself."""
_BYTES = {"LONG": 4, "DOUBLE": 8, "MEMO": 12}
_FORBIDDEN = re.compile(r"[.!`\[\]\"'\\/:*?<>|@#\x00-\x1f\x7f]+")


def table_named(name: str, taken: set[str]) -> str:
    """A name that Access takes and that is not taken, which it then is.

    Examples
    --------
    >>> taken: set[str] = set()
    >>> table_named("表E.2@2021", taken), table_named("表E2_2021", taken)
    ('表E2_2021', '表E2_2021_2')
    """
    stem = _FORBIDDEN.sub("_", re.sub(r"(?<=\w)\.(?=\d)", "", name)).strip(" _")[:NAME] or "_"
    found, number = stem, 1
    while found.casefold() in {one.casefold() for one in taken}:
        number += 1
        tail = f"_{number}"
        found = stem[: NAME - len(tail)] + tail
    taken.add(found)
    return found


def fields_named(heads: Sequence[str]) -> tuple[str, ...]:
    """Headings as names of fields, each once.

    Raises
    ------
    ValueError
        Where there are more than a table can have.

    Examples
    --------
    >>> fields_named(["值", "值", "比例[%]"])
    ('值', '值_2', '比例_%')
    """
    if len(heads) > FIELDS:
        raise ValueError(f"{len(heads)} fields; a table of the Access format has {FIELDS} at most")
    taken: set[str] = set()
    return tuple(table_named(head, taken) for head in heads)


def column_types(kinds: Sequence[str], rows: Sequence[Sequence[Plain]]) -> tuple[ColumnType, ...]:
    """How each column of a table is kept: long texts, and what would make a record too long, as memo.

    Parameters
    ----------
    kinds : sequence of str
        ``text``, ``integer``, ``number`` of each column.
    rows : sequence of sequence
        Cells.
    """
    longest = [max((len(str(row[n])) for row in rows if row[n] is not None), default=0) for n in range(len(kinds))]
    found: list[ColumnType] = [
        "LONG" if kind == "integer" else "DOUBLE" if kind == "number" else "MEMO" if longest[n] > TEXT else "TEXT"
        for n, kind in enumerate(kinds)
    ]
    texts = sorted((n for n, kind in enumerate(found) if kind == "TEXT"), key=longest.__getitem__)
    while texts and sum(_BYTES.get(kind, 2 * longest[n] + 2) for n, kind in enumerate(found)) > _RECORD:
        found[texts.pop()] = "MEMO"
    return tuple(found)
