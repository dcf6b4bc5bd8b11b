"""The text of a generated plan as files of several formats, and its passages found again in what was read of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from docx import Document as WordDocument

FORMATS = ("txt", "txt", "txt", "gbk", "html", "docx")
_HEADING = re.compile(r"第.{1,2}(章|节) |\d{1,2}(\.\d)? \D")
_BLANK = re.compile(r"\s")
Line = tuple[str, list[list[str]]]


def saved(text: str, kind: str, path: Path) -> Path:
    """Write a plan.

    Parameters
    ----------
    text : str
        As :func:`audit.plans.plan.plan` has it: cells stand one a line behind a tab, or one row a line.
    kind : str
        One of :data:`FORMATS`.
    path : Path
        Where, without ending.
    """
    if kind == "docx":
        return _word(text, path.with_suffix(".docx"))
    if kind == "html":
        return _web(text, path.with_suffix(".html"))
    path = path.with_suffix(".txt")
    path.write_bytes(text.encode("utf-8" if kind == "txt" or not _encodes(text) else "gbk"))
    return path


def found_again(text: str, spans: tuple[tuple[int, int], ...], read: str) -> tuple[tuple[int, int], ...]:
    """Passages of a text in what a reader made of it, white space aside; those that cannot be placed are left out."""
    if text == read:
        return spans
    ours, theirs = _solid(text), _solid(read)
    if "".join(text[n] for n in ours) != "".join(read[n] for n in theirs):
        return ()
    places = {at: n for n, at in enumerate(ours)}
    solid = [[places[n] for n in range(start, end) if n in places] for start, end in spans]
    return tuple((theirs[at[0]], theirs[at[-1]] + 1) for at in solid if at)


def _solid(text: str) -> list[int]:
    return [n for n, c in enumerate(text) if not _BLANK.match(c)]


def _encodes(text: str) -> bool:
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def _lines(text: str) -> Iterator[Line]:
    """Lines and tables in order: a line with no rows, or rows with no line."""
    rows: list[list[str]] = []
    cells: list[str] = []
    for line in (*text.split("\n"), "end"):
        if line.startswith("\t"):
            cells.append(line[1:])
            continue
        if cells:
            rows.append(cells)
            cells = []
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows and line:
            yield "", rows
            rows = []
        if line and line != "end":
            yield line, []


def _level(line: str) -> int:
    match = _HEADING.match(line) if len(line) < 40 else None
    return 0 if match is None else 2 if match[1] == "节" or match[2] else 1


def _word(text: str, path: Path) -> Path:
    document = WordDocument()
    for line, rows in _lines(text):
        if line:
            level = _level(line)
            document.add_paragraph(line, style=f"Heading {level}" if level else None)
            continue
        table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=False):
                cell.text = words
    document.save(str(path))
    return path


def _web(text: str, path: Path) -> Path:
    parts = ["<!DOCTYPE html><html lang='zh'><meta charset='utf-8'><body>"]
    for line, rows in _lines(text):
        level = _level(line)
        tag = f"h{level}" if level else "p"
        if line:
            parts.append(f"<{tag}>{escape(line)}</{tag}>")
            continue
        cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
        parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
    path.write_text("\n".join((*parts, "</body></html>")), encoding="utf-8")
    return path
