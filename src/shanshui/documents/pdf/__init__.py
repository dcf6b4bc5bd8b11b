"""PDF files: signs with their places, put together again to lines, tables and paragraphs."""

from shanshui.documents.pdf.reading import read_pdf

__all__ = ["read_pdf"]
