"""Tables as a workbook: laid out as the code wants them, with live formulas and the source of each cell."""

from shanshui.dossier.workbook.writer import lines_of, sheet_names, supplement_of, write_workbook

__all__ = ["lines_of", "sheet_names", "supplement_of", "write_workbook"]
