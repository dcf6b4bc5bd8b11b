"""What a reader hands over before it is known which part each stretch of the text plays."""

from __future__ import annotations

from dataclasses import dataclass

from shanshui.documents.model import Block, Kind


@dataclass(frozen=True, slots=True)
class Stretch:
    """A line, paragraph or cell as the file holds it.

    Parameters
    ----------
    start, end : int
        Code points into the document's text, blanks around it left out.
    text : str
        Its words.
    kind : Kind or None
        Where the format itself tells; else the words decide.
    level : int
        Of a heading that the format marks as such, from 1.
    page, table, row, column, source
        As in :class:`Block`.
    """

    start: int
    end: int
    text: str
    kind: Kind | None = None
    level: int = 0
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    source: str = ""

    def block(self, kind: Kind, level: int = 0) -> Block:
        """The block that it becomes."""
        return Block(kind, self.start, self.end, level, self.page, self.table, self.row, self.column, self.source)
