"""How many towns, townships and streets a county has: kind by kind, all together, and wherever all are spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shanshui.audit.check import check, fault
from shanshui.audit.reading import Reading
from shanshui.claims.counting import NUMBER, small_number
from shanshui.claims.model import Span
from shanshui.finding import Finding

_KIND = "(?:民族乡|苏木|街道|镇|乡)"
_KINDS = rf"(?P<kinds>(?:{NUMBER}个?{_KIND}[、，,和及]?){{2,4}})"
_TOGETHER = r"(?:乡镇街道|乡镇（街道）|乡（镇）|乡镇|镇街|镇乡|苏木镇|苏木乡镇|乡级行政区)"
_ALL = rf"(?P<all>{NUMBER})个(?P<word>{_TOGETHER})"
_TOLD = (
    re.compile(rf"{_KINDS}[，,（(]?(?:共|共计|合计|总计|计){_ALL}"),
    re.compile(rf"{_ALL}(?:（街道）)?[（(，,](?:其中|即|分别为|包括)?[：:]?{_KINDS}"),
)
_HOLDS = re.compile(
    r"(?:全[县区市旗]|[县区市旗]域|[县区市旗])[^。；\n]{0,60}?(?:下辖|现辖|共辖|管辖|辖)(?!区|[^，。；]{0,2}范围)"
)
_OF_KIND = re.compile(rf"(?P<number>{NUMBER})个?(?P<kind>{_KIND})(?![镇级村政域区所驻土办])")
_ANYWHERE = re.compile(
    rf"(?P<every>覆盖|共|所有)?全[县区市旗](?P<all_of>共有|共|所有|现有|辖|下辖)?{_ALL}(?P<streets>（街道）|和街道|、街道)?"
)
_CLAUSE = re.compile(r"[^。；\n]{0,160}")
_STREET = "街"


@dataclass(frozen=True, slots=True)
class _Division:
    """The townships of a county, kind by kind.

    Parameters
    ----------
    numbers : tuple of int
        How many there are of each kind.
    streets : int
        How many of them are streets, which 乡镇 may leave out.
    spans : tuple of Span
        Where that is told.
    """

    numbers: tuple[int, ...]
    streets: int
    spans: tuple[Span, ...]


@check("AUDIT-COUNT-TOWNS")
def towns_of_each_kind(reading: Reading) -> Iterator[Finding]:
    """So many towns and so many townships make all that are told beside them, and no more are there anywhere."""
    text = reading.document.text
    for pattern in _TOLD:
        for found in pattern.finditer(text):
            numbers = [small_number(one) for one in re.findall(NUMBER, found["kinds"])]
            if sum(numbers) != small_number(found["all"]) and len(numbers) > 1:
                spans = [Span(found.start(name), found.end(name)) for name in ("all", "kinds")]
                yield _finding(reading, spans, numbers)
    yield from _elsewhere(reading)


def _elsewhere(reading: Reading) -> Iterator[Finding]:
    """Sentences that speak of more townships of the county than it has, or of all of them with less.

    Notes
    -----
    全县8个乡镇 may be eight of its twelve, where no word such as 共 or 覆盖 says that they are all.
    """
    division = _division(reading)
    if division is None:
        return
    every = sum(division.numbers)
    for found in _ANYWHERE.finditer(reading.document.text):
        said = small_number(found["all"])
        streets = _STREET in found["word"] or found["streets"]
        fitting = {every} if streets else {every, every - division.streets}
        less = found["every"] or found["all_of"]
        if said not in fitting and (said > every or less):
            span = Span(found.start("all"), found.end("word"))
            yield _finding(reading, [span, *division.spans], division.numbers)


def _division(reading: Reading) -> _Division | None:
    """What the sentence that says what the county consists of (全县辖…) counts, if it counts more than one kind."""
    text = reading.document.text
    for held in _HOLDS.finditer(text):
        clause = _CLAUSE.match(text, held.end())
        told = list(_OF_KIND.finditer(text, held.end(), clause.end())) if clause is not None else []
        kinds = [one["kind"] for one in told]
        if len(told) > 1 and len(set(kinds)) == len(kinds):
            numbers = tuple(small_number(one["number"]) for one in told)
            streets = sum(n for n, kind in zip(numbers, kinds, strict=True) if _STREET in kind)
            return _Division(numbers, streets, tuple(Span(one.start(), one.end()) for one in told))
    return None


def _finding(reading: Reading, spans: list[Span], numbers: list[int] | tuple[int, ...]) -> Finding:
    got = reading.document.text[spans[0].start : spans[0].end]
    words = {"parts": "+".join(map(str, numbers))}
    return fault(
        "AUDIT-COUNT-TOWNS", reading, spans, got.rstrip("个乡镇街道（）级行政区苏木"), str(sum(numbers)), words
    )
