"""Facts in a finished Word report: every content control whose tag is a fact's id."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree

from shanshui.errors import DataError
from shanshui.finding import Place
from shanshui.review.recount.judge import Print

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = ("word/document.xml", "word/header", "word/footer", "word/footnotes.xml")
_TAG = 64
"""Longest tag that Word reads; the writer shortens longer ids to 51 characters, ``#`` and twelve hex digits."""

_LINES_BEFORE = 2
"""Paragraphs over a table that may state the unit of all its cells."""


def docx_prints(path: Path, file: str, facts: Iterable[str]) -> Iterator[Print]:
    """Facts that a report prints.

    Parameters
    ----------
    path : Path
        The report.
    file : str
        What findings call it.
    facts : iterable of str
        Ids that shortened tags may stand for.

    Yields
    ------
    Print
        Part by part in reading order; ``paragraph`` counts all paragraphs of the main text from 1.

    Raises
    ------
    DataError
        Where the file is no Word document.
    """
    named = (f"{fact}{end}" for fact in facts for end in ("", "~low", "~high"))
    ids = {short(name): name for name in named if len(name) > _TAG}
    try:
        with zipfile.ZipFile(path) as package:
            names = [n for n in package.namelist() if n.startswith(_PARTS) and n.endswith(".xml")]
            trees = [etree.fromstring(package.read(name)) for name in sorted(names)]
    except (zipfile.BadZipFile, etree.XMLSyntaxError, OSError) as error:
        raise DataError("RECOUNT-FILE", str(error)) from error
    for tree in trees:
        yield from _in_tree(tree, file, ids)


def short(fact: str) -> str:
    """The tag of an id that is too long for Word."""
    return f"{fact[: _TAG - 13]}#{hashlib.sha256(fact.encode()).hexdigest()[:12]}"


def _in_tree(tree: Any, file: str, ids: Mapping[str, str]) -> Iterator[Print]:
    surroundings = {cell: words for table in tree.iter(f"{_W}tbl") for cell, words in _surroundings(table)}
    for number, paragraph in enumerate(tree.iter(f"{_W}p"), start=1):
        controls = [c for c in paragraph.iter(f"{_W}sdt") if _tag(c)]
        outer = next((a for a in paragraph.iterancestors(f"{_W}sdt") if _tag(a)), None)
        if not controls and outer is None:
            continue
        cell = next(paragraph.iterancestors(f"{_W}tc"), None)
        tabular, near = cell is not None, surroundings.get(cell, ())
        place = Place(file=file, paragraph=number)
        for control in controls:
            tag = _tag(control)
            yield Print(ids.get(tag, tag), _text(control), place, "", _after(control), near, tabular)
        if outer is not None and not controls:
            tag = _tag(outer)
            yield Print(ids.get(tag, tag), _text(paragraph), place, near=near, tabular=tabular)


def _surroundings(table: Any) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Each cell of a table with the words that may name its unit: heads of its column, its row, what precedes."""
    before = tuple(_text(p) for p in islice(table.itersiblings(f"{_W}p", preceding=True), _LINES_BEFORE))
    above: dict[int, str] = {}
    quoted = False
    for row in table.iterfind(f"{_W}tr"):
        cells = row.findall(f"{_W}tc")
        beside, start = "\n".join(map(_label, cells)), 0
        for cell in cells:
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            columns = range(start, start + (int(span.get(f"{_W}val")) if span is not None else 1))
            yield cell, (above.get(start, ""), beside, *before)
            if not quoted:  # heads end where the first fact stands
                above |= {column: f"{above.get(column, '')}\n{_label(cell)}" for column in columns}
            start = columns.stop
        quoted = quoted or any(_quotes(cell) for cell in cells)


def _label(cell: Any) -> str:
    """Words of a cell; none where it quotes a fact."""
    return "" if _quotes(cell) else _text(cell)


def _quotes(element: Any) -> bool:
    return any(_tag(control) for control in element.iter(f"{_W}sdt"))


def _tag(control: Any) -> str:
    """The tag where it is a fact's id: it has a dot, as no tag of Word's own galleries has."""
    found = control.find(f"{_W}sdtPr/{_W}tag")
    tag = found.get(f"{_W}val", "") if found is not None else ""
    return tag if "." in tag and " " not in tag else ""


def _text(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(f"{_W}t"))


def _after(control: Any) -> str:
    """Words between this control and the next one of the paragraph; a unit is no longer than these."""
    words = []
    for sibling in control.itersiblings():
        if sibling.tag == f"{_W}sdt":
            break
        words.append(_text(sibling))
        if sum(map(len, words)) > 16:
            break
    return "".join(words)
