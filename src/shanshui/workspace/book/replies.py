"""Replies from the review's comment matrix back into the table of replies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from shanshui.errors import UsageError
from shanshui.files import written_beside
from shanshui.plan import read_project
from shanshui.standard import InputTable, Standard, find_term, narrow
from shanshui.workspace.book.cells import to_text
from shanshui.workspace.book.export import grids_of, losses_of, refuse_unread, write_checked
from shanshui.workspace.book.grid import Grid, csv_text, grid_of
from shanshui.workspace.switch import replace_source, settle
from shanshui.workspace.tables import WORKBOOK, raw_tables, source_of
from shanshui.workspace.worksheet import BROKEN_BOOK, Lines, lines_of, opened

REPLIES = "replies"
_COLUMNS = {"finding": "id", "reply": "reply", "status": "status", "by": "by", "date": "date"}
"""Columns of the table of replies, and the labels ``review.column.*`` of the matrix."""

_NEEDED = ("finding", "reply", "status")
_TITLES = 12
"""Rows that may stand above the matrix's header."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply, with the row of the matrix in which it stands."""

    row: int
    finding: str
    reply: str
    status: str
    by: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the replies of a matrix.

    Parameters
    ----------
    target : Path
        The table or workbook that now holds them.
    added, changed, kept : int
        Replies.
    refused : tuple of Reply
        Those whose status is none of the vocabulary (a waived finding's is none), and a status without a reply.
    aside : tuple of Path
        What was set aside.
    losses : tuple of (label, words)
        What a workbook written anew does not hold.
    """

    target: Path
    added: int
    changed: int
    kept: int
    refused: tuple[Reply, ...] = ()
    aside: tuple[Path, ...] = ()
    losses: tuple[tuple[str, Mapping[str, str]], ...] = ()


def read_matrix(path: Path, standard: Standard) -> tuple[Reply, ...] | None:
    """The replies in a comment matrix.

    Parameters
    ----------
    path : Path
        A workbook.
    standard : Standard
        Headings of the matrix.

    Returns
    -------
    tuple of Reply or None
        Rows with a reply or a status. None where the file is no matrix: no sheet has the headings, or one is an
        input table.
    """
    try:
        book = opened(path, values=True)
    except (*BROKEN_BOOK, OSError):
        return None
    if any(standard.input_named(page.title) is not None for page in book.worksheets):
        return None
    for page in book.worksheets:
        lines = lines_of(page)
        for n, (_, cells) in enumerate(lines[:_TITLES]):
            columns = _columns(cells, standard)
            if all(key in columns for key in _NEEDED):
                return tuple(_replies(lines[n + 1 :], columns))
    return None


def _columns(cells: tuple[Any, ...], standard: Standard) -> Mapping[str, int]:
    names = [narrow(str(cell)).strip().casefold() if cell is not None else "" for cell in cells]
    found = {}
    for key, label in _COLUMNS.items():
        known = [_plain(standard.label(f"review.column.{label}", lang)) for lang in ("zh", "en")
                 if f"review.column.{label}" in standard.labels]  # fmt: skip
        position = next((n for n, name in enumerate(names) if name and name in known), None)
        if position is not None:
            found[key] = position
    return found


def _plain(text: str) -> str:
    return narrow(text).strip().casefold()


def _replies(lines: Lines, columns: Mapping[str, int]) -> Iterator[Reply]:
    for number, cells in lines:
        row = {key: to_text(cells[n]).strip() if n < len(cells) else "" for key, n in columns.items()}
        if row["finding"] and (row["reply"] or row["status"]):
            yield Reply(number, **row)


def take_replies(root: Path, standard: Standard, replies: tuple[Reply, ...], by: str, today: date) -> Taken:
    """Bring replies into the table of replies: new ones are added, others changed, none removed.

    Parameters
    ----------
    root : Path
        The project folder.
    standard : Standard
        Schemas and words.
    replies : tuple of Reply
        Of a matrix.
    by : str
        Who replies, where the matrix does not say.
    today : date
        The date of a reply whose date the matrix does not give.

    Raises
    ------
    UsageError
        Where nobody is named who replies.
    """
    settle(root)
    source = source_of(root)
    if source is None:
        raise UsageError(f"{root} holds no tables that the replies could be entered into")
    read = raw_tables(root, standard)
    refuse_unread(read)
    grids = grids_of(read, standard)
    schema = standard.inputs[REPLIES]
    grid = grids.get(REPLIES) or grid_of(schema)
    statuses = standard.vocabularies[schema.columns["status"].vocabulary]
    known = {reply: find_term(statuses, reply.status) for reply in replies}
    good = [reply for reply, term in known.items() if reply.reply and term is not None]
    merged, added, changed = _merged(grid, schema, good, by, today.isoformat())
    refused = tuple(
        reply
        for reply, term in known.items()
        if (reply.reply and term is None) or (not reply.reply and term is not None and term.code != "open")
    )
    kept = len(good) - added - changed
    if not added and not changed:
        return Taken(source, 0, 0, kept, refused)
    if source.name == WORKBOOK:
        grids[REPLIES] = merged
        losses = tuple(losses_of(read, grids, standard))
        project, _ = read_project(root, standard)
        region, title = (project.whole_region, project.name) if project is not None else ("", root.name)
        aside = replace_source(root, WORKBOOK, lambda path: write_checked(path, grids, standard, region, title))
        return Taken(root / WORKBOOK, added, changed, kept, refused, aside, losses)
    here = next((root / s.file for s in read.sheets if s.table == REPLIES), root / "tables" / f"{REPLIES}.csv")
    with written_beside(here) as beside:
        beside.write_text(csv_text(merged), encoding="utf-8", newline="")
    return Taken(here, added, changed, kept, refused)


def _merged(grid: Grid, schema: InputTable, replies: list[Reply], by: str, today: str) -> tuple[Grid, int, int]:
    """The table with the replies in it, and how many were added and changed."""
    headings = [schema.column_named(name) if name else None for name in grid.header]
    keys = [heading.column.key if heading is not None else "" for heading in headings]
    position = {key: keys.index(key) for key in _COLUMNS}
    statuses = schema.vocabularies[schema.columns["status"].vocabulary]
    rows = {number: list(cells) for number, cells in grid.rows}
    where = {cells[position["finding"]].strip(): number for number, cells in grid.rows}
    added = changed = 0
    for reply in replies:
        number = where.get(reply.finding)
        old = rows[number] if number is not None else []
        if old and old[position["reply"]].strip() == reply.reply:
            if find_term(statuses, old[position["status"]]) == find_term(statuses, reply.status):
                continue
        who = reply.by or by
        if not who:
            raise UsageError(f"row {reply.row} of the matrix does not say who replies; give the name with --by")
        if number is None:
            number, added = max(rows, default=1) + 1, added + 1
            where[reply.finding] = number
        else:
            changed += 1
        cells = rows.setdefault(number, [""] * len(grid.header))
        stated = replace(reply, by=who, date=reply.date or today)
        for key, column in position.items():
            cells[column] = getattr(stated, key)
    return replace(grid, rows=tuple((n, tuple(rows[n])) for n in sorted(rows))), added, changed
