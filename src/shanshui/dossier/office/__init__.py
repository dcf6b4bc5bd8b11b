"""LibreOffice at our service: PDF with bookmarks, and workbooks computed anew."""

from shanshui.dossier.office.convert import Spot, make_pdf, places_in, recalculate
from shanshui.dossier.office.running import OfficeError, missing, session, sets_formulas

__all__ = ["OfficeError", "Spot", "make_pdf", "missing", "places_in", "recalculate", "session", "sets_formulas"]
