"""Contents of projects: which thing each amount is of, in lists such as 经果林0.9km2，蓄水池9口，总投资450万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from shanshui.claims.headed import is_counted, split_attribute
from shanshui.claims.model import NOBODY, Claim, Named, Quantity, Span
from shanshui.claims.naming import attribute_at_end
from shanshui.claims.quantities import quantities as quantities_of
from shanshui.standard.language.attributes import attribute_of_dimension
from shanshui.standard.language.project_words import project_words

_BREAK = "，,、；;。：:！？!?\n（(）)"
_MARKER = re.compile(r"^(?:\s*(?:[（(]?\d{1,2}[)）.．、]|[①-⑳]|[一二三四五六七八九十]{1,2}[、是])\s*)")
_LINK = re.compile(
    r"(?:约|近|为|达到?|到|至|共计?|合计|计|总计|是|有|不低于|不少于|超过|以上|各|分别为|[:：=]|\s|规模|能力)+$"
)
_YEAR = re.compile(r"(?:到|至|截至)?(?:19|20)\d\d年(?:底|末)?[，,]?")
_AFTER = re.compile(r"[\u3400-\u9fff]{2,16}")
_CUT_AFTER = re.compile(r"以上|左右|以内|以下|进行|实施|开展|的|并|及|和|与|等|，")
_TOTAL = ("总投资", "资金总额", "投资总额", "总面积", "总长", "总规模", "总库容", "合计", "共计", "总计")
_SKIPPED = ("a", "d", "deg", "degC")


def amounts(text: str, span: Span, scope: str) -> tuple[Claim, ...]:
    """Claims on the contents of one project.

    Parameters
    ----------
    text : str
        Of the document.
    span : Span
        Of the contents.
    scope : str
        Name of the project.

    Returns
    -------
    tuple of Claim
        In order. The thing stands before its amount (蓄水池9口) or, of counted things, behind it (20个矿山). Bare
        numbers, which markers of lists are, and years are no contents.
    """
    return tuple(_claims(text, span, quantities_in(text, span), scope))


def quantities_in(text: str, span: Span) -> tuple[Quantity, ...]:
    """Quantities of a stretch of the text, in order."""
    return tuple(_moved(found, span.start) for found in quantities_of(text[span.start : span.end]))


def _moved(found: Quantity, by: int) -> Quantity:
    span, number = found.span, found.number
    return replace(found, span=Span(span.start + by, span.end + by), number=Span(number.start + by, number.end + by))


def _claims(text: str, span: Span, quantities: Sequence[Quantity], scope: str) -> Iterator[Claim]:
    edge, passed = span.start, project_words("no_amount")
    for quantity in quantities:
        start = _clause(text, max(edge, span.start), quantity.span.start)
        edge = quantity.span.end
        if not quantity.word or quantity.unit in _SKIPPED or quantity.dimension in _SKIPPED or quantity.word in passed:
            continue
        of, attribute, total = _before(text, start, quantity, scope)
        if is_counted(quantity) and (behind := _behind(text, quantity.span.end, span.end)).key:
            of, attribute = behind, "count"
        told = attribute_of_dimension().get(quantity.dimension, "") or ("count" if is_counted(quantity) else "")
        role = "total" if total else "amount"
        sentence = Span(start, quantity.span.end)
        yield Claim(quantity, of, attribute or told, scope, role=role, sentence=sentence)  # type: ignore[arg-type]


def _clause(text: str, start: int, end: int) -> int:
    """Where the clause of an amount begins: after the last mark before it, or after the amount before."""
    depth = 0
    for place in range(end - 1, start - 1, -1):
        sign = text[place]
        if sign in "）)" and place < end - 1:
            depth += 1
        elif sign in "（(" and depth:
            depth -= 1
        elif depth == 0 and sign in _BREAK and place < end - 1:
            return place + 1
    return start


def _before(text: str, start: int, quantity: Quantity, scope: str) -> tuple[Named, str, bool]:
    words = text[start : quantity.span.start]
    marker = _MARKER.match(words)
    start += marker.end() if marker else 0
    words = text[start : quantity.span.start]
    start += len(scope) if len(scope) > 3 and words.startswith(scope) else 0
    words = text[start : quantity.span.start]
    words = words[: len(words) - len(_hedges(words))].rstrip("（(：: 　、")
    total = words.endswith(_TOTAL)
    begin = _without_verbs(words)
    name = words[begin:]
    if not name.strip():
        return NOBODY, "", total
    thing, attribute = split_attribute(name)
    if thing in _general():
        thing = ""
    return Named(Span(start + begin, start + len(words)), name, thing), attribute, total


def _hedges(words: str) -> str:
    found = _LINK.search(words)
    return found[0] if found else ""


def _without_verbs(words: str) -> int:
    """Where the thing begins behind verbs and fillers: 配套新建|蓄水池."""
    begin = 0
    for _ in range(5):
        year = _YEAR.match(words, begin)
        verb = year[0] if year else next((v for v in project_words("verb") if words.startswith(v, begin)), "")
        rest = words[begin + len(verb) :]
        whole = attribute_at_end(words[begin:])
        if not verb or len(rest) < 2 or rest in project_words("works"):
            break
        if whole is not None and whole.word == words[begin:]:
            break
        begin += len(verb)
    return begin


@cache
def _general() -> frozenset[str]:
    return frozenset(project_words("field")) | frozenset(project_words("verb")) | {"项目", "工程", "其中", "总", "规模"}


def _behind(text: str, start: int, end: int) -> Named:
    found = _AFTER.match(text, start, min(end, start + 24))
    if found is None:
        return NOBODY
    words = found[0]
    cut = _CUT_AFTER.search(words)
    words = words[: cut.start()] if cut else words
    return Named(Span(start, start + len(words)), words, split_attribute(words)[0]) if len(words) > 1 else NOBODY
