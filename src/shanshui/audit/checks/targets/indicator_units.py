"""Units of indicators: cells that hold no unit, and units that do not fit the name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanshui.audit.check import check, fault
from shanshui.audit.reading import Reading
from shanshui.claims.columns import bare, is_nothing
from shanshui.claims.indicator_cells import cell_under
from shanshui.claims.model import Indicator, Span
from shanshui.claims.units_beside import unit_of
from shanshui.finding import Finding
from shanshui.standard.language.indicator_words import name_dimensions, unit_cells

_HAN = re.compile(r"[一-鿿]")
_SPLIT = re.compile(r"[/／·・、，,;；或()（）\s]+")
_LARGE = re.compile(r"^[十百千万亿]+")
_RATE = re.compile(r"率\Z|比例\Z|占比\Z|比重\Z|覆盖度\Z|盖度\Z")
_NOTE = re.compile(r"[\[［【]\s*[\]］】]\s*(?:内|中|为|是|表示)[^。\n]{0,24}累计")
_GAIN = re.compile(r"提高|增加|新增|增长|提升|增幅|净增|变化|减少|下降|降低|累计")


@check("AUDIT-UNIT-NOUN", "AUDIT-UNIT-UNKNOWN")
def unit_that_is_none(reading: Reading) -> Iterator[Finding]:
    """Cells of the unit column that hold another word."""
    for indicator in reading.indicators:
        cell = cell_under(indicator, "unit")
        if cell is None or not indicator.unit or _is_unit(indicator.unit):
            continue
        word = indicator.unit.strip()
        code = "AUDIT-UNIT-NOUN" if _is_noun(word, indicator, reading) else "AUDIT-UNIT-UNKNOWN"
        yield fault(code, reading, (_place(reading, cell), indicator.name.span), word, words=_name(indicator))


@check("AUDIT-UNIT-NONE")
def without_unit(reading: Reading) -> Iterator[Finding]:
    """Numbers of indicators whose cell of the unit is empty."""
    for indicator in reading.indicators:
        cell = cell_under(indicator, "unit")
        numbers = [claim for _, _, claim in indicator.values if claim is not None]
        if cell is None or indicator.unit or not numbers or any(claim.quantity.word for claim in numbers):
            continue
        if not re.search(r"指数|系数|比\Z|等级|级别|得分|评分", bare(indicator.name.text)):
            yield fault("AUDIT-UNIT-NONE", reading, (indicator.name.span,), words=_name(indicator))


@check("AUDIT-UNIT-NAME")
def unit_that_does_not_fit(reading: Reading) -> Iterator[Finding]:
    """Areas in 个, rates in 公顷: the name asks for another unit."""
    for indicator in reading.indicators:
        cell = cell_under(indicator, "unit")
        unit = unit_of(indicator.unit) if indicator.unit else None
        name = bare(indicator.name.text)
        fitting = next((row for row in name_dimensions() if name.endswith(row.word)), None)
        if cell is None or unit is None or fitting is None or _GAIN.search(name):
            continue
        known = unit.dimension in ("m2", "m", "m3", "yuan", "%", "permille", "t", "person") or unit.unit == "count"
        if known and unit.dimension not in fitting.dimensions:
            spans = (_place(reading, cell), indicator.name.span)
            yield fault("AUDIT-UNIT-NAME", reading, spans, indicator.unit, words=_name(indicator))


@check("AUDIT-UNIT-BRACKETS")
def rates_as_cumulative(reading: Reading) -> Iterator[Finding]:
    """Rates in the brackets that the note of the table keeps for cumulative amounts."""
    note = _NOTE.search(reading.document.text)
    if note is None:
        return
    for indicator in reading.indicators:
        claims = [claim for _, _, claim in indicator.values if claim is not None and claim.quantity.bracketed]
        rates = [claim for claim in claims if claim.quantity.dimension in ("%", "permille")]
        if rates and _RATE.search(bare(indicator.name.text)) and not _GAIN.search(indicator.name.text):
            spans = (*(claim.sentence for claim in rates), Span(*note.span()))
            got = reading.document.text[rates[0].sentence.start : rates[0].sentence.end].strip()
            spans = tuple(_place(reading, span) for span in spans)
            yield fault("AUDIT-UNIT-BRACKETS", reading, spans, got, words=_name(indicator))


def _is_unit(word: str) -> bool:
    plain = word.strip()
    if is_nothing(plain) or not _HAN.search(plain) or unit_of(plain) is not None:
        return True
    parts = [part for part in _SPLIT.split(plain) if part]
    return all(_known(part) for part in parts)


def _known(part: str) -> bool:
    short = _LARGE.sub("", part)
    plain = not _HAN.search(part)
    return (
        plain
        or not short
        or any(w in unit_cells() or unit_of(w) is not None for w in {part, short, short.removeprefix("个")})
    )


def _is_noun(word: str, indicator: Indicator, reading: Reading) -> bool:
    """Whether the document uses the word for a thing: it stands elsewhere, with no number before it."""
    if len(word) < 2 or not all(_HAN.match(letter) for letter in word) or len(word) > 8:
        return False
    other = re.compile(rf"(?<![\d十百千万亿]){re.escape(word)}")
    row = indicator.row
    uses = (m.start() for m in other.finditer(reading.document.text) if not row.start <= m.start() < row.end)
    return any((block := reading.document.block_at(place)) is not None and block.kind != "cell" for place in uses)


def _name(indicator: Indicator) -> dict[str, str]:
    return {"name": indicator.name.text.strip()}


def _place(reading: Reading, span: Span) -> Span:
    words = reading.document.text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))
