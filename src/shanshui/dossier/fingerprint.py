"""Hashes of what a reader finds in a file: XML parts, cells, features, rows, pixels, words; not of its packing."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pyogrio.errors
import pyogrio.raw
import pypdf
import pypdf.errors
import rasterio
from lxml import etree
from PIL import Image

from shanshui.geo.quiet import quiet

_DATED = frozenset({"last_change", "update_time", "timestamp", "created", "modified"})
"""Columns of databases and elements of documents that hold the time of writing."""

_IDS = frozenset({"rsidR", "rsidRPr", "rsidRDefault", "rsidP", "rsidTr", "rsidSect", "rsidDel", "paraId", "textId"})
_NUMBERED = frozenset({"id", "docPr", "cNvPr", "bookmarkStart", "bookmarkEnd"})
_PLACED = (33550, 33922, 34264, 34735)
"""Tags of a TIFF that say where its picture lies on the ground."""

_DATE_TEXT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")


_UNREADABLE = (
    etree.XMLSyntaxError,
    zipfile.BadZipFile,
    sqlite3.DatabaseError,
    pypdf.errors.PyPdfError,
    pyogrio.errors.DataSourceError,
    OSError,
    ValueError,
)
"""What the readers raise at a file that is not what its name says."""


def content_hash(path: Path) -> str:
    """Hash of a file's content, the same for two files that say the same.

    Parameters
    ----------
    path : Path
        A file, or a ``.gdb`` folder.

    Returns
    -------
    str
        SHA-256 in hex. A file of an unknown kind, or one that cannot be read as what its name says, is
        hashed by its bytes.
    """
    reader = _READERS.get(path.suffix.lower(), _bytes)
    try:
        return _digest(reader(path))
    except _UNREADABLE:
        return _digest(_bytes(path)) if path.is_file() else ""


def _digest(parts: Iterator[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part)
    return whole.hexdigest()


def _bytes(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            yield block


def _text(path: Path) -> Iterator[bytes]:
    """Words of a text file, without the times of writing and whatever ends its lines."""
    text = path.read_bytes().replace(b"\r\n", b"\n")
    yield _DATE_TEXT.sub(b"", text)


def _office(path: Path) -> Iterator[bytes]:
    """Parts of a docx or xlsx in order of name."""
    with zipfile.ZipFile(path) as package:
        for name in sorted(package.namelist()):
            yield f"{name}\n".encode()
            data = package.read(name)
            yield _plain_xml(data) if name.endswith((".xml", ".rels")) else data


def _plain_xml(data: bytes) -> bytes:
    root = etree.fromstring(data)
    for element in root.iter(etree.Element):
        local = etree.QName(element).localname
        if local in _DATED or local == "revision":
            element.text = None
        for key in list(element.attrib):
            name = etree.QName(key).localname
            if name in _IDS or (name == "id" and local in _NUMBERED):
                del element.attrib[key]
    return bytes(etree.tostring(root, method="c14n"))


def _pdf(path: Path) -> Iterator[bytes]:
    """Number of pages, and what each draws; fonts and properties carry chance names and dates and are left out."""
    reader = pypdf.PdfReader(path)
    yield f"{len(reader.pages)}\n".encode()
    for page in reader.pages:
        contents = page.get_contents()
        yield (contents.get_data() if contents is not None else b"") + b"\f"


def _picture(path: Path) -> Iterator[bytes]:
    with Image.open(path) as picture:
        yield f"{picture.mode} {picture.size}\n".encode()
        yield np.asarray(picture).tobytes()


def _raster(path: Path) -> Iterator[bytes]:
    """Place and cells of a raster, band by band."""
    with rasterio.open(path) as source:
        profile = (source.count, source.shape, source.dtypes, source.nodata, tuple(source.transform), str(source.crs))
        yield repr(profile).encode()
        for band in range(1, source.count + 1):
            for _, window in source.block_windows(band):
                yield source.read(band, window=window).tobytes()


def _tiff(path: Path) -> Iterator[bytes]:
    """A map is a picture, also where it bears a position in its tags."""
    with Image.open(path) as picture:
        chart = picture.mode in ("RGB", "RGBA", "P", "CMYK")
        held = getattr(picture, "tag_v2", {})
        tags = sorted((key, str(held[key])) for key in _PLACED if key in held)
    if not chart:
        yield from _raster(path)
        return
    yield repr(tags).encode()
    yield from _picture(path)


def _sqlite(path: Path) -> Iterator[bytes]:
    """Rows of all tables in order; indexes and times of writing are left out."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
        names = [row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        for name in names:
            if name.startswith(("rtree_", "sqlite_")):
                continue
            columns = [row[1] for row in base.execute(f'PRAGMA table_info("{name}")')]
            kept = ", ".join(f'"{c}"' for c in columns if c.lower() not in _DATED)
            yield f"{name}: {kept}\n".encode()
            yield from sorted(repr(row).encode() for row in base.execute(f'SELECT {kept} FROM "{name}"'))


def _shapes(path: Path) -> Iterator[bytes]:
    """Geometries of a shapefile alone; its attributes are another file with a hash of its own."""
    return _features(path, columns=())


def _features(path: Path, columns: Sequence[str] | None = None) -> Iterator[bytes]:
    """Features of all layers, each layer's in order of their content."""
    for name, _ in sorted(pyogrio.list_layers(path).tolist()):
        with quiet():
            meta, _, shapes, values = pyogrio.raw.read(path, layer=name, columns=columns)
        yield f"{name}: {list(meta['fields'])} {meta['geometry_type']} {meta['crs']}\n".encode()
        cells = [*([shapes] if shapes is not None else []), *values]
        yield from sorted(_row(row) for row in zip(*cells, strict=True))


def _row(values: tuple[object, ...]) -> bytes:
    return b"\x1f".join(v if isinstance(v, bytes) else repr(v).encode() for v in values) + b"\n"


def _dbf(path: Path) -> Iterator[bytes]:
    """A dBASE table without the date in its header."""
    data = path.read_bytes()
    yield data[:1] + data[4:]


_READERS: Mapping[str, Callable[[Path], Iterator[bytes]]] = {
    **dict.fromkeys((".docx", ".xlsx"), _office),
    **dict.fromkeys((".json", ".html", ".csv", ".xml", ".txt", ".md", ".qml", ".geojson"), _text),
    **dict.fromkeys((".jpg", ".jpeg", ".png"), _picture),
    **dict.fromkeys((".tif", ".tiff"), _tiff),
    **dict.fromkeys((".gpkg", ".sqlite", ".db"), _sqlite),
    ".gdb": _features,
    ".shp": _shapes,
    ".pdf": _pdf,
    ".dbf": _dbf,
}
