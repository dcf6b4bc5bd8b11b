"""Names of rivers, reservoirs, reserves and parks that are one character from one that stands there often."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from shanshui.audit.check import check, fault
from shanshui.audit.reading import Reading
from shanshui.claims.model import Span
from shanshui.finding import Finding

_RESERVED = r"(?:国家级|省级|市级|州级|县级)?(?:自然保护区|森林公园|湿地公园|地质公园|风景名胜区|自然公园|自然保护小区)"
_WATERS = re.compile(r"([㐀-鿿]{2}(?:江|河|溪|湖|水库))")
_RESERVES = re.compile(rf"([㐀-鿿]{{2,3}}{_RESERVED})")
_DIFFERENT = frozenset("大小上下东西南北前后新老旧内外左右中头尾高低长短一二三四五六七八九十省市县州国级")
_FUNCTION = frozenset("的了和与及在于为以从至到对由将把向经沿入自过是有等或各其本该区县市乡镇村全境内部、")
_ORGANISATIONS = ("合作社", "公司", "村委会", "居委会", "管理局", "管理处", "管委会", "人民政府")
_WORK = re.compile("建设|修复|治理|整治|改造|工程|项目|种植基地|提升")
_OFTEN = 3
"""Times that a name must stand there before one that differs from it by a character is taken for a slip."""


@check("AUDIT-NAME-SLIP")
def slips_of_names(reading: Reading) -> Iterator[Finding]:
    """A name met once, one character from a name met often."""
    text = reading.document.text
    for pattern in (_WATERS, _RESERVES):
        places: dict[str, list[Span]] = {}
        for found in pattern.finditer(text):
            places.setdefault(found[1], []).append(Span(found.start(1), found.end(1)))
        counts = Counter({name: len(spans) for name, spans in places.items()})
        often = [name for name, times in counts.items() if times >= _OFTEN and _is_name(name)]
        for name, times in counts.items():
            near = next((other for other in often if times == 1 and _is_slip(name, other)), "")
            if near and _is_name(name):
                yield fault("AUDIT-NAME-SLIP", reading, (places[name][0], places[near][0]), name, near)


@check("AUDIT-NAME-ORGANISATION")
def organisations_for_projects(reading: Reading) -> Iterator[Finding]:
    """A project whose name is that of an organisation."""
    for project in reading.projects:
        name = reading.document.text[project.name.span.start : project.name.span.end].strip()
        if name.endswith(_ORGANISATIONS) and not _WORK.search(name):
            yield fault("AUDIT-NAME-ORGANISATION", reading, (project.name.span,), name)


def _is_name(name: str) -> bool:
    """Whether the characters taken before an ending are those of a name and not of the sentence."""
    return name[0] not in _FUNCTION and (name[1] not in _FUNCTION or name[1] == "和")


def _is_slip(one: str, other: str) -> bool:
    if len(one) != len(other) or one == other:
        return False
    differ = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(differ) == 1 and not {*differ[0]} & _DIFFERENT
