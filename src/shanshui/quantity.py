"""Units, rounding half up, and closing of rounded parts: the one place where numbers change their dress.

Inside the program lengths are metres, areas square metres, money yuan, masses tonnes and shares
fractions; every other unit appears at the edge, through :func:`convert`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cache
from importlib.resources import files

import numpy as np
import pint

from shanshui.closing import raised

_PRECISION = 60
"""Digits inside a conversion, so that thirds and days come out even in the 28 that are kept."""
_PRECISE = Context(prec=_PRECISION)
_LARGE = 4000
"""Cells above which a table is closed without a linear programme."""

EMPTY = "—"
"""The sign of a cell that has no content (H.3.3.3 f)."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure as it is written and read.

    Parameters
    ----------
    code : str
        How code and data name it: ``km2``, ``wan_yuan``.
    symbol : str
        How it is printed after a number (GB 3100): ``km²``, ``万元``.
    name_zh : str
        How it is written in running text without a number: 平方千米.
    aliases : tuple of str
        What else people type for it.
    """

    code: str
    symbol: str
    name_zh: str
    aliases: tuple[str, ...]


@cache
def _table() -> tuple[Mapping[str, Unit], Mapping[str, str]]:
    text = files("shanshui").joinpath("units.csv").read_text(encoding="utf-8")
    units, expressions = {}, {}
    for row in csv.DictReader(text.splitlines()):
        aliases = tuple(a for a in row["aliases"].split("|") if a)
        units[row["code"]] = Unit(row["code"], row["symbol"], row["name_zh"], aliases)
        expressions[row["code"]] = row["pint"]
    return units, expressions


@cache
def _registry() -> pint.UnitRegistry[Decimal]:
    registry: pint.UnitRegistry[Decimal] = pint.UnitRegistry(None, non_int_type=Decimal)
    for line in (
        "metre = [length]",
        "kilometre = 1000 * metre",
        "millimetre = metre / 1000",
        "foot = 3048 * metre / 10000",
        "hectare = 10000 * metre ** 2",
        "mu = 2000 / 3 * metre ** 2",
        "day = [time]",
        "year = 365.25 * day",
        "tonne = [mass]",
        "yuan = [money]",
        "count = [number]",
        "person = [people]",
        "kilowatt = [power]",
        "degree = [angle]",
        "temperature = [temperature]",
        "one = []",
        "percent = one / 100",
        "permille = one / 1000",
    ):
        registry.define(line)
    return registry


def units() -> tuple[Unit, ...]:
    """Every unit of measure, in the order of ``units.csv``."""
    return tuple(_table()[0].values())


def unit(name: str) -> Unit:
    """Find a unit by its code, symbol, Chinese name or alias.

    Parameters
    ----------
    name : str
        What somebody wrote: ``hm2``, ``公顷``, ``万元``.

    Returns
    -------
    Unit
        The unit meant.

    Raises
    ------
    KeyError
        Where no unit goes by this name.

    Examples
    --------
    >>> unit("公顷").code
    'hm2'
    """
    found = _names().get(name.strip())
    if found is None:
        raise KeyError(name)
    return _table()[0][found]


@cache
def _names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for u in _table()[0].values():
        for name in (u.code, u.symbol, u.name_zh, *u.aliases):
            if name:
                names.setdefault(name, u.code)
    return names


@cache
def _factor(source: str, target: str) -> tuple[Decimal, Decimal] | None:
    """Numerator and denominator of the conversion, kept apart so that 亩 stays exact; None where there is none."""
    expressions, registry = _table()[1], _registry()
    quantity = registry.Quantity(Decimal(1), registry.parse_units("one"))
    from_unit = registry.parse_expression(expressions[source] or "one") * quantity
    to_unit = registry.parse_expression(expressions[target] or "one") * quantity
    if not from_unit.is_compatible_with(to_unit.units):
        return None
    with localcontext(prec=_PRECISION):
        return Decimal(from_unit.to_base_units().magnitude), Decimal(to_unit.to_base_units().magnitude)


def convert(value: Decimal, source: str, target: str) -> Decimal:
    """Express a value in another unit of the same kind.

    Parameters
    ----------
    value : Decimal
        Amount [source].
    source, target : str
        Unit codes.

    Returns
    -------
    Decimal
        Amount [target].

    Raises
    ------
    KeyError
        Where a unit is not known.
    ValueError
        Where the two measure different things.

    Examples
    --------
    >>> convert(Decimal("7"), "wan_mu", "hm2").quantize(Decimal("0.01"))
    Decimal('4666.67')
    """
    if source == target:
        return value
    factor = _factor(source, target)
    if factor is None:
        raise ValueError(f"{source} cannot be turned into {target}: they measure different things")
    numerator, denominator = factor
    return +_PRECISE.divide(_PRECISE.multiply(value, numerator), denominator)


def converted(value: Decimal, source: str, target: str) -> Decimal | None:
    """Express a value in another unit, as somebody wrote them; None where that cannot be.

    Parameters
    ----------
    value : Decimal
        Amount [source].
    source, target : str
        Any names of units, as :func:`unit` knows them.

    Returns
    -------
    Decimal or None
        Amount [target]; None where a unit is not known, or the two measure different things.

    Examples
    --------
    >>> converted(Decimal("1.5"), "千米", "km"), converted(Decimal(3), "亩", "km"), converted(Decimal(3), "", "m")
    (Decimal('1.5'), None, None)
    """
    try:
        return convert(value, unit(source).code, unit(target).code)
    except (KeyError, ValueError):
        return None


INNER = ("m2", "m", "m3", "count", "t", "person", "a", "yuan", "yuan/m2", "yuan/m", "yuan/count")
"""Units that entered amounts are kept in."""


@cache
def inner_unit(code: str) -> str:
    """The inner unit that measures the same; the unit itself where none does.

    Examples
    --------
    >>> inner_unit("mu"), inner_unit("km"), inner_unit("%")
    ('m2', 'm', '%')
    """
    for inner in INNER:
        try:
            convert(Decimal(1), code, inner)
        except ValueError:
            continue
        return inner
    return code


def exact(number: float | int | str | Decimal | np.floating) -> Decimal:
    """The decimal that a reader sees when the number is printed in full (Excel's view of it)."""
    if isinstance(number, Decimal):
        return number
    return Decimal(repr(float(number)) if isinstance(number, float | np.floating) else str(number))


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round half away from zero, as Excel's ROUND does.

    Examples
    --------
    >>> round_half_up(Decimal("2.675"), 2), round_half_up(Decimal("-0.5"), 0)
    (Decimal('2.68'), Decimal('-1'))
    """
    return value.quantize(_step(places), rounding=ROUND_HALF_UP)


@cache
def _step(places: int) -> Decimal:
    """One unit of the last place."""
    return Decimal(1).scaleb(-places)


def close(parts: Sequence[Decimal], places: int, total: Decimal | None = None) -> tuple[Decimal, ...]:
    """Round parts so that they add up to their rounded total (largest remainder).

    Parameters
    ----------
    parts : sequence of Decimal
        The unrounded parts.
    places : int
        Decimals to keep.
    total : Decimal, optional
        Total to reach; the sum of the parts where absent. It is rounded half up first.

    Returns
    -------
    tuple of Decimal
        Rounded parts, in the order given, whose sum is the rounded total.

    Raises
    ------
    ValueError
        Where the total lies further from the parts' sum than rounding alone explains.

    Notes
    -----
    Every part is cut down to its floor; the units of the last place that are missing go to the
    largest remainders, the earlier part first where remainders are equal.

    Examples
    --------
    >>> [str(p) for p in close([Decimal("33.3"), Decimal("33.3"), Decimal("33.4")], 0)]
    ['33', '33', '34']
    """
    step = _step(places)
    floors = [p.quantize(step, rounding=ROUND_FLOOR) for p in parts]
    wanted = round_half_up(sum(parts, Decimal(0)) if total is None else total, places)
    missing = int((wanted - sum(floors, Decimal(0))) / step)
    if not 0 <= missing <= len(parts):
        raise ValueError(f"parts add up to {sum(parts, Decimal(0))}, which no rounding brings to {wanted}")
    ranked = sorted(range(len(parts)), key=lambda i: (floors[i] - parts[i], i))
    for i in ranked[:missing]:
        floors[i] += step
    return tuple(floors)


def close_table(cells: Sequence[Sequence[Decimal]], places: int) -> tuple[tuple[Decimal, ...], ...]:
    """Round a table so that each row and each column adds up, and the grand total is rounded half up.

    Parameters
    ----------
    cells : sequence of rows of Decimal
        The unrounded cells, all rows of one length, without totals.
    places : int
        Decimals to keep.

    Returns
    -------
    tuple of rows of Decimal
        Every cell, row sum and column sum is one of the two numbers of the last place next to its
        unrounded self, so no total differs by a whole unit of the last place from what it stands for.

    Notes
    -----
    Controlled rounding as a transport problem: the units of the last place that the floors leave open
    are sent through rows to columns at the least total deviation. Its matrix is totally unimodular, so
    the linear programme's vertex is integral. Tables of more than 4000 cells are closed by
    :func:`shanshui.closing.raised`, which keeps to the same bounds in a tenth of a second for 50 000 cells; its
    deviation was up to a third above the least.
    """
    if not cells or not cells[0]:
        return tuple(tuple(row) for row in cells)
    step = _step(places)
    scaled = [[c / step for c in row] for row in cells]
    floors = [[int(c.to_integral_value(ROUND_FLOOR)) for c in row] for row in scaled]
    if scaled == floors:
        return tuple(tuple(cell * step for cell in row) for row in floors)
    ups = _units_to_add(scaled, floors)
    return tuple(
        tuple((floor + up) * step for floor, up in zip(f, u, strict=True)) for f, u in zip(floors, ups, strict=True)
    )


def _units_to_add(scaled: list[list[Decimal]], floors: list[list[int]]) -> list[list[int]]:
    if len(scaled) * len(scaled[0]) > _LARGE:
        return _many_units_to_add(scaled, floors)
    from scipy.optimize import linprog  # half a second to load, and few callers close a table
    from scipy.sparse import coo_array

    rest = np.array([[float(c - f) for c, f in zip(r, g, strict=True)] for r, g in zip(scaled, floors, strict=True)])
    rows, cols = rest.shape
    n = rows * cols
    open_cells = (rest > 0).ravel()
    row_rest = [sum(r, Decimal(0)) - sum(f) for r, f in zip(scaled, floors, strict=True)]
    col_rest = [sum((r[j] for r in scaled), Decimal(0)) - sum(f[j] for f in floors) for j in range(cols)]
    grand = int(round_half_up(sum(row_rest, Decimal(0)), 0))
    index = np.arange(n).reshape(rows, cols)
    by_row = np.repeat(np.arange(rows), cols)
    by_col = rows + np.tile(np.arange(cols), rows)
    data = np.concatenate([np.ones(2 * n), np.ones(rows)])
    line = np.concatenate([by_row, by_col, np.full(rows, rows + cols)])
    column = np.concatenate([index.ravel(), index.ravel(), n + np.arange(rows)])
    data = np.concatenate([data, -np.ones(rows + cols)])
    line = np.concatenate([line, np.arange(rows + cols)])
    column = np.concatenate([column, n + np.arange(rows + cols)])
    equal = coo_array((data, (line, column)), shape=(rows + cols + 1, n + rows + cols)).tocsr()
    totals = [*row_rest, *col_rest]
    bounds = [(0.0, float(o)) for o in open_cells] + [
        (float(t.to_integral_value(ROUND_FLOOR)), float(-((-t).to_integral_value(ROUND_FLOOR)))) for t in totals
    ]
    tie = np.arange(n) * 1e-9  # the earlier cell first, so that the answer is the same everywhere
    cost = np.concatenate([1.0 - 2.0 * rest.ravel() + tie, [0.0] * (rows + cols)])
    solved = linprog(cost, A_eq=equal, b_eq=[0.0] * (rows + cols) + [float(grand)], bounds=bounds, method="highs-ds")
    return [[round(solved.x[index[i, j]]) for j in range(cols)] for i in range(rows)]


def _many_units_to_add(scaled: list[list[Decimal]], floors: list[list[int]]) -> list[list[int]]:
    """The same for a large table, by :func:`shanshui.closing.raised`."""
    rests = [[c - f for c, f in zip(r, g, strict=True)] for r, g in zip(scaled, floors, strict=True)]
    rows = [sum(row, Decimal(0)) for row in rests]
    columns = [sum(column, Decimal(0)) for column in zip(*rests, strict=True)]
    ends = [[(int(t), int(t) + (t != int(t))) for t in sums] for sums in (rows, columns)]
    total = int(round_half_up(sum(rows, Decimal(0)), 0))
    found = raised(np.array(rests, np.float64), ends[0], ends[1], [float(t) for t in rows], total)
    return [[int(up) for up in row] for row in found]


def printed(value: Decimal | None, places: int | None) -> str:
    """A number as a reader sees it: plain digits, or the sign of an empty cell.

    Examples
    --------
    >>> printed(Decimal("1619.154"), 2), printed(None, 2), printed(Decimal("64.640"), None)
    ('1619.15', '—', '64.64')
    """
    if value is None:
        return EMPTY
    if places is not None:
        return f"{round_half_up(value, places):f}"
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
