"""The planner's workbook: ``plan.xlsx`` from the tables and back, and replies out of the review's matrix."""

from shanshui.workspace.book.difference import Difference
from shanshui.workspace.book.export import Moved, export_book
from shanshui.workspace.book.importing import Imported, import_book
from shanshui.workspace.book.replies import Taken, read_matrix, take_replies

__all__ = ["Difference", "Imported", "Moved", "Taken", "export_book", "import_book", "read_matrix", "take_replies"]
