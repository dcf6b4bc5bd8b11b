"""One county on disk: its catalog and tables, the memory of earlier builds, and the published outputs."""

from shanshui.workspace.attachments import absent_attachments
from shanshui.workspace.catalog import LayerEntry, read_catalog
from shanshui.workspace.chapters import Chapters
from shanshui.workspace.journal import Journal, peak_memory
from shanshui.workspace.layers import Layers
from shanshui.workspace.lock import alone
from shanshui.workspace.memo import Memo, Reads, digest, watched
from shanshui.workspace.publication import next_to, publish, recover
from shanshui.workspace.tables import read_tables
from shanshui.workspace.workspace import Tables, Workspace

__all__ = [
    "Chapters",
    "Journal",
    "LayerEntry",
    "Layers",
    "Memo",
    "Reads",
    "Tables",
    "Workspace",
    "absent_attachments",
    "alone",
    "digest",
    "next_to",
    "peak_memory",
    "publish",
    "read_catalog",
    "read_tables",
    "recover",
    "watched",
]
