"""The county's own name: told of another kind of place, or miswritten."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from shanshui.audit.check import check, fault
from shanshui.audit.neighbours import is_quoted, is_remarked_on, is_said_of_others, sentence_of
from shanshui.audit.reading import Reading
from shanshui.claims.model import Span
from shanshui.claims.places import level_of
from shanshui.finding import Finding
from shanshui.standard.language.confusables import are_alike
from shanshui.standard.language.places import regions

_KINDS = "县市旗区"
_LONGER = {
    "县": "(?![级际乡处志])",
    "市": "(?![场民容价值镇])",
    "旗": "(?![帜舰号])",
    "区": "(?=人民政府|政府|委|总?面积|总人口|全[域境]|境内|自然资源|林业|水利|农业农村|发展和?改革|财政|生态环境)",
}
"""What must not follow where the ending is that of the name; 区 ends many words and must be said of a whole."""
_FORMER = re.compile(
    "原|曾|旧|前身|撤|改[设为称名]|设立|更名|升[为格]|建[县市旗]|置|历史|沿革|时期|年代|当时|划[归入出]|并入|代管|民国|清代"
)

_NEIGHBOUR = re.compile("(?:[与和同及、邻毗界接]|相邻的|划归)[㐀-鿿]{0,2}$")


@check("AUDIT-OWN-NAME", "AUDIT-OWN-NAME-LIKELY")
def own_name_of_another_kind(reading: Reading) -> Iterator[Finding]:
    """松阴市 in the plan of 松阴县, with no word of its having been one."""
    region, text = reading.frame.region, reading.document.text
    stem, kind = region[:-1], region[-1:]
    if reading.frame.nature == "code" or kind not in tuple(_KINDS) or len(stem) < 2 or stem.endswith("自治"):
        return
    first = Span(text.find(region), text.find(region) + len(region))
    for other in (stem + ending for ending in _KINDS if ending != kind):
        if other in regions() or any(name.startswith(stem) for name in reading.frame.above) or _holds(reading, other):
            continue
        found = [Span(*m.span()) for m in re.finditer(re.escape(other) + _LONGER[other[-1]], text)]
        code = "AUDIT-OWN-NAME" if 2 * len(found) <= text.count(region) else "AUDIT-OWN-NAME-LIKELY"
        for span in found:
            sentence = sentence_of(text, span)
            former = _FORMER.search(text, sentence.start, sentence.end)
            beside = _NEIGHBOUR.search(text, sentence.start, span.start) or is_quoted(text, span.start)
            if not former and not beside and not is_remarked_on(text, span):
                yield fault(code, reading, (span, first), other, region)


@check("AUDIT-OWN-NAME-SLIP")
def counties_miswritten(reading: Reading) -> Iterator[Finding]:
    """A county one character from the plan's own, or from another that stands there more often or before.

    Notes
    -----
    Two characters must be alike, but for names that are far rarer than the plan's own.
    """
    text = reading.document.text
    counties = [place for place in reading.places if level_of(place.text) == "county" and len(place.text) > 2]
    counts, first = Counter(p.text for p in counties), {p.text: p.span for p in reversed(counties)}
    for name, span in first.items():
        rare = 3 * counts[name] <= counts[reading.frame.region] and not is_said_of_others(reading, span, wider=True)
        near = next((o for o in counts if _is_slip(name, o, rare and o == reading.frame.region)), "")
        later = bool(near) and first[near].start < span.start
        if not near or counts[near] < counts[name] + (not later) or _is_of_others(reading, span):
            continue
        sentence = sentence_of(text, span)
        if near not in text[sentence.start : sentence.end]:
            yield fault("AUDIT-OWN-NAME-SLIP", reading, (span, first[near]), name, near)


def _holds(reading: Reading, other: str) -> bool:
    """Whether a place of the county's name is what the county lies in: 松阴市松阴县, 松阴县隶属松阴市."""
    region, text = re.escape(reading.frame.region), reading.document.text
    within = rf"{region}[^。；\n]{{0,12}}(?:属|位于|地处)于?[^。；，\n]{{0,8}}{other}|{other}{region}"
    return re.search(within, text) is not None


def _is_of_others(reading: Reading, span: Span) -> bool:
    text = reading.document.text
    return is_quoted(text, span.start) or is_remarked_on(text, span) or is_said_of_others(reading, span)


def _is_slip(one: str, other: str, any_letter: bool) -> bool:
    """Whether two names differ by one character, alike or any."""
    if len(one) != len(other) or one[-1] != other[-1]:
        return False
    differ = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(differ) == 1 and (any_letter or are_alike(*differ[0]))
