"""The grade of the works that a design is made for: one wherever it is told of all main, minor or temporary ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanshui.audit.check import check, fault
from shanshui.audit.neighbours import sentence_of
from shanshui.audit.reading import Reading
from shanshui.claims.model import Span
from shanshui.finding import Finding

_SAID = r"(?:应|均|都)?(?:确?定|划|属)?(?:为|是|按|于|：|:)?\s?"
_STRUCTURES = re.compile(
    rf"(?P<of>主要|次要|临时)性?(?:水工)?建筑物的?[，,]?(?:设计|工程)?(?:级别|等级)?{_SAID}"
    r"(?P<grade>[1-5一二三四五ⅠⅡⅢⅣⅤ])\s?级"
)
_WORKS = re.compile(rf"(?P<of>工程等[别级]){_SAID}(?P<grade>[ⅠⅡⅢⅣⅤ一二三四五]|I{{1,3}}|IV|V)\s?等")
_LED = re.compile(r"(?:^|[。；，、\n（(：:]|[均皆都]?[为属是]|本(?:工程|项目)?|永久性?)的?$")
"""What stands before a grade that is of all of the works: nothing, or no name of a part."""
_OF_PART = re.compile(r"[一-鿿](?:[段片区站闸村镇乡]|水库|大坝)|[左右]岸|规范|标准》|规定")
_GRADES = {sign: n for n, signs in enumerate(("1一ⅠI", "2二Ⅱ", "3三Ⅲ", "4四Ⅳ", "5五ⅤV"), 1) for sign in signs}
_WRITTEN = {"II": 2, "III": 3, "IV": 4}


@check("AUDIT-DESIGN-GRADE")
def one_grade(reading: Reading) -> Iterator[Finding]:
    """Structures of one rank, and the works as a whole, have one grade.

    Notes
    -----
    What a sentence tells of a part (a reach, a station), or below a project, may be of another grade.
    """
    text, known = reading.document.text, dict[str, re.Match[str]]()
    for pattern in (_STRUCTURES, _WORKS):
        for found in pattern.finditer(text):
            start = sentence_of(text, Span(*found.span())).start
            led = _LED.search(text, start, found.start()) is not None or start == found.start()
            if not led or _OF_PART.search(text, start, found.start()) or reading.project_at(found.start()) is not None:
                continue
            first = known.setdefault(found["of"], found)
            if _grade(first) != _grade(found):
                spans = (Span(*found.span()), Span(*first.span()))
                yield fault("AUDIT-DESIGN-GRADE", reading, spans, found.group(), first.group())


def _grade(found: re.Match[str]) -> int:
    return _WRITTEN.get(found["grade"]) or _GRADES[found["grade"]]
