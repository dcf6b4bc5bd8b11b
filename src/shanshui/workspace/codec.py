"""Facts, tables and findings as JSON and back, without loss: decimals stay decimals."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from shanshui.errors import DefectError
from shanshui.finding import Finding, Place, TextQuote
from shanshui.ledger import Basis, Fact, Formula, Quote, Row, Table

_KINDS = {kind.__name__: kind for kind in (Fact, Finding, Formula, Place, Quote, Row, Table, TextQuote)}


def dumps(value: object) -> bytes:
    """Write frozen values of the ledger and findings as JSON (UTF-8); mappings are fields of them, or the whole."""
    return json.dumps(_field(value), default=_plain, ensure_ascii=False, separators=(",", ":")).encode()


def loads(data: bytes) -> Any:
    """Read back what :func:`dumps` wrote.

    Raises
    ------
    DefectError
        Where the text names a kind of value that is not known.
    """
    return _value(json.loads(data))


def _plain(value: object) -> object:
    """What JSON does not know, by what it knows."""
    kind = type(value)
    if kind is Decimal:
        return {"!": "d", "v": str(value)}
    if not is_dataclass(kind):
        raise TypeError(f"a {kind.__name__} is no value of the ledger")
    return {"!": kind.__name__, "v": {name: _field(getattr(value, name)) for name in _names(kind)}}


def _field(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    return {"!": "m", "v": [(key, _field(item)) for key, item in value.items()]}


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _value(raw: Any) -> Any:
    if isinstance(raw, list):
        return tuple(_value(item) for item in raw)
    if not isinstance(raw, dict):
        return raw
    kind, body = raw["!"], raw["v"]
    if kind == "d":
        return Decimal(body)
    if kind == "m":
        return {_value(key): _value(value) for key, value in body}
    if kind not in _KINDS:
        raise DefectError(f"the cache holds a {kind!r}, which this version does not know")
    values = {name: _value(item) for name, item in body.items()}
    if kind == "Fact":
        values["basis"] = Basis(values["basis"])
    return _KINDS[kind](**values)
