"""The report as a Word file (H.3)."""

from shanshui.dossier.report.chapters import Chapter, chapters, joined
from shanshui.dossier.report.floating import floated
from shanshui.dossier.report.front import Title, title_of
from shanshui.dossier.report.layout import FIRST_HEADING, Held, Layout, layout_of, overfull, printed_pages, recut
from shanshui.dossier.report.printed import printed_in
from shanshui.dossier.report.writer import Purpose, write_report

__all__ = [
    "FIRST_HEADING",
    "Chapter",
    "Held",
    "Layout",
    "Purpose",
    "Title",
    "chapters",
    "floated",
    "joined",
    "layout_of",
    "overfull",
    "printed_in",
    "printed_pages",
    "recut",
    "title_of",
    "write_report",
]
