"""How large a document may be, and the codes of the rule data under which one is refused."""

from __future__ import annotations

from pathlib import Path

from shanshui.errors import DataError

UNREADABLE = "AUDIT-FILE"
ENCODING = "AUDIT-FILE-ENCODING"
TOO_LARGE = "AUDIT-FILE-SIZE"
LOCKED = "AUDIT-FILE-LOCKED"
SCANNED = "AUDIT-FILE-SCANNED"
UNKNOWN = "AUDIT-FILE-KIND"
EMPTY = "AUDIT-FILE-EMPTY"

_MEGABYTE = 1 << 20
FILE_BYTES = 256 * _MEGABYTE
TEXT_LENGTH = 1_000_000
CELLS = 400_000


def read_bytes(path: Path) -> bytes:
    """A file's content.

    Raises
    ------
    DataError
        Where it is no file that can be opened, or larger than any plan.
    """
    refuse_large(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(UNREADABLE, f"{path.name}: {error.strerror or error}") from error


def refuse_large(path: Path) -> None:
    """Refuse a file that is none, or larger than any plan.

    Raises
    ------
    DataError
        Where it is so.
    """
    try:
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        raise DataError(UNREADABLE, f"{path.name}: {getattr(error, 'strerror', None) or error}") from error
    if not path.is_file():
        raise DataError(UNREADABLE, f"{path.name}: not a file")
    if size > FILE_BYTES:
        raise DataError(TOO_LARGE, f"{path.name}: {size // _MEGABYTE} MB, more than {FILE_BYTES // _MEGABYTE} MB")


def bounded(text: str, name: str) -> str:
    """A text that is no longer than any plan.

    Raises
    ------
    DataError
        Where it is longer, or holds nothing but blanks.
    """
    if len(text) > TEXT_LENGTH:
        raise DataError(TOO_LARGE, f"{name}: {len(text)} characters, more than {TEXT_LENGTH}")
    if not text.strip():
        raise DataError(EMPTY, name)
    return text
