"""Natural measures: values that nature does not have, lowest, highest and mean ones that are not in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from shanshui.audit.check import check, fault
from shanshui.audit.reading import Reading
from shanshui.claims.model import Span
from shanshui.finding import Finding
from shanshui.standard.language.natural_bounds import NaturalBound, natural_bounds

Kind = Literal["lowest", "highest", "mean"]
_VALUE = r"([-−－]?\d{1,3}(?:,\d{3})+|[-−－]?\d{1,8})(\.\d{1,4})?"
_TO = r"\s?(?:[～~—–至]{1,2}|-)\s?"
_TOLD = re.compile(
    r"(?P<words>(?:多年|历年|累年|极端|年|月|日|旬|小时)?(?:最大|最高|最多|最小|最低|最少|平均|最热月|最冷月)"
    r"[^，。；、\n\d℃]{0,10}?)"
    rf"(?P<value>{_VALUE})\s?(?P<unit>[^\d\s，。；、：（）()～~—–至]{{1,8}})"
)
_HIGHEST, _LOWEST = re.compile("最大|最高|最多|最热"), re.compile("最小|最低|最少|最冷")
_SPAN_OF_TIME = re.compile(r"小时|[日旬次]|瞬时|(?<!最[热冷])月")
_MEASURE = re.compile(
    r"气温|降[水雨]量|径流量|蒸发量|含量|流量|水位|水深|厚度|深度|浓度|含沙量|日照时数|风速|产量|盖度|温度|湿度"
)
_HEIGHT = re.compile(r"海拔|高程|标高|高差|[山顶]峰")
_FILLER = re.compile(
    r"[，、；。,;\s]{0,4}(?:其中|而|但|历史|实测|极端|测得|全年|多年|历年|\d{1,2}月(?:份)?|[（(]|为|的|及|和)*(?:[）)])?\Z"
)
_BESIDE = 40
_MONTH = 10
"""Characters before a mean in which a month is called the hottest or coldest."""
_UNIT = r"[^\d\s，。；、：（）()～~—–至\-]{0,8}"
_RANGE = re.compile(
    rf"(?P<low>{_VALUE})(?P<unit>{_UNIT}){_TO}(?P<high>{_VALUE})\s?(?P<same>{_UNIT})"
    rf"[，,（(](?:年|其中|总体)?平均值?(?:为|约|是|在)?\s?(?P<mean>{_VALUE})\s?(?P<own>{_UNIT})"
)
_RAIN = r"降[水雨]量"
_MILLIMETRES = r"(?P<value>\d{1,4}(?:\.\d{1,2})?)\s?(?:毫米|mm|㎜)"
_OF_YEAR = re.compile(rf"(?:多年平均|年均|年平均|全年|年)(?:年)?{_RAIN}(?:约|为|达|是|在|仅)*\s?{_MILLIMETRES}")
_OF_SEASON = re.compile(
    rf"(?:汛期|雨季|[春夏秋冬]季|\d{{1,2}}(?:\s?[—–~～至-]\s?\d{{1,2}})?月份?|月{_RAIN}最[大多]为\d{{1,2}}月)(?:[（(][^（）()\n]{{1,10}}[）)])?"
    rf"[，]?(?:平均|多年平均)?(?:{_RAIN})?(?:合计|约|为|达|是|有|仅)*\s?{_MILLIMETRES}"
)
_UNUSUAL = re.compile("历年|历史|极端|实测|最大|(?:19|20)\\d{2}年")
_PASSAGE = 120
"""Characters behind the rain of a year in which that of a part of it is told."""
_RANKS: dict[Kind, int] = {"lowest": 0, "mean": 1, "highest": 2}


@dataclass(frozen=True, slots=True)
class _Told:
    """A lowest, highest or mean value of a measure."""

    kind: Kind
    value: Decimal
    unit: str
    measure: str
    time: str
    span: Span


@check("AUDIT-EXTREME-ORDER")
def extremes_in_order(reading: Reading) -> Iterator[Finding]:
    """A lowest value above the mean or the highest, or a mean above the highest, of one measure in one row."""
    for row in _rows(reading.document.text):
        for one, other in ((a, b) for n, a in enumerate(row) for b in row[n + 1 :]):
            low, high = sorted((one, other), key=lambda told: _RANKS[told.kind])
            if low.kind == high.kind or low.value <= high.value or _another(low, high):
                continue
            text = reading.document.text
            got, want = (text[told.span.start : told.span.end] for told in (other, one))
            yield fault("AUDIT-EXTREME-ORDER", reading, (other.span, one.span), got, want)


@check("AUDIT-EXTREME-ORDER")
def means_within_their_ranges(reading: Reading) -> Iterator[Finding]:
    """A mean, told right behind a range of the same unit, lies within it; heights are checked elsewhere."""
    text = reading.document.text
    for found in _RANGE.finditer(text):
        low, high, mean = (_number(found[name]) for name in ("low", "high", "mean"))
        units = {found["same"], found["own"], found["unit"] or found["same"]}
        if low >= high or low <= mean <= high or len(units) > 1:
            continue
        if not _HEIGHT.search(text, max(0, found.start() - _MONTH), found.start()):
            value, limits = Span(found.start("mean"), found.end()), Span(found.start(), found.end("high"))
            got, want = (text[span.start : span.end] for span in (value, limits))
            yield fault("AUDIT-EXTREME-ORDER", reading, (value, limits), got, want)


@check("AUDIT-EXTREME-PART")
def part_of_a_year(reading: Reading) -> Iterator[Finding]:
    """The rain of a season or of a month, told behind that of the year in one paragraph, is no more than it."""
    text = reading.document.text
    for year in _OF_YEAR.finditer(text):
        if _UNUSUAL.search(text, max(0, year.start() - _MONTH), year.start()):
            continue
        line = text.find("\n", year.end())
        end = min(year.end() + _PASSAGE, line if line >= 0 else len(text))
        for part in _OF_SEASON.finditer(text, year.end(), end):
            unusual = _UNUSUAL.search(text, max(year.end(), part.start() - _MONTH), part.start())
            if unusual is None and Decimal(part["value"]) >= Decimal(year["value"]):
                spans = (Span(*part.span()), Span(*year.span()))
                yield fault("AUDIT-EXTREME-PART", reading, spans, part.group(), year.group())


@check("AUDIT-BOUND")
def values_that_nature_has(reading: Reading) -> Iterator[Finding]:
    """Slopes above 90°, a pH above 14, humidity above 100 %."""
    text = reading.document.text
    for found in _bounded().finditer(text):
        bound = next(row for row in natural_bounds() if row.word == found["word"])
        values = [_number(number) for number in (found["low"], found["high"]) if number]
        if not _in_unit(text, found, bound) or all(bound.low <= value <= bound.high for value in values):
            continue
        words = {"name": bound.word, "name_en": bound.name}
        limits = f"{bound.low}～{bound.high}{bound.unit}"
        yield fault("AUDIT-BOUND", reading, (Span(*found.span()),), found.group(), limits, words)


def _rows(text: str) -> Iterator[list[_Told]]:
    """Values that are told one after the other with nothing in between that could be another subject."""
    row: list[_Told] = []
    for found in _TOLD.finditer(text):
        told = _read(text, found, row[-1].measure if row else "")
        beside = row and told is not None and _FILLER.match(text, row[-1].span.end, found.start())
        if beside and told is not None:
            row.append(told)
            continue
        yield row
        row = [told] if told is not None else []
    yield row


def _read(text: str, found: re.Match[str], last: str) -> _Told | None:
    words = found["words"]
    before = text[max(0, found.start() - _BESIDE) : found.start()]
    before = re.split("[。；\n]", before)[-1]
    high, low, mean = _HIGHEST.search(words), _LOWEST.search(words), "平均" in words
    month = bool(re.search("最[热冷]月", before[-_MONTH:] + words))
    if (high and low) or _HEIGHT.search(words) or (_HEIGHT.search(before) and not _MEASURE.search(words)):
        return None
    if (high or low) and mean and not month:
        return None
    if not high and not low and re.search(r"\d月(?:份)?$", before):
        return None
    own = _MEASURE.search(words)
    measure = own.group() if own else last
    hottest, coldest = (word in before[-_MONTH:] for word in ("最热月", "最冷月"))
    kind: Kind = "highest" if high or hottest else "lowest" if low or coldest else "mean"
    time = _SPAN_OF_TIME.search(words)
    span = Span(found.start(), found.end())
    return _Told(kind, _number(found["value"]), found["unit"], measure, time.group() if time else "", span)


def _another(one: _Told, other: _Told) -> bool:
    """Whether two values are of other measures, units or spans of time."""
    return one.unit != other.unit or one.measure != other.measure or one.time != other.time


def _number(words: str) -> Decimal:
    return Decimal(re.sub("[−－]", "-", words).replace(",", ""))


def _in_unit(text: str, found: re.Match[str], bound: NaturalBound) -> bool:
    behind = text[found.end("high") if found["high"] else found.end("low") :][:3].strip()
    return behind.startswith(bound.unit) if bound.unit else not behind or not re.match(r"[\d.%‰°℃]", behind)


@cache
def _bounded() -> re.Pattern[str]:
    words = "|".join(re.escape(row.word) for row in natural_bounds())
    units = "|".join(re.escape(row.unit) for row in natural_bounds() if row.unit)
    number = r"[-−－]?\d{1,5}(?:\.\d{1,4})?"
    return re.compile(
        rf"(?P<word>{words})(?:平均值?|年均|一般|大多|多|为|是|约|在|达到?|高达|介于|值|：|:|≤|≥|\s){{0,4}}"
        rf"(?P<low>{number})\s?(?:{units})?(?:{_TO}(?P<high>{number}))?\s?(?:{units})?"
    )
