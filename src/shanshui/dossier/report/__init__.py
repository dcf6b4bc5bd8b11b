"""The report as a Word file (H.3)."""

from shanshui.dossier.report.front import Title, title_of
from shanshui.dossier.report.layout import Layout, layout_of, overfull, printed_pages
from shanshui.dossier.report.printed import printed_in
from shanshui.dossier.report.writer import write_report

__all__ = ["Layout", "Title", "layout_of", "overfull", "printed_in", "printed_pages", "title_of", "write_report"]
