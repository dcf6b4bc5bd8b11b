"""Amounts that a text takes apart (其中, 分为, 如下：), and those that it sums up (合计, 上述…共), with their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise

from shanshui.claims.counting import NUMBER, small_number
from shanshui.claims.model import Claim, Enumeration, Named, Span
from shanshui.claims.naming import attribute_at_end
from shanshui.claims.passages import CLAUSE, GROUP, SENTENCE, Told, passages, told_in
from shanshui.documents import Document
from shanshui.standard.language.breakdown_words import breakdown_words

_BY = re.compile(
    r"(?:[按从]|(?<![部区划细百])分(?![布别]))[^，。；：\d]{1,12}(?:分|划分|计|统计|来?看|归类)(?=[为成，,：:有]|$)"
    r"|分(?:乡镇|县|区|年度|期|片区|类型|类|区域|级|等级|项)[^，。；：\d]{0,4}(?=[为：:，,]|$)"
    r"|(?:来源|构成|组成)[^，。；：\d]{0,6}[为是：:]"
)
_OF_THEM = re.compile(r"[一-龥]中[，,：:]?")
_COLON = re.compile(r"[：:](?=\s*[^\s\d约近])")
_ANNOUNCED = re.compile(rf"(?P<number>{NUMBER})(?:个|大|项|类|条|处|座|片|种|级|块|者|部分|支|家)")
_WHOLE = re.compile(r"[全总共]|合计|规划期")
_EACH = ("分别", "依次为", "即")
"""Words that open a list even where the first amount follows at once."""
_REACHED = "累计"
"""Sums up a list, or says what is reached by a year: to which years stand beside the amounts."""
_UP_TO = re.compile(r"累计.*累计|[到至](?:20\d\d年|规划期?末|期末)")
_SOON = 12
"""Characters of a sentence within which a word stands that opens it."""
_LINKS = "约近达为是有至：: "
_SPLIT = re.compile(r"[、，,；;。！\n：:]")
_NEARLY = Decimal("0.15")
"""How far from its total a sum may be where no word says that it is one."""
_SENTENCES = 6
"""Sentences back in which the total of a list may stand that begins a sentence of its own."""
_MOST = 40
"""Parts of one amount, at most."""


def breakdowns(document: Document, claims: Sequence[Claim]) -> Iterator[Enumeration]:
    """Every amount that is told together with its parts.

    Parameters
    ----------
    document : Document
        The text.
    claims : sequence of Claim
        Its claims, in order.

    Notes
    -----
    Where a list can be read in several ways (up to the end of its clause or of its sentence; with or without what
    stands behind a further 其中) and one of them makes the total, that is how it is read. ``closed`` says that words,
    or a count, mean all parts.
    """
    running = [claim for claim in claims if claim.quantity.word]
    for passage in passages(document):
        for told in told_in(document.text, passage, running):
            taken: set[int] = set()
            for place in range(1, len(told)):
                found = _summed_up(document.text, told, place) or (
                    _taken_apart(document.text, told, place) if place not in taken else None
                )
                if found is not None:
                    listed, members = found
                    taken.update(members)
                    yield listed


def _taken_apart(text: str, told: Sequence[Told], first: int) -> tuple[Enumeration, Sequence[int]] | None:
    """The parts that begin behind an amount."""
    parts, whole = _parts(told, first), told[first - 1].claim
    opening = _opening(told[first]) or _made(text, told, parts)
    if told[first].ends > 1 or told[first].claim.quantity.value == whole.quantity.value:
        return None
    nearly = _nearly(whole, _claims(told, parts))
    opened = _opened(text, told, first)
    counted = nearly and len(parts) in _announced(opened)
    if len(parts) > 1 and (opening or counted or (nearly and _plainly(told, first, parts))):
        which, members = _reading(told, first, parts)
        strays = _strays(told, first, parts, which, counted) or _summed_behind(told, parts)
        if not strays or _makes(which, _claims(told, members)):
            closed = opening == "all" or counted or _all_of_them(told, members, opened)
            return _enumeration(which, [told[n] for n in members], closed), members
    lone = opening == "some" and told[first].label.startswith("其中") and not _several(told, first)
    return (_enumeration(whole, [told[first]], closed=False), [first]) if lone else None


def _opened(text: str, told: Sequence[Told], first: int) -> str:
    """The words from the beginning of a total's sentence to the first of its parts, the total left out."""
    here = told[first - 1].claim.quantity.span.start
    start = max(text.rfind("。", 0, here), text.rfind("\n", 0, here)) + 1
    return text[start:here] + told[first].words


def _reading(told: Sequence[Told], first: int, parts: Sequence[int]) -> tuple[Claim, Sequence[int]]:
    """Total and parts: as they make each other, if they do in some way; else the list as it stands with its total."""
    afar = told[first].level >= SENTENCE
    wholes = [one.claim for one in _before(told, first, afar)]
    for one in wholes:
        for reading in (parts, *_readings(told, first, parts)):
            if _makes(one, _claims(told, reading)):
                return one, reading
    own = _claims(told, parts)
    return (min(wholes, key=lambda one: _apart(one, own)) if afar else wholes[0]), parts


def _strays(told: Sequence[Told], first: int, parts: Sequence[int], whole: Claim, counted: bool) -> bool:
    """Whether a list that does not make its total is likely to be of something else.

    Notes
    -----
    It stands in a sentence of its own behind several amounts, or goes on over ； where 其中 follows a ，.
    """
    if counted or _nearly(whole, _claims(told, parts)):
        return False
    wide = told[parts[1]].level > max(told[first].level, CLAUSE)
    return wide or _several(told, first)


def _several(told: Sequence[Told], first: int) -> bool:
    """Whether an amount that begins a sentence stands behind several of its kind in the one before."""
    return told[first].level >= SENTENCE and first > 1 and told[first - 1].level < SENTENCE


def _claims(told: Sequence[Told], places: Sequence[int]) -> list[Claim]:
    return [told[place].claim for place in places]


def _summed_up(text: str, told: Sequence[Told], place: int) -> tuple[Enumeration, Sequence[int]] | None:
    """The parts before an amount that sums them up."""
    one = told[place]
    above = one.level >= SENTENCE
    label = re.split(r"[。！\n]", one.words)[-1].strip() if above else one.label
    sure = label.startswith(breakdown_words("above")) or "上述" in label
    if (above and not (sure and one.ends <= 3)) or not (sure or (one.level and _sum_word(one.label))):
        return None
    members = _run_before(told, place - 1)
    reached = _sum_word(one.label) == _REACHED and any(_UP_TO.search(told[n].words) for n in (*members[1:], place))
    if len(members) < 2 or reached:
        return None
    readings = [members, *([*range(n, place)] for n in range(place - 2, max(-1, place - _MOST), -1) if not above)]
    parts = next((r for r in readings if _makes(one.claim, _claims(told, r))), members)
    bare = _sum_word(one.label) in breakdown_words("total") and not _thing(one.label)
    closed = bare or (sure and len(parts) in _announced(label))
    return _enumeration(one.claim, [told[n] for n in parts], closed), []


def _run_before(told: Sequence[Told], last: int) -> list[int]:
    """The amounts of one list that ends with one."""
    found, level, here = [last], 0, last
    while here > 0:
        one = told[here]
        if _opening(one) or one.level >= SENTENCE or (level and one.level > level):
            break
        level = level or one.level
        here -= 1
        if one.level == level:
            found.append(here)
    return found[::-1]


def _parts(told: Sequence[Told], first: int, loose: bool = True) -> list[int]:
    """The amounts of one list that begins with one, without what a further 其中 takes them apart into."""
    found, level, nested = [first], 0, 0
    highest = max(told[first].level, GROUP)
    for here in range(first + 1, min(len(told), first + _MOST)):
        one = told[here]
        if one.level > highest or _ends_list(one):
            break
        if not one.level or one.level < nested + (0 if loose else 1):
            continue
        nested = one.level if _opening(one) else 0
        if nested:
            continue
        level = level or one.level
        if one.level > level or (level >= SENTENCE and one.ends != 1):
            break
        if one.level == level:
            found.append(here)
    return found


def _readings(told: Sequence[Told], first: int, parts: Sequence[int]) -> Iterator[Sequence[int]]:
    """Further ways to read a list: each beginning of it, strictly nested, and all up to the end of the sentence."""
    strict = _parts(told, first, loose=False)
    every = [first]
    for here in range(first + 1, min(len(told), first + _MOST)):
        if told[here].level >= SENTENCE and told[here].level >= max(told[first].level, SENTENCE):
            break
        every.append(here)
    for reading in (parts, strict, every):
        yield from (reading[:size] for size in range(len(reading), 1, -1))


def _before(told: Sequence[Told], first: int, afar: bool) -> Iterator[Told]:
    """What a list may take apart: the amount before it, and others of that sentence, or of those before."""
    yield told[first - 1]
    place, sentences = first - 1, 0
    while place > 0 and sentences <= (_SENTENCES if afar else 0):
        sentences += told[place].ends
        place -= 1
        if sentences <= (_SENTENCES if afar else 0):
            yield told[place]


def _summed_behind(told: Sequence[Told], parts: Sequence[int]) -> bool:
    """Whether a list has its sum behind it, so that it takes nothing apart that stands before."""
    after = parts[-1] + 1
    return after < len(told) and told[after].level < SENTENCE and _ends_list(told[after])


def _opening(one: Told) -> str:
    """Which kind of word opens a list right before an amount: ``all``, ``some`` or nothing.

    Notes
    -----
    Where a sentence has ended since the amount before, the word stands at its end (分为三类。) or near the beginning of
    the next: further on it opens a list of something else.
    """
    *earlier, words = re.split(
        r"[。；！\n]", one.words.rstrip(" \u3000\n") if one.words.rstrip().endswith("：") else one.words
    )
    ended = earlier[-1] or (earlier[-2] if len(earlier) > 1 else "") if earlier and one.level >= SENTENCE else ""
    reach = _SOON if one.level >= SENTENCE else len(words)
    for kind in ("all", "some"):
        for hit in _pattern(kind).finditer(words):
            follows = words[hit.end() :].strip(_LINKS)
            if hit.start() <= reach and (follows or hit.group() in _EACH):
                return kind
    by = _BY.search(words)
    if (by is not None and by.start() <= reach) or _pattern("all").search(ended[-_SOON:]) or _BY.search(ended[-_SOON:]):
        return "all"
    if _OF_THEM.search(words) and _SPLIT.split(words)[0] != words:
        return "some"
    if (one.level or words.startswith(("：", ":"))) and _COLON.search(words):
        return "some"
    return ""


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    words = breakdown_words("all") if kind == "all" else breakdown_words("some")
    return re.compile("|".join(re.escape(word) for word in words))


def _made(text: str, told: Sequence[Told], parts: Sequence[int]) -> str:
    """``all`` where a list stands between 由 and 构成."""
    end = told[parts[-1]].claim.quantity.span.end
    behind = text[end : end + 4].lstrip("等")
    return "all" if "由" in told[parts[0]].label and behind.startswith(breakdown_words("made")) else ""


def _ends_list(one: Told) -> bool:
    """Whether an amount is no part any more: a sum of those before, or something beside them."""
    return bool(_sum_word(one.label)) or one.label.startswith(breakdown_words("beside")) or "上述" in one.label


def _sum_word(label: str) -> str:
    """The word by which a label calls its amount a sum (合计, 面积合计, 三区总长); nothing where it does not."""
    found = _sum_pattern().match(label)
    return found["word"] if found is not None else ""


@cache
def _sum_pattern() -> re.Pattern[str]:
    words = (*breakdown_words("total"), *breakdown_words("sum"))
    return re.compile(
        rf"(?:(?:以上)?{NUMBER}个?[一-龥]{{1,4}}?)?(?:面积|长度|投资|资金|规模)?(?P<word>{'|'.join(words)})"
    )


def _announced(words: str) -> set[int]:
    return {small_number(found["number"]) for found in _ANNOUNCED.finditer(words)}


def _thing(label: str) -> str:
    """A label without its word for a sum, and without that of an attribute behind it."""
    bare = _sum_pattern().sub("", label, count=1) if _sum_word(label) else label
    bare = bare.strip(_LINKS)
    found = attribute_at_end(bare)
    return bare.removesuffix(found.word) if found is not None and not found.kept else bare


def _name(part: Told) -> str:
    """What a part is called: its label, or the clause before where the label is only 面积."""
    pieces = re.split(r"[，,]", re.split(r"[、；;。！\n]", part.words)[-1])
    return next((name for name in map(_thing, reversed(pieces)) if name), "")


def _plainly(told: Sequence[Told], first: int, parts: Sequence[int]) -> bool:
    """Whether parts follow their whole without a word: three or more things of one kind behind 全县… or 总…."""
    level = told[parts[1]].level
    said = _WHOLE.search(told[first - 1].label) is not None and told[first].level >= level
    return said and len(parts) > 2 and alike([_name(told[part]) for part in parts])


def alike(names: Sequence[str]) -> bool:
    """Whether names are of things of one kind, each another: they end alike.

    Examples
    --------
    >>> alike(["北部山地区", "南部平原区"]), alike(["造林", "护岸"])
    (True, False)
    """
    ends = {name[-1:] for name in names}
    return len(ends) == 1 and "" not in ends and len(set(names)) == len(names)


def _all_of_them(told: Sequence[Told], members: Sequence[int], opened: str) -> bool:
    """Whether the words mean that the parts are all of them."""
    claims = [told[n].claim for n in members]
    labels = [told[n].label for n in members]
    if any(label.startswith(breakdown_words("rest")) for label in labels) or _BY.search(opened):
        return True
    phases = {claim.phase for claim in claims}
    if len(claims) == len(phases) and {"near", "far"} <= phases:
        return True
    if all(one.last is not None and other.first == one.last + 1 for one, other in pairwise(claims)):
        return True
    kept = [label.removeprefix("包括").removeprefix("其中").startswith(breakdown_words("kept")) for label in labels]
    added = [label.startswith(breakdown_words("new")) for label in labels]
    return len(claims) == 2 and kept[0] and added[1]


def _nearly(whole: Claim, parts: Sequence[Claim]) -> bool:
    return _apart(whole, parts) <= _NEARLY


def _apart(whole: Claim, parts: Sequence[Claim]) -> Decimal:
    """How far parts are from a total, as a share of it."""
    together = sum((part.quantity.value for part in parts), Decimal(0))
    return abs(together / whole.quantity.value - 1) if whole.quantity.value else Decimal("Infinity")


def _makes(whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether parts make a total, as far as the printed digits tell."""
    together = sum((part.quantity.value for part in parts), Decimal(0))
    grains = sum((part.quantity.grain for part in parts), whole.quantity.grain)
    counted = whole.quantity.unit in ("", "count")
    return abs(together - whole.quantity.value) <= (Decimal(0) if counted else grains / 2)


def counted_parts(found: Sequence[Enumeration], claims: Sequence[Claim]) -> Iterator[Enumeration]:
    """The number of things told beside a total, with the parts that make it: 2个公园，总面积9公顷，甲4公顷、乙5公顷.

    Parameters
    ----------
    found : sequence of Enumeration
        What is taken apart.
    claims : sequence of Claim
        All claims, in order.
    """
    by_sentence: dict[Span, list[Claim]] = {}
    for claim in claims:
        if claim.quantity.unit in ("", "count") and claim.of.key:
            by_sentence.setdefault(claim.sentence, []).append(claim)
    for one in found:
        total = one.total
        if total is None or total.quantity.unit in ("", "count") or not _makes(total, one.amounts):
            continue
        beside = by_sentence.get(total.sentence, [])
        counts = [claim for claim in beside if claim.of.key == total.of.key]
        others = [
            c for c in beside if c not in counts and c.quantity.dimension in {n.quantity.dimension for n in counts}
        ]
        if len(counts) == 1 and not others:
            yield Enumeration(counts[0].quantity, one.items, total.of.text, True, one.span)


def _enumeration(whole: Claim, parts: Sequence[Told], closed: bool) -> Enumeration:
    items = tuple(_item(part) for part in parts)
    spans = [whole.quantity.span, *(part.claim.quantity.span for part in parts)]
    span = Span(min(one.start for one in spans), max(one.end for one in spans))
    return Enumeration(None, items, whole.of.text, closed, span, tuple(part.claim for part in parts), whole)


def _item(part: Told) -> Named:
    end, name = part.claim.quantity.span.start, _name(part)
    return Named(Span(end - len(part.label), end), name, name)
