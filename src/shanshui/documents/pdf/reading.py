"""A PDF file, read page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from shanshui.documents.captions import caption
from shanshui.documents.drafting import Draft, Slot, Words
from shanshui.documents.limits import LOCKED, SCANNED, TEXT_LENGTH, TOO_LARGE, UNREADABLE, read_bytes
from shanshui.documents.model import Document
from shanshui.documents.pdf.page import Page, Sign, page_of
from shanshui.documents.pdf.paragraphs import Body, body_of, furniture, goes_on, joined, paragraphs_of
from shanshui.documents.pdf.rows import Row, rows_of
from shanshui.documents.pdf.ruled import RuledTable, ruled_tables
from shanshui.documents.pdf.unruled import taken_apart
from shanshui.errors import DataError

PAGES = 3_000
_SPARSE = 12
"""Signs per page below which a file holds pictures of pages."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page taken apart: its tables, and its lines outside them."""

    number: int
    height: float
    tables: tuple[RuledTable, ...]
    rows: tuple[Row, ...]


def read_pdf(path: Path) -> Document:
    """Read a PDF file.

    Raises
    ------
    DataError
        Where it is none, is locked, holds pictures of pages alone, or more than any plan.

    Notes
    -----
    Headers, footers and page numbers stand at the end, each wording once. A table that goes on over pages is one.
    """
    data = read_bytes(path)
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or getattr(error, "err_code", None) == 4
        raise DataError(LOCKED if locked else UNREADABLE, path.name if locked else f"{path.name}: {error}") from error
    try:
        count = len(pdf)
        if count > PAGES:
            raise DataError(TOO_LARGE, f"{path.name}: {count} pages, more than {PAGES}")
        titles = _titles(pdf)
        sheets = [_sheet(page) for page in _pages(pdf, count, path.name)]
    finally:
        pdf.close()
    tables = sum(len(sheet.tables) for sheet in sheets)
    if sum(len(row.text) for sheet in sheets for row in sheet.rows) + 40 * tables < _SPARSE * max(count, 1):
        raise DataError(SCANNED, path.name)
    return _Assembly(Draft(path.name, "pdf"), sheets, titles).document()


def _pages(pdf: pypdfium2.PdfDocument, count: int, name: str) -> Iterator[Page]:
    signs = 0
    for index in range(count):
        try:
            page = pdf[index]
            found = page_of(page, index + 1)
            page.close()
        except pypdfium2.PdfiumError:
            continue  # a broken page says nothing; the others still do
        signs += len(found.signs)
        if signs > TEXT_LENGTH:
            raise DataError(TOO_LARGE, f"{name}: more than {TEXT_LENGTH} characters")
        yield found


def _sheet(page: Page) -> _Sheet:
    tables, rest = ruled_tables(page)
    return _Sheet(page.number, page.height, tables, tuple(rows_of(rest, page.number)))


def _titles(pdf: pypdfium2.PdfDocument) -> dict[int, dict[str, int]]:
    """Headings that the file's bookmarks name: by page from 1, words without blanks to level from 1."""
    titles: dict[int, dict[str, int]] = {}
    try:
        for number, mark in enumerate(pdf.get_toc(max_depth=8)):
            destination = mark.get_dest()
            page = destination.get_index() if destination is not None else None
            if page is not None and number < 20_000:
                titles.setdefault(page + 1, {})[_bare(mark.get_title())] = mark.level + 1
    except (pypdfium2.PdfiumError, RecursionError):
        return {}
    return titles


class _Assembly:
    """Paragraphs and tables of all pages in reading order."""

    def __init__(self, draft: Draft, sheets: Sequence[_Sheet], titles: dict[int, dict[str, int]]) -> None:
        self.draft = draft
        self.sheets = sheets
        self.titles = titles
        self.furniture = furniture([(sheet.rows, sheet.height) for sheet in sheets])
        self.held: list[Row] = []
        self.body = Body((), 0.0, 0.0)

    def document(self) -> Document:
        """All of it."""
        usual = self._usual()
        columns: tuple[float, ...] = ()
        for number, sheet in enumerate(self.sheets):
            rows = [row for index, row in enumerate(sheet.rows) if (number, index) not in self.furniture]
            body = body_of(rows, usual)
            first = True
            for part in _in_order(rows, sheet.tables):
                if isinstance(part, RuledTable):
                    self._flush()
                    goes_on_here = first and bool(columns) and _alike(columns, part.columns)
                    self._table(part, sheet.number, goes_on_here)
                    columns = part.columns
                    first = False
                else:
                    self._lines(part, body, sheet.number)
                    named = caption(part[-1].text)
                    if named is None or not named.continued:
                        columns, first = (), False
        self._flush()
        self._furniture()
        return self.draft.document()

    def _lines(self, rows: Sequence[Row], body: Body, page: int) -> None:
        for part in taken_apart(rows):
            if isinstance(part, tuple):
                self._flush()
                self.draft.add_table(part, page=page)
            else:
                self._text(part, body, page)
        self.body = body

    def _text(self, rows: Sequence[Row], body: Body, page: int) -> None:
        titles = frozenset(self.titles.get(page, ()))
        part = Body(tuple(rows), body.left, body.right)
        for paragraph in paragraphs_of(part, titles):
            if self.held and self.held[-1].page < page and goes_on(self.held, paragraph[0], self.body, titles):
                self.held += paragraph
            else:
                self._flush()
                self.held = list(paragraph)

    def _flush(self) -> None:
        if self.held:
            text = joined(self.held)
            page = self.held[0].page
            level = self.titles.get(page, {}).get(_bare(text), 0)
            self.draft.add(Words(text, f"page:{page}", "heading" if level else None, level, page))
            self.held = []

    def _table(self, table: RuledTable, page: int, goes_on_here: bool) -> None:
        slots = tuple(
            Slot(cell.row, cell.column, _words(cell.signs, page), cell.down, cell.across) for cell in table.cells
        )
        if len(table.columns) <= 2:
            for slot in slots:
                for words in slot.words:
                    self.draft.add(Words(words.text, words.source, "box", 0, page))
            return
        self.draft.add_table(slots, page=page, goes_on=goes_on_here)

    def _furniture(self) -> None:
        seen: set[str] = set()
        for (number, index), kind in sorted(self.furniture.items()):
            text = self.sheets[number].rows[index].text
            if re.search(r"[^\W\d_]", text) and _bare(text) not in seen:
                seen.add(_bare(text))
                self.draft.add(
                    Words(text, f"page:{number + 1}", "header" if kind == "header" else "footer", 0, number + 1)
                )

    def _usual(self) -> tuple[float, float]:
        """Where text begins and ends on most pages."""
        rows = [row for sheet in self.sheets for row in sheet.rows if len(row.text) > 20]
        lefts, rights = sorted(row.left for row in rows), sorted(row.right for row in rows)
        return (lefts[len(lefts) // 10], rights[9 * len(rights) // 10]) if rows else (0.0, 0.0)


def _in_order(rows: Sequence[Row], tables: Sequence[RuledTable]) -> Iterator[RuledTable | list[Row]]:
    """Tables and the lines between them, from top to bottom."""
    left = list(rows)
    for table in tables:
        above = [row for row in left if (row.top + row.bottom) / 2 < table.top]
        if above:
            yield above
        left = left[len(above) :]
        yield table
    if left:
        yield left


def _alike(columns: Sequence[float], others: Sequence[float]) -> bool:
    return len(columns) == len(others) and all(abs(a - b) < 6 for a, b in zip(columns, others, strict=True))


def _words(signs: Sequence[Sign], page: int) -> tuple[Words, ...]:
    """The words of a cell as one: its lines are broken at its width."""
    rows = rows_of(signs, page)
    if not rows:
        return ()
    return (Words(joined(rows).replace("  ", " "), f"page:{page}"),)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
