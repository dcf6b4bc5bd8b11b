"""Heights of places against the lowest and the highest of the whole, and against each other in one part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from shanshui.audit.check import check, fault
from shanshui.audit.framing import is_of_part
from shanshui.audit.neighbours import sentence_of
from shanshui.audit.reading import Reading
from shanshui.claims.heights import NUMBER, UNIT, Height, heights, heights_of_tables
from shanshui.claims.model import Span
from shanshui.finding import Finding

_DIFFERENCE = re.compile(rf"；?[^。；\n\d]{{0,30}}?(?:相对)?(?:高差|落差)[^。；，\n\d]{{0,6}}?{NUMBER}{UNIT}")
_ELSEWHERE = re.compile(
    "全省|全州|全市|国家|世界|中国|省内|(?<!小)流域|邻[县省市区]|相邻|[域境界]外|以外|[县省市区]界以"
)
_OUTSIDE = re.compile("[域境界]外|以外|邻[县省市]|相邻|以[东西南北]")
_BESIDE_WORKS = re.compile(r"源头|对照|气象站|水文站|县城|城区|城关|距[^，。；]{0,12}\d|[区围界]外")
_OWN = re.compile("全[县市区域境]|县[域境]|境内|项目区|工程区|规划区|本县")
_PART = re.compile(
    r"(?:^|[。；，\n])\s*(?:其中)?(?P<name>[^，。；、\n\d]{1,12}?(?:单元|片区|分区|修复区|流域|保护区|子项目|样区))内?的?$"
)
_LIMIT = re.compile(
    r"\s?(?:及其?)?以[上下](?![^。；\n]{0,16}(?:为|有|是|分布|生长))|[^。；，\n]{0,12}(?:地下|井下|采区|矿体)"
)
_ANYWHERE = re.compile("一般|通常|[生适喜]长|[多常]生|适[生宜]|世界|珠穆|植被带|垂直带")
_FALL = re.compile(r"干流|主河|河[道床段流]|溪流|[主支]沟|沟道|天然|水头")
"""Words of the fall of a river, which begins and ends elsewhere than its basin does."""
_RANGE_MARK, _BESIDE = 6, 40
"""Characters between the ends of a range, and between a range and the mean of the same ground."""
_NEAR = 160
"""Characters within which the lowest, highest and mean height are those of one thing."""


@check("AUDIT-HEIGHT-OUTSIDE")
def outside_the_range(reading: Reading) -> Iterator[Finding]:
    """A place lower than the lowest or higher than the highest place of the whole."""
    ends = _ends_of_whole(reading)
    if ends is None:
        return
    low, high = ends
    for height in (*heights(reading.document.text), *heights_of_tables(reading.document)):
        if height in ends or _is_elsewhere(reading, height) or _is_general(reading, height):
            continue
        whole = low if height.value < low.value - _slack(height, low) else high
        if height.value < low.value - _slack(height, low) or height.value > high.value + _slack(height, high):
            yield _finding("AUDIT-HEIGHT-OUTSIDE", reading, height, whole)


@check("AUDIT-HEIGHT-OUTSIDE")
def above_the_highest(reading: Reading) -> Iterator[Finding]:
    """A place higher than what is called the highest one, where the lowest is not told."""
    if _ends_of_whole(reading) is not None:
        return
    told, text = heights(reading.document.text), reading.document.text
    own = re.compile(f"{_OWN.pattern}|{re.escape(reading.frame.region)}") if reading.frame.region else _OWN
    top = next((h for h in told if h.kind == "highest" and own.search(_before(text, h))), None)
    if top is None or is_of_part(reading.document, top.span.start):
        return
    for height in told:
        if height.value > top.value + _slack(height, top) and not _is_elsewhere(reading, height):
            yield _finding("AUDIT-HEIGHT-OUTSIDE", reading, height, top)


@check("AUDIT-HEIGHT-OUTSIDE")
def outside_its_part(reading: Reading) -> Iterator[Finding]:
    """A place that is said to lie in a unit, beyond the range of heights that the unit was told to have."""
    told, text = heights(reading.document.text), reading.document.text
    ranges: dict[str, tuple[Height, Height]] = {}
    for n, height in enumerate(told):
        found = _PART.search(_before(text, height).removesuffix("海拔").removesuffix("高程"))
        top = told[n + 1] if n + 1 < len(told) else height
        if found and top.span.start - height.span.end <= _RANGE_MARK and height.value < top.value:
            ranges.setdefault(found["name"], (height, top))
    ends = {height for pair in ranges.values() for height in pair}
    for height in told:
        within = [pair for name, pair in ranges.items() if f"{name}内" in _before(text, height)]
        if height in ends or len(within) != 1:
            continue
        low, high = within[0]
        if height.value < low.value - _slack(height, low) or height.value > high.value + _slack(height, high):
            yield _finding("AUDIT-HEIGHT-OUTSIDE", reading, height, low if height.value < low.value else high)


@check("AUDIT-HEIGHT-ORDER")
def mean_between_its_ends(reading: Reading) -> Iterator[Finding]:
    """A lowest place above the highest, or a mean beyond one of them, in one paragraph."""
    told = [height for height in heights(reading.document.text) if height.kind != "place"]
    for n, one in enumerate(told):
        for other in told[n + 1 : n + 4]:
            if other.span.start - one.span.end > _NEAR or not _same_paragraph(reading, one, other):
                break
            if other.kind == one.kind:
                break
            pair = {height.kind: height for height in (one, other)}
            low, mean, high = pair.get("lowest"), pair.get("mean"), pair.get("highest")
            wrong = (low and high and low.value >= high.value) or (low and mean and low.value > mean.value)
            if wrong or (mean and high and mean.value > high.value):
                yield _finding("AUDIT-HEIGHT-ORDER", reading, other, one)


@check("AUDIT-HEIGHT-MEAN")
def mean_within_its_range(reading: Reading) -> Iterator[Finding]:
    """A mean height lies within the range that its own sentence gives; that of the whole is held to its ends."""
    told, text = heights(reading.document.text), reading.document.text
    ends = {height.value for height in _ends_of_whole(reading) or ()}
    for low, high, mean in zip(told, told[1:], told[2:], strict=False):
        if (low.kind, high.kind, mean.kind) != ("place", "place", "mean") or low.value >= high.value:
            continue
        between = text[high.span.end : mean.span.start]
        apart = (
            high.span.start - low.span.end > _RANGE_MARK or len(between) > _BESIDE or "。" in between or "\n" in between
        )
        if apart or {low.value, high.value} <= ends:
            continue
        if mean.value < low.value - _slack(mean, low) or mean.value > high.value + _slack(mean, high):
            yield _finding("AUDIT-HEIGHT-MEAN", reading, mean, low if mean.value < low.value else high)


@check("AUDIT-HEIGHT-DIFFERENCE")
def difference_of_its_ends(reading: Reading) -> Iterator[Finding]:
    """The difference of heights that is told behind two places, or behind the lowest and the highest, is theirs."""
    text, told = reading.document.text, [height for height in heights(reading.document.text) if height.kind != "mean"]
    for one, other in pairwise(told):
        found = _DIFFERENCE.match(text, other.span.end)
        if found is None or not _same_paragraph(reading, one, other) or other.span.start - one.span.end > _NEAR:
            continue
        if _FALL.search(found.group()):
            continue
        if one.kind == other.kind and (
            one.kind != "place" or re.search("[。；]", text[one.span.end : other.span.start])
        ):
            continue
        said, apart = Decimal(found[1].replace(",", "")), abs(one.value - other.value)
        if abs(said - apart) > max(one.step, other.step):
            place = Span(found.start(1), found.end())
            words = {"name": "", "other": "", "name_en": "", "other_en": ""}
            got, want = text[place.start : place.end], f"{apart}米"
            yield fault("AUDIT-HEIGHT-DIFFERENCE", reading, (place, one.span, other.span), got, want, words)


def _before(text: str, height: Height) -> str:
    """What its sentence says before a height."""
    start = max(text.rfind(mark, 0, height.span.start) for mark in "。；\n") + 1
    return text[start : height.span.start]


def _slack(one: Height, other: Height) -> Decimal:
    return max(one.step, other.step, Decimal(1))


def _ends_of_whole(reading: Reading) -> tuple[Height, Height] | None:
    heights_of_all = reading.frame.heights
    if heights_of_all is None:
        return None
    told = heights(reading.document.text)
    low = next((h for h in told if h.kind in ("lowest", "place") and h.value == heights_of_all[0]), None)
    high = next((h for h in told if h.kind in ("highest", "place") and h.value == heights_of_all[1]), None)
    return (low, high) if low and high else None


def _same_paragraph(reading: Reading, one: Height, other: Height) -> bool:
    document = reading.document
    return document.block_at(one.span.start) == document.block_at(other.span.start)


def _is_elsewhere(reading: Reading, height: Height) -> bool:
    """Whether the sentence is about more than the whole, or about a neighbour; of works, beside them."""
    text, region = reading.document.text, reading.frame.region
    sentence = sentence_of(text, height.span)
    before, all_of_it = text[sentence.start : height.span.start], text[sentence.start : sentence.end]
    foreign = (p.text for p in reading.places if p.span.within(sentence) and p.text != region)
    named = any(name.endswith(("县", "市", "州", "省", "区", "旗")) for name in foreign)
    beside = reading.frame.nature == "implementation" and _BESIDE_WORKS.search(all_of_it) is not None
    outside = beside or _OUTSIDE.search(all_of_it) is not None
    return (
        ((named and not (region and region in all_of_it)) or bool(_ELSEWHERE.search(before)) or outside)
        and not (region and region in before and not outside)
        and not is_of_part(reading.document, height.span.start)
    )


def _is_general(reading: Reading, height: Height) -> bool:
    """Whether a height is a limit (海拔1100米以上区域), or one of where something grows anywhere."""
    text = reading.document.text
    return bool(_LIMIT.match(text, height.span.end) or _ANYWHERE.search(_before(text, height)))


def _finding(code: str, reading: Reading, height: Height, other: Height) -> Finding:
    text = reading.document.text
    got, want = (text[h.span.start : h.span.end] for h in (height, other))
    names = {"lowest": ("最低", "lowest"), "highest": ("最高", "highest"), "mean": ("平均", "mean"), "place": ("", "")}
    words = {
        "name": names[height.kind][0],
        "other": names[other.kind][0],
        "name_en": names[height.kind][1],
        "other_en": names[other.kind][1],
    }
    return fault(code, reading, (height.span, other.span), got, want, words)
