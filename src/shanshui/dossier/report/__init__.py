"""The report as a Word file (H.3)."""

from shanshui.dossier.report.front import Title, title_of
from shanshui.dossier.report.printed import printed_in
from shanshui.dossier.report.writer import headings_of, write_report

__all__ = ["Title", "headings_of", "printed_in", "title_of", "write_report"]
