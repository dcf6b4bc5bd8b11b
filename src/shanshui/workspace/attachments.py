"""Files that rows of input tables name: whether they lie in the project folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from shanshui.finding import Finding
from shanshui.standard import Record, Standard

_COLUMN = "file"
_SEPARATORS = re.compile(r"[、；;|\n]+")


def absent_attachments(root: Path, records: Mapping[str, Sequence[Record]], standard: Standard) -> Iterator[Finding]:
    """One finding for each named file that is not there.

    Parameters
    ----------
    root : Path
        The project folder, which the names are relative to.
    records : mapping of table to records
        Rows with a column ``file``; a cell may name several files.
    standard : Standard
        Knows which tables have the column, and what readers call them.
    """
    for table, rows in records.items():
        spec = standard.inputs.get(table)
        if spec is None or _COLUMN not in spec.columns:
            continue
        for row in rows:
            cell = row.text(_COLUMN)
            names = (cell,) if not cell or _is_there(root, cell) else _SEPARATORS.split(cell)
            for name in (part.strip() for part in names):
                if name and not _is_there(root, name):
                    subject = f"{table}[{row.place.row}].{_COLUMN}"
                    words = {"table": spec.name_zh, "table_en": spec.name_en}
                    yield Finding("ATTACHMENT-ABSENT", row.at(_COLUMN), name, "", subject, words=words)


def _is_there(root: Path, name: str) -> bool:
    """Whether a file or folder of this name lies in the project folder."""
    try:
        path = (root / name.replace("\\", "/")).resolve()
        return path.is_relative_to(root.resolve()) and path.exists()
    except (OSError, ValueError):
        return False
