"""Finished documents of any hand, read into plain text in which every stretch keeps its place."""

from shanshui.documents.model import Block, Cell, Document, Kind, Table
from shanshui.documents.reading import read

__all__ = ["Block", "Cell", "Document", "Kind", "Table", "read"]
