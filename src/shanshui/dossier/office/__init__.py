"""LibreOffice at our service: PDF with bookmarks, and workbooks computed anew."""

from shanshui.dossier.office.convert import make_pdf, page_numbers, recalculate
from shanshui.dossier.office.running import OfficeError, missing, session

__all__ = ["OfficeError", "make_pdf", "missing", "page_numbers", "recalculate", "session"]
