"""LibreOffice at our service: PDF with bookmarks, and workbooks computed anew."""

from shanshui.dossier.office.convert import Spot, make_pdf, no_pdf, places_in, recalculate
from shanshui.dossier.office.running import Office, OfficeError, missing, offices, session, sets_formulas

__all__ = [
    "Office",
    "OfficeError",
    "Spot",
    "make_pdf",
    "missing",
    "no_pdf",
    "offices",
    "places_in",
    "recalculate",
    "session",
    "sets_formulas",
]
