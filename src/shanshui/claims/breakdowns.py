"""Amounts that a text takes apart (其中, 分为, 如下：), and those that it sums up (合计, 上述…共), with their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from shanshui.claims.completeness import all_told, of_some_years
from shanshui.claims.model import Claim, Enumeration, Named, Span
from shanshui.claims.openings import BY, SOON, announced, ends_list, made_of, name_of, opening_of, sum_word, thing_of
from shanshui.claims.passages import BREAK, CLAUSE, GROUP, ITEM, SENTENCE, Told, passages, told_in
from shanshui.documents import Document
from shanshui.standard.language.breakdown_words import breakdown_words
from shanshui.standard.language.complements import are_complements
from shanshui.standard.language.families import exclude_each_other

_WHOLE = re.compile(r"[全总共]|合计|规划期")
_BRACKETS = ("（", "(")
_CLOSED = re.compile("[）)]")
_SOME = re.compile(r"[如含等另扣]|其中|不计|主要|包括")
"""What says of a list in brackets that it may not be all."""
_REACHED = "累计"
"""Sums up a list, or says what is reached by a year: to which years stand beside the amounts."""
_UP_TO = re.compile(r"累计.*累计|[到至](?:20\d\d年|规划期?末|期末)")
_GIVEN_OUT = re.compile(r"[；。](?!\s*其中)[^；。]*(?:分别|依次)[^；。]*$")
"""Amounts that are given out one by one to what a clause of its own names."""
_COUNTED = re.compile("[一-龥]{2}")
_NEARLY = Decimal("0.15")
"""How far from its total a sum may be where no word says that it is one."""
_SENTENCES = 6
"""Sentences back in which the total of a list may stand that begins a sentence of its own."""
_MOST = 40
"""Parts of one amount, at most."""
_REST_UNTOLD = re.compile(r"[，；。](?:其余|其他|其它|剩余|余下|余者)(?!\d)[^，。；\d]{2,20}[，。；\n]")
"""What tells behind parts that there are more of them, but not how much: 其余零星分布."""


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
    opening = opening_of(told[first]) or made_of(text, told, parts) or _whole_of_itself(text, told, first, parts)
    if told[first].ends > 1 or told[first].claim.quantity.value == whole.quantity.value:
        return None
    nearly = _nearly(whole, _claims(told, parts))
    opened = _opened(text, told, first)
    counted = nearly and len(parts) in announced(opened) and not _is_part_itself(text, told, first)
    if _REST_UNTOLD.match(text, told[parts[-1]].claim.quantity.span.end) and whole.quantity.value > sum(
        claim.quantity.value for claim in _claims(told, parts)
    ):
        return None
    if len(parts) > 1 and (opening or counted or (nearly and _plainly(told, first, parts))):
        which, members = _reading(told, first, parts)
        claims, labels = _claims(told, members), [told[n].label for n in members]
        if of_some_years(which, claims, opened) and not _nearly(which, claims):
            return None
        strays = _strays(told, first, parts, which, counted) or _summed_behind(told, parts)
        if not strays or _makes(which, claims):
            closed = opening == "all" or counted or BY.search(opened) is not None or all_told(labels, claims)
            return _enumeration(which, [told[n] for n in members], closed), members
    if nearly and len(parts) > 1 and not opening and _loosely(told, first, parts):
        every = all_told([told[n].label for n in parts], _claims(told, parts))
        return _enumeration(whole, [told[n] for n in parts], every, plain=not every), []
    listed = told[first].level >= GROUP and told[first - 1].level == ITEM
    lone = opening == "some" and told[first].label.startswith("其中") and not (listed or _several(told, first))
    return (_enumeration(whole, [told[first]], closed=False), [first]) if lone else None


def _is_part_itself(text: str, told: Sequence[Told], first: int) -> bool:
    """Whether an amount stands behind words that open a list, so that it is the first of it: 按方式分，甲9公顷."""
    here = told[first - 1].claim.quantity.span.start
    start = max(text.rfind("。", 0, here), text.rfind("\n", 0, here)) + 1
    return BY.search(text, start, here) is not None


def _opened(text: str, told: Sequence[Told], first: int) -> str:
    """The words from the beginning of a total's sentence to the first of its parts, the total left out."""
    here = told[first - 1].claim.quantity.span.start
    start = max(text.rfind("。", 0, here), text.rfind("\n", 0, here)) + 1
    return text[start:here] + told[first].words


def _reading(told: Sequence[Told], first: int, parts: Sequence[int]) -> tuple[Claim, Sequence[int]]:
    """Total and parts: as they make each other, if they do in some way; else the list as it stands with its total."""
    afar = told[first].level >= GROUP
    wholes = [one.claim for one in _before(told, first, told[first].level >= SENTENCE)]
    for one in wholes:
        for reading in (parts, *_readings(told, first, parts)):
            if _makes(one, _claims(told, reading)):
                return one, reading
    every = max(_readings(told, first, parts), key=len, default=parts)
    running = all(told[n].level <= CLAUSE for n in every[1:])
    if running and len(every) > len(parts) and all_told([told[n].label for n in every], _claims(told, every)):
        parts = every
    own = _claims(told, parts)
    return (min(wholes, key=lambda one: _apart(one, own)) if afar else wholes[0]), parts


def _strays(told: Sequence[Told], first: int, parts: Sequence[int], whole: Claim, counted: bool) -> bool:
    """Whether a list that does not make its total is likely to be of something else.

    Notes
    -----
    It stands in a sentence of its own behind several amounts, goes on over ； where 其中 follows a ，, or is given out
    behind a ； to things named there (甲河长90km；乙河、丙河次之，长度分别为50km和30km).
    """
    if counted or _nearly(whole, _claims(told, parts)):
        return False
    wide = told[parts[1]].level > max(told[first].level, CLAUSE)
    given_out = told[first].level >= GROUP and _GIVEN_OUT.search(told[first].words) is not None
    return wide or given_out or _several(told, first)


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
    if (above and not (sure and one.ends <= 3)) or not (sure or (one.level and sum_word(one.label))):
        return None
    members = _run_before(told, place - 1)
    reached = sum_word(one.label) == _REACHED and any(_UP_TO.search(told[n].words) for n in (*members[1:], place))
    if len(members) < 2 or reached:
        return None
    readings = [members, *([*range(n, place)] for n in range(place - 2, max(-1, place - _MOST), -1) if not above)]
    parts = next((r for r in readings if _makes(one.claim, _claims(told, r))), members)
    bare = sum_word(one.label) in breakdown_words("total") and not thing_of(one.label)
    counted = sure and len(parts) in announced(label)
    closed = bare or counted or len(parts) in announced(told[parts[0]].words)
    return _enumeration(one.claim, [told[n] for n in parts], closed), []


def _run_before(told: Sequence[Told], last: int) -> list[int]:
    """The amounts of one list that ends with one."""
    found, level, here = [last], 0, last
    while here > 0:
        one = told[here]
        if opening_of(one) or one.level >= SENTENCE or (level and one.level > level):
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
        if one.level > highest or ends_list(one):
            break
        if not one.level or one.level < nested + (0 if loose else 1):
            continue
        nested = one.level if opening_of(one) else 0
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
    return after < len(told) and told[after].level < SENTENCE and ends_list(told[after])


def _whole_of_itself(text: str, told: Sequence[Told], first: int, parts: Sequence[int]) -> str:
    """``all`` where names of parts show by themselves that they are all: 达标…、不达标…; 7个项目，其余5个项目."""
    whole, claims = told[first - 1].claim, _claims(told, parts)
    if len(parts) < 2 or not _nearly(whole, claims):
        return ""
    bracketed = text[whole.quantity.span.end : claims[-1].quantity.span.end + 2]
    inside = _CLOSED.search(text, whole.quantity.span.end, claims[0].quantity.span.start) is None
    if inside and bracketed.startswith(_BRACKETS) and not _SOME.search(bracketed):
        return "all"
    if len(parts) == 2 and are_complements(*(told[n].label for n in parts)):
        return "all"
    rest = told[parts[-1]].label.startswith(breakdown_words("rest"))
    ends = {_COUNTED.match(text, one.quantity.span.end) for one in claims}
    things = {found.group() for found in ends if found is not None}
    thing = next(iter(things), "")
    return "all" if rest and len(things) == 1 and thing in _behind(text, whole) else ""


def _behind(text: str, claim: Claim) -> str:
    """The words right behind an amount."""
    end = claim.quantity.span.end
    return BREAK.split(text[end : end + SOON])[0]


def _plainly(told: Sequence[Told], first: int, parts: Sequence[int]) -> bool:
    """Whether parts follow their whole without a word: classes of one kind, or three and more alike behind 全县…."""
    level, names = told[parts[1]].level, [name_of(told[part]) for part in parts]
    if told[first].level < level:
        return False
    said = _WHOLE.search(told[first - 1].label) is not None
    return exclude_each_other(names) or (said and len(parts) > 2 and alike(names))


def _loosely(told: Sequence[Told], first: int, parts: Sequence[int]) -> bool:
    """Whether what follows a whole (全县…, 总…) in its sentence without a word may well be its parts."""
    running = all(0 < told[n].level <= CLAUSE for n in parts)
    return running and _WHOLE.search(told[first - 1].label) is not None and all(name_of(told[n]) for n in parts)


def alike(names: Sequence[str]) -> bool:
    """Whether names are of things of one kind, each another: they end alike.

    Examples
    --------
    >>> alike(["北部山地区", "南部平原区"]), alike(["造林", "护岸"])
    (True, False)
    """
    ends = {name[-1:] for name in names}
    return (len(ends) == 1 and "" not in ends and len(set(names)) == len(names)) or exclude_each_other(names)


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


def _enumeration(whole: Claim, parts: Sequence[Told], closed: bool, plain: bool = False) -> Enumeration:
    items = tuple(_item(part) for part in parts)
    spans = [whole.quantity.span, *(part.claim.quantity.span for part in parts)]
    span = Span(min(one.start for one in spans), max(one.end for one in spans))
    return Enumeration(None, items, whole.of.text, closed, span, tuple(part.claim for part in parts), whole, plain)


def _item(part: Told) -> Named:
    end, name = part.claim.quantity.span.start, name_of(part)
    return Named(Span(end - len(part.label), end), name, name)
