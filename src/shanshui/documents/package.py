"""Archives of XML parts (docx, xlsx), opened so that a hostile one can neither fill the memory nor reach outside."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from shanshui.documents.limits import LOCKED, TOO_LARGE, UNREADABLE, read_bytes
from shanshui.errors import DataError

MEMBERS = 20_000
PART_BYTES = 96 << 20
ALL_BYTES = 192 << 20
RATIO = 400
"""Times that a part may be larger than what it was packed to; Word's own stay below 60."""

_RATED = 4 << 20
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, KeyError, ValueError, OverflowError)
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """An archive of parts.

    Parameters
    ----------
    path : Path
        The file.

    Raises
    ------
    DataError
        Where it is no such archive, is locked, or holds more than any plan.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name
        data = read_bytes(path)
        if data.startswith(_COMPOUND):
            raise DataError(LOCKED, path.name)
        self._left = ALL_BYTES
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
        except _BROKEN as error:
            raise DataError(UNREADABLE, f"{self.name}: {error}") from error
        if len(entries) > MEMBERS:
            raise DataError(TOO_LARGE, f"{self.name}: {len(entries)} parts, more than {MEMBERS}")
        self._entries = {entry.filename: entry for entry in entries}

    def has(self, part: str) -> bool:
        """Whether it holds a part."""
        return part in self._entries

    def read(self, part: str) -> bytes:
        """A part's bytes.

        Raises
        ------
        DataError
            Where it is not there, broken, or larger than any plan's.
        """
        entry = self._entries.get(part)
        if entry is None:
            raise DataError(UNREADABLE, f"{self.name}: {part} is missing")
        if entry.flag_bits & 1:
            raise DataError(LOCKED, self.name)
        most = min(PART_BYTES, self._left)
        if entry.compress_size and entry.file_size > _RATED and entry.file_size / entry.compress_size > RATIO:
            raise DataError(TOO_LARGE, f"{self.name}: {part} unpacks to {entry.file_size} bytes")
        try:
            with self._archive.open(entry) as stream:
                data = stream.read(most + 1)
        except (*_BROKEN, RuntimeError) as error:
            raise DataError(UNREADABLE, f"{self.name}: {part}: {error}") from error
        if len(data) > most:
            raise DataError(TOO_LARGE, f"{self.name}: {part} unpacks to more than {most} bytes")
        self._left -= len(data)
        return data

    def tree(self, part: str) -> Any:
        """A part as XML.

        Raises
        ------
        DataError
            Where it is no XML, declares entities, or is nested deeper than any plan.
        """
        return parsed(self.read(part), f"{self.name}: {part}")

    def relations(self, part: str) -> Mapping[str, tuple[str, str]]:
        """What a part refers to inside the package: kind (last word of its type) and part, by id."""
        folder, name = posixpath.split(part)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(listing):
            return {}
        found: dict[str, tuple[str, str]] = {}
        for relation in self.tree(listing).iter(_RELATIONS):
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            inside = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], inside)
        return found

    def main(self, usual: str) -> str:
        """The part that the package is about."""
        named = (part for kind, part in self.relations("").values() if kind == "officeDocument" and self.has(part))
        return next(named, usual)


def parsed(data: bytes, name: str) -> Any:
    """Bytes as XML; nothing is fetched, no entity resolved.

    Raises
    ------
    DataError
        Where they are no XML, declare entities, or are nested deeper than any plan.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise DataError(UNREADABLE, f"{name}: {error}") from error
    if root.getroottree().docinfo.doctype:
        raise DataError(UNREADABLE, f"{name}: declares a document type")
    return root
