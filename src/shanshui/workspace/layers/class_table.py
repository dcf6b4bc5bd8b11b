"""The table beside a raster of codes: what each of its codes stands for."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

CODE = "code"
_SAME = {"k": "erodibility", "oc": "organic_carbon", "value": CODE}
_ENDINGS = ("_pct", "_percent", "(%)", "%")

Rows = Mapping[int, Mapping[str, str]]
"""Cells by code of the raster and logical name of the column."""


def read_class_table(path: Path, fields: Mapping[str, str], encoding: str = "") -> Rows:
    """Read a table of codes.

    Parameters
    ----------
    path : Path
        A CSV file with a header.
    fields : mapping of logical name to column
        As the catalog says; a column not named there goes by its own name, without ``_pct``.
    encoding : str
        UTF-8, or GBK where that cannot be read, if empty.

    Returns
    -------
    mapping of int to mapping of str to str
        Empty where the file is none of the kind: it has no column ``code`` with whole numbers.
    """
    try:
        raw = path.read_bytes()
    except OSError:
        return MappingProxyType({})
    lines = _text(raw, encoding).splitlines()
    own = {column: name for name, column in fields.items()}
    found: dict[int, Mapping[str, str]] = {}
    for row in csv.DictReader(lines):
        cells = {own.get(key, _logical(key)): (value or "").strip() for key, value in row.items() if key is not None}
        code = cells.get(CODE, "")
        if code.lstrip("-").isdecimal():
            found[int(code)] = MappingProxyType(cells)
    return MappingProxyType(found)


def _text(raw: bytes, encoding: str) -> str:
    for name in (encoding, "utf-8-sig", "gb18030"):
        if name:
            try:
                return raw.decode(name)
            except (UnicodeDecodeError, LookupError):
                continue
    return ""


def _logical(column: str) -> str:
    name = column.strip().lower()
    for ending in _ENDINGS:
        name = name.removesuffix(ending)
    return _SAME.get(name, name)
