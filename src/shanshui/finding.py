"""One fault found in a county's data or plan: where, what was met, what is wanted.

Severity, discipline, clause, wording and remedy stand in ``standard/data/rules`` under the
finding's code; a finding itself carries only what is particular to this one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fault stands; only the parts that apply are filled.

    Parameters
    ----------
    file : str
        Path relative to the project folder, with forward slashes.
    sheet, row, column : str, int, str
        Table, its row as a spreadsheet counts (the header is row 1), its column's key or heading.
    layer, feature : str
        Role of a layer, and the code or number of a feature in it.
    page, paragraph, cell : int, int, str
        A place in a finished document.
    """

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    layer: str = ""
    feature: str = ""
    page: int | None = None
    paragraph: int | None = None
    cell: str = ""

    def parts(self) -> dict[str, str | int]:
        """Only the parts that are filled, in the order of the fields."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        return {name: value for name, value in values.items() if value not in ("", None)}


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class TextQuote:
    """A passage of a document that a finding rests on.

    Parameters
    ----------
    text : str
        As it stands there.
    start, end : int
        Unicode code points into the document's plain text, end exclusive.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault met in a county's data, collected and never raised.

    Parameters
    ----------
    code : str
        Code of the rule in ``standard/data/rules``.
    place : Place
        Where it was met.
    got, want : str
        What stands there, and what should; short, for the reader.
    subject : str
        What the fault is about (``subproject:BZ-01``, ``layer:dem``, ``works[7].unit``); with the
        code it makes the finding's identity, so it must not change when a number does.
    facts : tuple of str
        Ids of the facts it rests on.
    words : mapping
        Further words that the rule's text quotes by name.
    waived : str
        The ruling that waives it, else empty.
    quotes : tuple of TextQuote
        Passages of a text that it rests on; a contradiction quotes all its sides.
    """

    code: str
    place: Place = NOWHERE
    got: str = ""
    want: str = ""
    subject: str = ""
    facts: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    waived: str = ""
    quotes: tuple[TextQuote, ...] = ()

    @property
    def id(self) -> str:
        """Twelve hex digits from code and subject: the same fault keeps its id from build to build."""
        subject = self.subject or "/".join(str(part) for part in self.place.parts().values())
        return hashlib.sha256(f"{self.code}\n{subject}".encode()).hexdigest()[:12]
