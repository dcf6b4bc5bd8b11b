"""Vector files: reading what counties bring, writing what they are given; it alone knows the drivers."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import json
import shutil
import sqlite3
import struct
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import CRSError as FileCRSError
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError
from pyproj.exceptions import CRSError

from shanshui.errors import DataError
from shanshui.geo.quiet import ALONE

UNREADABLE = "LAYER-UNREADABLE"
RASTER_ENDINGS = frozenset({".tif", ".tiff", ".img", ".vrt", ".asc", ".nc", ".jp2"})
SIDECARS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_DRIVERS = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".geojson": "GeoJSON", ".gdb": "OpenFileGDB"}
_LONGITUDES = (("longitude", "latitude"), ("lon", "lat"), ("经度", "纬度"), ("X", "Y"), ("x", "y"))
_FAULTS = (
    DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError, FileCRSError, CRSError,
    UnicodeError, OSError, ValueError, TypeError, KeyError, struct.error, sqlite3.Error,
    RuntimeError, csv.Error, OverflowError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VectorFile:
    """A vector layer as it stood in its file.

    Parameters
    ----------
    frame : GeoDataFrame
        All features, in file order; ``frame.crs`` is None where the file has none.
    layer : str
        Name of the layer inside the file.
    encoding : str
        Of its text, where the format leaves that open, else empty.
    guessed : bool
        Whether the encoding was found by trying, because nothing declares it, or declares it wrongly.
    others : tuple of str
        All layers with geometry in the file, where there are several and nobody named one.
    """

    frame: gpd.GeoDataFrame
    layer: str = ""
    encoding: str = ""
    guessed: bool = False
    others: tuple[str, ...] = ()


def is_there(path: Path) -> bool:
    """Whether a path leads to anything; one that the system refuses leads nowhere."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_data_set(path: Path) -> bool:
    """Whether a path is a file, or the one kind of folder that is a data set: a file geodatabase."""
    try:
        return path.is_file() or (path.is_dir() and path.suffix.lower() == ".gdb")
    except (OSError, ValueError):
        return False


def beside(path: Path) -> Path:
    """Name of an unfinished file next to its place, with the same ending, that nothing bears yet."""
    number = 0
    while (part := path.with_name(f".{path.stem}.part{number}{path.suffix}")).exists():
        number += 1
    return part


def is_raster(path: Path) -> bool:
    """Whether the ending is one of a raster."""
    return path.suffix.lower() in RASTER_ENDINGS


def members(path: Path) -> tuple[Path, ...]:
    """All files that make up a data set: a shapefile's sidecars, a geodatabase's tables, or the one file."""
    if not is_data_set(path):
        return ()
    if path.is_dir():
        return tuple(sorted(p for p in path.rglob("*") if p.is_file() and p.suffix != ".lock"))
    if path.suffix.lower() == ".shp":
        stems = {path.stem.lower() + ending for ending in SIDECARS}
        return tuple(sorted(p for p in path.parent.iterdir() if p.name.lower() in stems))
    return (path,) if path.is_file() else ()


def sha256(path: Path) -> str:
    """Hash of a data set: of the one file's bytes, or of names and bytes of all its members."""
    files = members(path)
    if files == (path,):
        return _file_hash(path)
    total = hashlib.sha256()
    for member in files:
        total.update(f"{member.relative_to(path if path.is_dir() else path.parent).as_posix()}\n".encode())
        total.update(f"{_file_hash(member)}\n".encode())
    return total.hexdigest()


def _file_hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def layers(path: Path) -> tuple[str, ...]:
    """Names of the layers in a vector file.

    Raises
    ------
    DataError
        Where it cannot be opened.
    """
    with _clear(path):
        return tuple(str(name) for name, _ in pyogrio.list_layers(path))


class _clear:  # noqa: N801 - reads as what it does
    """Whatever a driver raises about a bad file becomes one clear fault."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._quiet = warnings.catch_warnings()

    def __enter__(self) -> None:
        ALONE.acquire()
        self._quiet.__enter__()
        warnings.simplefilter("ignore")

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._quiet.__exit__(None, None, None)
        ALONE.release()
        if isinstance(error, _FAULTS) and not isinstance(error, DataError):
            lines = str(error).splitlines()
            raise DataError(UNREADABLE, f"{self.path.name}: {lines[0] if lines else kind}") from error


def read_vector(
    path: Path,
    layer: str = "",
    encoding: str = "",
    xy: tuple[str, str] = ("longitude", "latitude"),
    prefer: str = "",
) -> VectorFile:
    """Read a vector layer.

    Parameters
    ----------
    path : Path
        GeoPackage, shapefile, GeoJSON, file geodatabase, GeoParquet, CSV of points, or what else GDAL reads.
    layer : str
        Layer inside the file; the first where empty.
    encoding : str
        Declared encoding of a shapefile's or CSV's text; found out where empty.
    xy : tuple of str
        Columns of a CSV that hold x and y.
    prefer : str
        Layer to take where none is named and the file has one of this name.

    Returns
    -------
    VectorFile
        Features as they stand; nothing is mended or dropped.

    Raises
    ------
    DataError
        Where the file is not what it claims to be, or lacks the layer; the detail names what it has.
    """
    ending = path.suffix.lower()
    with _clear(path):
        if ending == ".csv":
            return _read_points(path, encoding, xy)
        if ending in (".parquet", ".geoparquet"):
            return _read_parquet(path)
        if ending == ".shp":
            return _read_shapefile(path, encoding)
        listed = [(str(name), kind) for name, kind in pyogrio.list_layers(path)]
        names = tuple(name for name, _ in listed)
        if layer and layer not in names:
            raise DataError(UNREADABLE, f"{path.name}: no layer {layer!r}; it has {', '.join(names)}")
        if not names:
            raise DataError(UNREADABLE, f"{path.name}: no layer in it")
        drawn = tuple(name for name, kind in listed if kind is not None) or names
        chosen = layer or (prefer if prefer in drawn else drawn[0])
        others = drawn if not layer and chosen != prefer and len(drawn) > 1 else ()
        return VectorFile(_frame(pyogrio.read_dataframe(path, layer=chosen), path), chosen, others=others)


def _frame(read: Any, path: Path) -> gpd.GeoDataFrame:
    if isinstance(read, gpd.GeoDataFrame):
        return read
    raise DataError(UNREADABLE, f"{path.name}: a table without geometry")


def _read_parquet(path: Path) -> VectorFile:
    if importlib.util.find_spec("pyarrow") is None:
        raise DataError(UNREADABLE, f"{path.name}: GeoParquet needs pyarrow, which is not installed")
    return VectorFile(gpd.read_parquet(path))


def _read_shapefile(path: Path, declared: str) -> VectorFile:
    lacking = [e for e in (".shx", ".dbf") if not _sidecar(path, e)]
    if lacking:
        raise DataError(UNREADABLE, f"{path.stem}{lacking[0]} is missing beside {path.name}")
    table = _sidecar(path, ".dbf")
    text = _dbf_text(table) if table else b""
    named = declared or _cpg(path) or ("GBK" if _dbf_says_gbk(table) else "")
    usable = named if named and _decodes(text, named) else ""
    encoding = usable or _guess(text)
    frame = _frame(pyogrio.read_dataframe(path, encoding=encoding), path)
    return VectorFile(frame, path.stem, encoding, guessed=not usable and not text.isascii())


def _sidecar(path: Path, ending: str) -> Path | None:
    spellings = path.with_suffix(ending), path.with_suffix(ending.upper())
    return next((p for p in spellings if p.is_file()), None)


def _cpg(path: Path) -> str:
    file = _sidecar(path, ".cpg")
    word = file.read_text(encoding="latin-1").strip() if file else ""
    if word.isdigit():
        return {"936": "GBK", "65001": "UTF-8", "54936": "GB18030"}.get(word, "")
    return word.replace("ANSI ", "cp") if word.upper().startswith("ANSI ") else word


def _dbf_says_gbk(table: Path | None) -> bool:
    if table is None:
        return False
    with table.open("rb") as stream:
        return stream.read(30)[29:30] in (b"\x4d", b"\x7a")


def _dbf_text(table: Path, limit: int = 1 << 20) -> bytes:
    """Names and text values of a dBase table, one value per line, up to a limit of bytes."""
    with table.open("rb") as stream:
        start = stream.read(32)
        count, header, width = struct.unpack("<IHH", start[4:12])
        descriptors = stream.read(header - 32)
        names: list[bytes] = []
        spans: list[tuple[int, int]] = []
        at = 1
        for n in range(0, len(descriptors) - 31, 32):
            if descriptors[n : n + 1] == b"\r":
                break
            names.append(descriptors[n : n + 11].split(b"\0")[0])
            size = descriptors[n + 16]
            if descriptors[n + 11 : n + 12] == b"C":
                spans.append((at, at + size))
            at += size
        values: list[bytes] = []
        for _ in range(min(count, max(1, limit // max(width, 1)))):
            record = stream.read(width)
            values.extend(record[a:b].rstrip(b" \0") for a, b in spans)
    return b"\n".join([*names, *values])


def _decodes(text: bytes, encoding: str) -> bool:
    """Whether text is of an encoding; a last character that the field's width cut in two is forgiven."""
    for line in text.split(b"\n"):
        try:
            line.decode(encoding)
        except LookupError:
            return False
        except UnicodeDecodeError as error:
            if len(line) < 10 or error.start < len(line) - 3:
                return False
    return True


def _guess(text: bytes) -> str:
    return next((e for e in ("UTF-8", "GBK", "GB18030") if _decodes(text, e)), "ISO-8859-1")


def _read_points(path: Path, declared: str, xy: tuple[str, str]) -> VectorFile:
    raw = path.read_bytes()
    usable = declared if declared and _decodes(raw, declared) else ""
    encoding = usable or _guess(raw)
    lines = [line for line in raw.decode(encoding).removeprefix("\ufeff").splitlines() if line.strip()]
    if not lines:
        raise DataError(UNREADABLE, f"{path.name}: the file is empty")
    mark = next((m for m in (",", "\t", ";") if m in lines[0]), ",")
    rows = list(csv.reader(lines, delimiter=mark))
    header = [name.strip() for name in rows[0]]
    if xy == _LONGITUDES[0]:
        xy = next((pair for pair in _LONGITUDES if set(pair) <= set(header)), xy)
    if not set(xy) <= set(header):
        has = ", ".join(header)
        raise DataError(UNREADABLE, f"{path.name}: no columns {xy[0]} and {xy[1]}; it has {has}")
    filled = [dict(zip(header, row, strict=False)) for row in rows[1:] if any(row)]
    table = pd.DataFrame(filled, columns=header)
    x, y = (pd.to_numeric(table[name], errors="coerce").to_numpy(float) for name in xy)
    points = shapely.points(x, y)
    points[~(np.isfinite(x) & np.isfinite(y))] = None
    guessed = not usable and not raw.isascii() and encoding != "UTF-8"
    return VectorFile(gpd.GeoDataFrame(table, geometry=points), path.stem, encoding, guessed)


def dbf_names(names: list[str], encoding: str, length: int = 10) -> dict[str, str]:
    """Field names that fit a dBase table, whole characters only and each once.

    Parameters
    ----------
    names : list of str
        Names wanted.
    encoding : str
        Of the table: three Chinese characters fit in UTF-8, five in GBK.
    length : int
        Bytes that the format allows.

    Returns
    -------
    dict
        Wanted name to shortened name, in the order given.

    Examples
    --------
    >>> dbf_names(["restoration_unit", "restoration_mode"], "UTF-8")
    {'restoration_unit': 'restoratio', 'restoration_mode': 'restorati1'}
    """
    short: dict[str, str] = {}
    used: set[str] = set()
    for name in names:
        stem = name.encode(encoding, "ignore")
        found, number = stem[:length].decode(encoding, "ignore"), 0
        while not found or found.lower() in used:
            number += 1
            found = stem[: length - len(str(number))].decode(encoding, "ignore") + str(number)
        used.add(found.lower())
        short[name] = found
    return short


def write_vector(
    path: Path,
    frames: Mapping[str, gpd.GeoDataFrame],
    encoding: str = "UTF-8",
    aliases: Mapping[str, str] | None = None,
) -> None:
    """Write layers to a GeoPackage, file geodatabase, shapefile or GeoJSON.

    Parameters
    ----------
    path : Path
        Its ending names the format; its folder must exist. What stood there is replaced when the new
        file is whole.
    frames : mapping of layer name to GeoDataFrame
        One only for a shapefile or GeoJSON.
    encoding : str
        Of a shapefile's text.
    aliases : mapping of layer name to printed name, optional
        Kept in a file geodatabase and as description in a GeoPackage.

    Raises
    ------
    ValueError
        Where the format is unknown or cannot hold so many layers.
    """
    ending = path.suffix.lower()
    driver = _DRIVERS.get(ending)
    if driver is None:
        raise ValueError(f"{path.name}: no format of this ending; known are {', '.join(_DRIVERS)}")
    if not frames or (len(frames) > 1 and ending in (".shp", ".geojson")):
        raise ValueError(f"{path.name}: {len(frames)} layers; a shapefile or GeoJSON holds just one")
    folder = path.with_name(f".{path.name}.part")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        for number, (name, frame) in enumerate(frames.items()):
            options = dict(_options(driver, encoding, (aliases or {}).get(name, "")))
            if driver == "ESRI Shapefile":
                wanted = [c for c in frame.columns if c != frame.geometry.name]
                frame = frame.rename(columns=dbf_names(wanted, encoding))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                pyogrio.write_dataframe(
                    frame, folder / path.name, driver=driver, layer=path.stem if ending == ".shp" else name,
                    append=number > 0, **options,
                )  # fmt: skip
        _replace(folder, path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _options(driver: str, encoding: str, alias: str) -> Iterator[tuple[str, Any]]:
    if driver == "ESRI Shapefile":
        yield "encoding", encoding
    elif driver == "OpenFileGDB" and alias:
        yield "layer_options", {"LAYER_ALIAS": alias}
    elif driver == "GPKG" and alias:
        yield "layer_options", {"IDENTIFIER": alias}


def _replace(folder: Path, path: Path) -> None:
    """Move the finished parts into place, the one that names the data set last."""
    parts = sorted(folder.iterdir(), key=lambda p: p.name == path.name)
    if path.suffix.lower() == ".shp":
        for old in members(path):
            old.unlink()
    for part in parts:
        target = path.with_name(part.name)
        if target.is_dir():
            shutil.rmtree(target)
        part.replace(target)


def description(path: Path) -> Mapping[str, Any]:
    """What a vector layer says of itself, as plain values: fields, features, bounds, CRS."""
    with _clear(path):
        info = pyogrio.read_info(path)
        return {
            "layer": info["layer_name"],
            "features": int(info["features"]),
            "fields": [str(f) for f in info["fields"]],
            "geometry": str(info["geometry_type"]),
            "crs": str(info["crs"] or ""),
            "bounds": json.loads(json.dumps([float(b) for b in info["total_bounds"]])),
        }
