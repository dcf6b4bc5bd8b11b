"""Reading records: CSV rows and YAML nodes become frozen dataclasses, and an unknown key is a defect."""

from __future__ import annotations

import csv
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import yaml

from shanshui.errors import DefectError

T = TypeVar("T")
_Convert = Callable[[object, str], Any]
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def data_folder() -> Traversable:
    """The folder ``standard/data`` inside the package."""
    return files("shanshui.standard").joinpath("data")


def read_csv(cls: type[T], file: Traversable) -> tuple[T, ...]:
    """Read the rows of a CSV file as records.

    Parameters
    ----------
    cls : dataclass
        Its fields are the columns; a field without default must be filled in every row.
    file : Traversable
        UTF-8, comma separated, header in the first row; lists are joined with ``|``.

    Raises
    ------
    DefectError
        Where a column is unknown, a value missing or of another type; names file, row and column.
    """
    reader = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    unknown = set(reader.fieldnames or ()) - {f.name for f in fields(cls)}  # type: ignore[arg-type]
    if unknown:
        raise DefectError(f"{file.name}: unknown columns {sorted(unknown)}; {cls.__name__} has none of them")
    found = []
    for line, row in enumerate(reader, start=2):
        where = f"{file.name} row {line}"
        if None in row or None in row.values():
            raise DefectError(f"{where}: {len(row)} cells do not fit the header; quote cells with commas")
        found.append(build(cls, {k: v for k, v in row.items() if v != ""}, where))
    return tuple(found)


def read_yaml(cls: type[T], file: Traversable) -> T:
    """Read a YAML file as one record; see :func:`read_csv` for what is refused."""
    raw = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)
    if not isinstance(raw, dict):
        raise DefectError(f"{file.name}: a mapping of keys is wanted at the top")
    return build(cls, raw, file.name)


def keyed(rows: Iterable[T], key: Callable[[T], str], where: str) -> Mapping[str, T]:
    """Records by key, read only; a key that comes twice is a defect."""
    found: dict[str, T] = {}
    for row in rows:
        if key(row) in found:
            raise DefectError(f"{where}: {key(row)!r} stands there twice")
        found[key(row)] = row
    return types.MappingProxyType(found)


def build(cls: type[T], raw: Mapping[str, object], where: str) -> T:
    """Make one record of plain values.

    Parameters
    ----------
    cls : dataclass
        What to make.
    raw : mapping
        Field name to value, as CSV (all strings) or YAML gives it.
    where : str
        File and row, for the message.
    """
    converters, required = _plan(cls)  # type: ignore[arg-type]  # a class is hashable
    values: dict[str, Any] = {}
    for name, value in raw.items():
        if name not in converters:
            raise DefectError(f"{where}: unknown key {name!r}; known are {', '.join(converters)}")
        values[name] = converters[name](value, f"{where}, {name}")
    missing = required - values.keys()
    if missing:
        raise DefectError(f"{where}: {', '.join(sorted(missing))} missing")
    return cls(**values)


@cache
def _plan(cls: type[Any]) -> tuple[Mapping[str, _Convert], frozenset[str]]:
    hints = get_type_hints(cls)
    own = [f for f in fields(cls) if f.init]
    required = frozenset(f.name for f in own if f.default is MISSING and f.default_factory is MISSING)
    return {f.name: _converter(hints[f.name]) for f in own}, required


def _converter(hint: Any) -> _Convert:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        inner = _converter(next(a for a in arguments if a is not type(None)))
        return lambda value, where: None if value is None else inner(value, where)
    if origin is Literal:
        return lambda value, where: _member(value, arguments, where)
    if origin is tuple:
        return _tuple_of(_converter(arguments[0]))
    if origin in (Mapping, dict) or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return _mapping_of(_converter(arguments[1]))
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda value, where: _nested(hint, value, where)
    return _SIMPLE[hint]


def _member(value: object, allowed: tuple[object, ...], where: str) -> object:
    if value not in allowed:
        raise DefectError(f"{where}: {value!r} is none of {', '.join(map(str, allowed))}")
    return value


def _tuple_of(inner: _Convert) -> _Convert:
    def convert(value: object, where: str) -> tuple[Any, ...]:
        items = value.split("|") if isinstance(value, str) else value
        if not isinstance(items, list):
            raise DefectError(f"{where}: a list is wanted, {value!r} is none")
        return tuple(inner(item, f"{where}[{n}]") for n, item in enumerate(items))

    return convert


def _mapping_of(inner: _Convert) -> _Convert:
    def convert(value: object, where: str) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise DefectError(f"{where}: a mapping is wanted, {value!r} is none")
        return types.MappingProxyType({str(k): inner(v, f"{where}.{k}") for k, v in value.items()})

    return convert


def _nested(cls: type[Any], value: object, where: str) -> Any:
    if not isinstance(value, dict):
        raise DefectError(f"{where}: keys of {cls.__name__} are wanted, {value!r} has none")
    return build(cls, value, where)


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise DefectError(f"{where}: text is wanted, {value!r} is {type(value).__name__}; put it in quotes")
    return value


def _number(value: object, where: str) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise DefectError(f"{where}: a number is wanted, {value!r} is none") from None


def _integer(value: object, where: str) -> int:
    number = _number(value, where)
    if number != int(number):
        raise DefectError(f"{where}: a whole number is wanted, {value!r} is none")
    return int(number)


def _flag(value: object, where: str) -> bool:
    if value in (True, "yes"):
        return True
    if value in (False, "no"):
        return False
    raise DefectError(f"{where}: yes or no is wanted, not {value!r}")


_SIMPLE: Mapping[Any, _Convert] = {
    str: _text,
    int: _integer,
    Decimal: _number,
    float: lambda value, where: float(_number(value, where)),
    bool: _flag,
}
