"""Word documents: paragraphs, tables, boxes, notes, headers and footers, as their readers see them."""

from shanshui.documents.word.reading import read_word

__all__ = ["read_word"]
