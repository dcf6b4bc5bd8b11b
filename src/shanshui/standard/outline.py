"""What the report is made of (H.1), how it is set (H.3.3), and which maps go with it (A.2.1, H.2.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a chapter, or an article of a section.

    Parameters
    ----------
    key : str
        Name in program: ``scope_and_period``.
    number, title, title_en : str
        As printed: ``2.1``, ``工程范围及期限``.
    clause : str
        Clause of H.1 that demands it.
    content : tuple of str
        What must be said, in our words, one item each.
    tables, figures : tuple of str
        Ids of tables and keys of maps that must stand or be cited here.
    sections : tuple of Section
        One level further down.
    """

    key: str
    number: str
    title: str
    title_en: str
    clause: str
    content: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the report; the summary is one without number. Fields as in :class:`Section`."""

    key: str
    number: str
    title: str
    title_en: str
    clause: str
    content: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()

    def all_sections(self) -> Iterator[Section]:
        """Sections and articles in reading order."""
        waiting = list(self.sections)
        while waiting:
            section = waiting.pop(0)
            yield section
            waiting = [*section.sections, *waiting]


@dataclass(frozen=True, slots=True)
class Outline:
    """The file ``outline.yaml``."""

    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How one kind of text is set.

    Parameters
    ----------
    font : str
        Chinese typeface.
    size : float
        Points.
    size_name : str
        The Chinese name of the size: 三号.
    align : str
        Left, center or justify.
    indent : float
        First line, in characters.
    spacing : float
        Line spacing as a multiple.
    before, after : float
        Space around the paragraph [pt].
    clause : str
        Where the code says so; empty where the choice is ours.
    """

    font: str
    size: float
    size_name: str
    align: Literal["left", "center", "justify"] = "left"
    indent: float = 0.0
    spacing: float = 1.0
    before: float = 0.0
    after: float = 0.0
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Paper and margins [mm]."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Typography:
    """How the report is set.

    Parameters
    ----------
    page : Page
        A4 upright; landscape swaps the sides.
    latin : str
        Typeface of letters and digits.
    styles : mapping
        By name: chapter, section, article, body, caption, table_text, cover_title, ...
    substitutes : mapping
        Chinese typeface to those that may stand in where it is not installed, best first.
    table_number, figure_number, formula_number : str
        Patterns with ``{chapter}`` and ``{n}``.
    continued : str
        Pattern of the heading of a continued table, with ``{number}``.
    number_gap : str
        Between number and title.
    unit_note : str
        Pattern of the unit note, with ``{unit}``.
    note_lead, note_marks, note_end : str
        Before the notes of a table, marks of the single notes, after the last one.
    empty : str
        Sign of an empty cell.
    symbol_lead : str
        Before the explanation of a formula's symbols.
    """

    page: Page
    latin: str
    styles: Mapping[str, TextStyle]
    substitutes: Mapping[str, tuple[str, ...]]
    table_number: str
    figure_number: str
    formula_number: str
    continued: str
    number_gap: str
    unit_note: str
    note_lead: str
    note_marks: str
    note_end: str
    empty: str
    symbol_lead: str


@dataclass(frozen=True, slots=True)
class MapSpec:
    """A map of the series.

    Parameters
    ----------
    key : str
        Name in program and of the file.
    order : int
        Place in the series.
    title, title_en : str
        With ``{project}`` and ``{year}``.
    status : str
        Mandatory, optional, or demanded by the text only.
    clause : str
        All clauses that ask for it, joined with ``；``.
    layers : tuple of str
        Roles without which the map cannot be drawn as meant.
    substitute : tuple of str
        Roles drawn instead where those are missing.
    overlays : tuple of str
        Roles drawn on top where they exist.
    annexed : bool
        Belongs to the maps of H.2.2.
    note : str
        What else the code wants of it, in our words.
    """

    key: str
    order: int
    title: str
    title_en: str
    status: Literal["mandatory", "optional", "text"]
    clause: str
    layers: tuple[str, ...] = ()
    substitute: tuple[str, ...] = ()
    overlays: tuple[str, ...] = ()
    annexed: bool = False
    note: str = ""
