"""One cell of an input table: from what somebody typed to a typed value, or to the fault it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from shanshui.quantity import converted, exact, unit
from shanshui.standard.vocabularies import Vocabulary, find_term
from shanshui.standard.words import closest, narrow, without_control, without_hidden

Value = Decimal | int | str | date | tuple[str, ...] | bool | None
"""What a typed cell holds."""
Raw = str | int | float | Decimal | bool | date | datetime | None
"""What a CSV file or a workbook gives."""

_NUMBER = re.compile(r"[+-]?(\d{1,3}([, ]\d{3})+|\d+)?(\.\d*)?([eE][+-]?\d+)?")
_NUMBER_WITH_UNIT = re.compile(r"([+-]?[\d, .]*\d[\d, .]*?)\s*([^\d\s.,+-].*)")
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?(?:[ T]00:00(?::00)?)?")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:\s*年|\.0+|-\d\d-\d\d)?")
_SHORT_DAY = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)")
_BELOW = re.compile(
    r"(?:<|小于|低于)\s*([\d., ]*\d(?:[eE][+-]?\d+)?)(?:\s*[^\d\s].*)?|([\d., ]*\d(?:[eE][+-]?\d+)?)\s*[Ll]"
)
_UNDETECTED = {"nd", "n.d.", "n.d", "bdl", "未检出", "低于检出限", "小于检出限", "<检出限", "not detected"}
UNDETECTED = "ND"
"""A measured value below a detection limit that nobody states."""
_SERIAL = re.compile(r"([3-5]\d{4})(?:\.\d*)?")
_FORMS = (
    ("short", _SHORT_DAY),
    ("hyphen", re.compile(r"\d{4}(?:-.*)?")),
    ("slash", re.compile(r"\d{4}/.*")),
    ("dot", re.compile(r"\d{4}\..*")),
    ("chinese", re.compile(r"\d{4}年.*")),
)
_DAY_ZERO, _DAYS = date(1899, 12, 30), range(32_874, 54_789)
"""Day that spreadsheets count from, and the days of 1990 to 2049; any year of four digits stays below."""

_CODE = re.compile(r"[^\s.@:/\\,;、，；|]+")
_LINE_ENDS = re.compile(r"\r\n?")
_SEPARATORS = re.compile(r"[、，,；;|\n]+")
LARGEST = Decimal(10) ** 12
"""No number of a county reaches it; a larger one is a slip, and would overflow the money."""
SMALLEST = 1 / LARGEST
"""No number but nought comes nearer to nought; printed in full, a smaller one would fill the memory."""

_NOTHING = {"", "—", "-", "--", "——", "/", "\\", "无数据", "nan", "none", "null", "n/a"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell: code of the finding, what is wanted, further words, what was met."""

    code: str
    want: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    got: str = ""


def shown(cell: Raw) -> str:
    """A cell as its reader sees it."""
    if isinstance(cell, bool) or cell is None:
        return {True: "TRUE", False: "FALSE", None: ""}[cell]
    if isinstance(cell, float | Decimal):
        number = exact(cell)
        return f"{number.to_integral_value() if number == number.to_integral_value() else number:f}"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return without_control(_LINE_ENDS.sub("\n", str(cell))).strip()


def is_blank(cell: Raw) -> bool:
    """Whether a cell says nothing, a dash or NaN included."""
    if isinstance(cell, float | Decimal) and cell != cell:
        return True
    return cell is None or (isinstance(cell, str) and narrow(cell).strip().casefold() in _NOTHING)


def is_empty(cell: Raw) -> bool:
    """Whether nothing at all stands in a cell (a dash is something)."""
    return cell is None or (isinstance(cell, float) and cell != cell) or (isinstance(cell, str) and not cell.strip())


def read_number(cell: Raw, wanted_unit: str) -> Decimal | Fault:
    """A number; a unit written behind it must be the one wanted.

    Examples
    --------
    >>> read_number("１，２３４．５", "hm2"), read_number("120亩", "hm2").code, read_number("12,5", "").code
    (Decimal('1234.5'), 'INPUT-UNIT', 'INPUT-NUMBER')
    """
    if isinstance(cell, bool | date):
        return Fault("INPUT-NUMBER")
    if isinstance(cell, int | float | Decimal):
        number = exact(cell)
        return _bounded(number) if number.is_finite() else Fault("INPUT-NUMBER")
    text = without_hidden(narrow(shown(cell))).strip()
    plain = _plain_number(text)
    if plain is not None:
        return _bounded(plain)
    with_unit = _NUMBER_WITH_UNIT.fullmatch(text)
    number_before = _plain_number(with_unit.group(1).strip()) if with_unit else None
    if with_unit is None or number_before is None:
        return Fault("INPUT-NUMBER")
    stated = _unit_code(with_unit.group(2))
    if stated is None:
        return Fault("INPUT-NUMBER")
    return _bounded(number_before) if stated == wanted_unit else Fault("INPUT-UNIT", unit_name(wanted_unit))


def _bounded(number: Decimal) -> Decimal | Fault:
    if not number:
        return Decimal(0)  # nought has no sign
    if -SMALLEST < number < SMALLEST:
        return Fault("INPUT-RANGE", f"> {SMALLEST:.0e}")
    return number if -LARGEST < number < LARGEST else Fault("INPUT-RANGE", f"< {LARGEST:.0e}")


def _plain_number(text: str) -> Decimal | None:
    if not text or not _NUMBER.fullmatch(text) or not any(c.isdigit() for c in text):
        return None
    try:
        return Decimal(text.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        return None


def _unit_code(name: str) -> str | None:
    for form in (name, narrow(name)):
        try:
            return unit(form).code
        except KeyError:
            continue
    return None


def unit_name(code: str) -> str:
    """How a heading writes a unit: 公顷, 万元, 元/hm², %; nothing for a number without unit."""
    if code in ("", "1"):
        return ""
    found = unit(code)
    return found.symbol if "/" in code or code in ("%", "permille") or not found.name_zh else found.name_zh


def read_unit(cell: Raw) -> str | Fault:
    """Code of a unit that somebody wrote by code, symbol or name."""
    found = _unit_code(shown(cell))
    if found is not None:
        return found
    return Fault("INPUT-UNIT", "hm², km, m², m³, 亩, 个, 万元, 万元/hm², ...")


def same_kind(source: str, target: str) -> bool:
    """Whether one unit can be turned into the other."""
    return converted(Decimal(1), source, target) is not None


def read_whole(cell: Raw, wanted_unit: str) -> int | Fault:
    """A whole number; a unit written behind it must be the one wanted."""
    number = read_number(cell, wanted_unit)
    if isinstance(number, Fault):
        return number
    return int(number) if number == number.to_integral_value() else Fault("INPUT-NUMBER", "1, 2, 3, ...")


def read_year(cell: Raw) -> int | Fault:
    """A year in four digits, with or without 年, or that of a whole date."""
    if isinstance(cell, date):
        return cell.year
    match = _YEAR.fullmatch(narrow(shown(cell)))
    return int(match.group(1)) if match else Fault("INPUT-DATE", "2021")


def read_day(cell: Raw) -> date | Fault:
    """A full date, as 2021-03-05, 2021/3/5, 2021.3.5, 20210305 or 2021年3月5日."""
    period = read_period(cell)
    if isinstance(period, Fault) or len(period) != 10:
        return Fault("INPUT-DATE", "2021-03-05")
    return date.fromisoformat(period)


def read_period(cell: Raw) -> str | Fault:
    """A year, month or day as ISO text: ``2021``, ``2021-03``, ``2021-03-05``.

    A number of five digits is the day that a spreadsheet keeps so, counted as Excel for Windows does. Forms that put
    the day or the month first are refused, since nobody can tell the one from the other.

    Examples
    --------
    >>> read_period("2021年3月5日"), read_period(44260), read_period("3/5/2021").code
    ('2021-03-05', '2021-03-05', 'INPUT-DATE')
    """
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    text = narrow(shown(cell))
    serial = _SERIAL.fullmatch(text)
    if serial is not None and int(serial.group(1)) in _DAYS:
        return (_DAY_ZERO + timedelta(days=int(serial.group(1)))).isoformat()
    match = _SHORT_DAY.fullmatch(text) or _DAY.fullmatch(text)
    if match is None:
        return Fault("INPUT-DATE", "2021 / 2021-03 / 2021-03-05")
    year, month, day = match.groups()
    try:
        whole = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return Fault("INPUT-DATE", "2021 / 2021-03 / 2021-03-05")
    return whole[: 10 if day else 7 if month else 4]


def date_form(cell: Raw) -> str:
    """How a date is written that can be read: a word for the form; empty where there is none.

    Examples
    --------
    >>> date_form("2021/3/5"), date_form("44260"), date_form("20210305"), date_form("2021-03"), date_form("去年")
    ('slash', 'serial', 'short', 'hyphen', '')
    """
    if is_blank(cell) or isinstance(read_period(cell), Fault):
        return ""
    text = narrow(shown(cell))
    return next((form for form, pattern in _FORMS if pattern.fullmatch(text)), "serial")


def read_flag(cell: Raw, vocabulary: Vocabulary) -> bool | Fault:
    """Yes or no, in the ways people write them; the vocabulary has the terms ``yes`` and ``no``."""
    code = read_choice(shown(cell), vocabulary)
    return code if isinstance(code, Fault) else code == "yes"


def read_code(cell: Raw) -> str | Fault:
    """A code: no blanks and none of ``. @ : / , ; |``, because other tables and fact ids quote it."""
    text = without_hidden(narrow(shown(cell)))
    return text if _CODE.fullmatch(text) else Fault("INPUT-CODE")


def read_choice(cell: Raw, vocabulary: Vocabulary) -> str | Fault:
    """Code of a term."""
    term = find_term(vocabulary, shown(cell))
    if term is not None:
        return term.code
    names = [t.zh for t in vocabulary.values()]
    near = closest(shown(cell), [*names, *(a for t in vocabulary.values() for a in (t.code, *t.aliases))])
    found = find_term(vocabulary, near) if near else None
    return Fault("INPUT-CHOICE", "、".join(names), {"near": found.zh if found else ""})


def read_list(cell: Raw, vocabulary: Vocabulary | None) -> tuple[str, ...] | Fault:
    """Items joined with any of ``、 ， ； |`` or line breaks; each a term where there is a vocabulary."""
    items = tuple(part.strip() for part in _SEPARATORS.split(shown(cell)) if part.strip())
    if vocabulary is None:
        return items
    codes = []
    for item in items:
        code = read_choice(item, vocabulary)
        if isinstance(code, Fault):
            return Fault(code.code, code.want, {**code.words, "item": item})
        codes.append(code)
    return tuple(codes)


def read_value(cell: Raw, wanted_unit: str) -> Decimal | str | Fault:
    """A number where it is one, else the words as they stand (水质 III类)."""
    number = read_number(cell, wanted_unit)
    if isinstance(number, Fault) and number.code == "INPUT-NUMBER":
        return shown(cell)
    return number


def read_measured(cell: Raw, wanted_unit: str) -> Decimal | str | Fault:
    """A number that a laboratory gives, or that it lies below the detection limit.

    Returns
    -------
    Decimal, str or Fault
        A number as :func:`read_number` reads it; ``<0.05`` for one below its limit, also where the laboratory writes
        the limit with an L (HJ 91.1), and :data:`UNDETECTED` where it does not state the limit.

    Examples
    --------
    >>> read_measured("＜0.05", ""), read_measured("0.025L", ""), read_measured("未检出", ""), read_measured("7.60", "")
    ('<0.05', '<0.025', 'ND', Decimal('7.60'))
    """
    text = without_hidden(narrow(shown(cell))).strip()
    if text.casefold() in _UNDETECTED:
        return UNDETECTED
    found = _BELOW.fullmatch(text)
    if found is None:
        return read_number(cell, wanted_unit)
    limit = read_number((found.group(1) or found.group(2)).strip(), wanted_unit)
    if isinstance(limit, Fault):
        return limit
    return f"<{limit.normalize():f}" if limit > 0 else Fault("INPUT-NUMBER")


def detection_limit(value: Value) -> Decimal | None:
    """The limit that a value of :func:`read_measured` lies below; None for a number, and where nobody states it.

    Examples
    --------
    >>> detection_limit("<0.05"), detection_limit("ND"), detection_limit(Decimal("0.05"))
    (Decimal('0.05'), None, None)
    """
    return Decimal(value[1:]) if isinstance(value, str) and value.startswith("<") else None


READERS: Mapping[str, Callable[[Raw], Value | Fault]] = {
    "text": shown,
    "year": read_year,
    "date": read_day,
    "period": read_period,
    "code": read_code,
    "unit": read_unit,
}
"""Readers of the types that need nothing but the cell."""
