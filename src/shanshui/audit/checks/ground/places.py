"""Names of townships and villages against those that belong to the county."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from shanshui.audit.check import check, fault
from shanshui.audit.neighbours import is_quoted, is_remarked_on, is_said_of_others, sentence_of
from shanshui.audit.reading import Reading
from shanshui.audit.townships import Established, established, is_one_apart, one_slip
from shanshui.claims.model import Named, Span
from shanshui.claims.places import level_of, stem_of
from shanshui.finding import Finding
from shanshui.standard.language.confusables import are_confusable
from shanshui.standard.language.places import place_words

_LETTER = re.compile(r"(?<=[㐀-鿿])[A-Za-zＡ-Ｚａ-ｚ](?=[㐀-鿿])")
_LETTERED = frozenset("级类型形线区股字值层轮座带组班表图栋段片块档等项期种式标轴面点维剖版号款方案剂射波染")
"""What makes a letter before it a lawful one: A级, T形, X射线."""
_CALLED = re.compile(
    r"[㐀-鿿]{0,2}?(?:县级|省级|国家级|市级|州级|自然保护|森林公园|湿地公园|风景名胜|地质公园|[乡镇村](?![㐀-鿿]?[化民])|社区|街道|水库|河|江|溪)"
)
_LIE_OF_THE_LAND = "坪河溪山坝塘岭沟湾江水泉林田桥口店寨庄湖洲场关城冲坡原川浦沙石"
"""Characters that end the names of many places."""
_OPPOSITE = frozenset("大小上下东西南北前后新老旧内外左右中头尾高低长短一二三四五六七八九十")
"""Characters by which places next to each other are told apart: one of them for another is no slip."""
_MENTIONED = 5
"""Townships that a document must list before one that it lists nowhere looks odd."""


@dataclass(frozen=True, slots=True)
class _Known:
    """Names that belong to the county, and what tells so."""

    names: Mapping[str, str]
    by: Span | None


@check("AUDIT-PLACE-LETTER")
def letter_in_a_name(reading: Reading) -> Iterator[Finding]:
    """A Latin letter between Chinese characters in a name: a rare character was lost."""
    text, met = reading.document.text, dict[str, list[Span]]()
    for found in _LETTER.finditer(text):
        after, span = text[found.end() : found.end() + 9], Span(found.start() - 1, found.end() + 1)
        if after[0] in _LETTERED or not _CALLED.match(after) or text[span.start] in "以如若设某和与、":
            continue
        met.setdefault(text[span.start : found.end()], []).append(span)
    for spans in met.values():
        yield fault("AUDIT-PLACE-LETTER", reading, spans, text[spans[0].start + 1])


@check("AUDIT-PLACE-FOREIGN", "AUDIT-PLACE-FOREIGN-LIKELY", "AUDIT-PLACE-VILLAGE", "AUDIT-PLACE-LEVEL")
def foreign_places(reading: Reading) -> Iterator[Finding]:
    """Townships and villages that are not among those of the county."""
    listed = established(reading.document, reading.places)
    for level in ("township", "village"):
        known = _known(reading, level, listed)
        if known is None:
            continue
        met: dict[str, list[Span]] = {}
        for place in reading.places:
            own = level_of(place.text) == level
            lawful = _is_lawful(reading, place) or _is_former(reading, place)
            if own and not lawful and not _belongs(reading, place, known.names):
                met.setdefault(place.text, []).append(place.span)
        text = reading.document.text
        for name, spans in met.items():
            if any(is_remarked_on(text, span) for span in spans):
                continue
            yield _foreign(reading, name, spans, level, known)
    if not reading.gazetteer and listed is not None and listed.works and reading.frame.nature != "planning":
        yield from _outside_the_works(reading, listed)
    elif not reading.gazetteer and (listed is None or not listed.closed):
        yield from _mentioned_once(reading)


def _foreign(reading: Reading, name: str, spans: list[Span], level: str, known: _Known) -> Finding:
    """One finding for a name, which quotes every place where it stands, and the list that lacks it."""
    sides = (*spans, known.by) if known.by is not None else tuple(spans)
    other = next((own for own in known.names if stem_of(own) == stem_of(name)), "")
    if other and level == "township":
        return fault("AUDIT-PLACE-LEVEL", reading, sides, name, other)
    near = one_slip(name, (own for own in known.names if level_of(own) == level))
    code = "AUDIT-PLACE-FOREIGN" if level == "township" else "AUDIT-PLACE-VILLAGE"
    return fault(code, reading, sides, name, near, {"near": near})


def _outside_the_works(reading: Reading, listed: Established) -> Iterator[Finding]:
    """A township of a project or a table that is not among those in which the plan is said to work."""
    document = reading.document
    for place in reading.places:
        block = document.block_at(place.span.start)
        told = (block is not None and block.kind == "cell") or reading.project_at(place.span.start) is not None
        own = {name: name for name in listed.names}
        if told and level_of(place.text) == "township" and not _belongs(reading, place, own):
            if not _is_lawful(reading, place):
                yield fault("AUDIT-PLACE-FOREIGN-LIKELY", reading, (place.span, listed.span), place.text)


def _mentioned_once(reading: Reading) -> Iterator[Finding]:
    """A township that one project alone names, where the document lists the others."""
    towns = [place for place in reading.places if level_of(place.text) == "township"]
    counts = Counter(place.text for place in towns)
    text = reading.document.text
    lists = _listed(text, towns)
    if len({*lists, *(name for name, times in counts.items() if times > 1)}) < _MENTIONED:
        return
    for place in towns:
        alone = counts[place.text] == 1 and place.text not in lists and not _is_lawful(reading, place)
        if alone and any(place.span.within(project.span) for project in reading.projects):
            yield fault("AUDIT-PLACE-FOREIGN-LIKELY", reading, (place.span,), place.text)


@check("AUDIT-PLACE-SLIP", "AUDIT-PLACE-ENDING")
def slips_of_names(reading: Reading) -> Iterator[Finding]:
    """A township or village that is one character from another, or has another ending than one known."""
    for level in ("township", "village"):
        if _known(reading, level, established(reading.document, reading.places)) is None:
            yield from _slips(reading, tuple(place for place in reading.places if level_of(place.text) == level))


def _slips(reading: Reading, names: Sequence[Named]) -> Iterator[Finding]:
    """Slips among names of one level; the one that stands in a list, or more often, is taken for the right one."""
    counts = Counter(place.text for place in names)
    first = {place.text: place for place in reversed(names)}
    listed = _listed(reading.document.text, names)
    for name, place in first.items():
        if counts[name] > 2 or is_quoted(reading.document.text, place.span.start) or _is_former(reading, place):
            continue
        elsewhere = _is_lawful(reading, place)
        for other, times in counts.items():
            often = times >= 2 * counts[name]
            before = times == counts[name] and first[other].span.start < place.span.start and _is_alike(name, other)
            known = often or before or (other in listed and name not in listed)
            if other == name or not known or _is_pair(reading, name, other):
                continue
            spans = (place.span, first[other].span)
            if stem_of(other) == stem_of(name) and level_of(name) == "township":
                yield fault("AUDIT-PLACE-ENDING", reading, spans, name, other)
            elif not elsewhere and _is_miswritten(name, other, often and times > 2 and level_of(name) == "township"):
                yield fault("AUDIT-PLACE-SLIP", reading, spans, name, other)


def _is_miswritten(name: str, other: str, any_letter: bool) -> bool:
    """Whether one name is a slip of another: by a character that is taken for its own, or by any one of them."""
    any_one = any_letter and is_one_apart(name, other) and not _is_of_one_kind(name, other)
    return any_one or _is_alike(name, other)


def _is_alike(name: str, other: str) -> bool:
    """Whether two names differ by one character that is taken for the other's."""
    differ = [(a, b) for a, b in zip(name, other, strict=False) if a != b]
    return len(name) == len(other) and len(differ) == 1 and are_confusable(*differ[0])


def _listed(text: str, names: Iterable[Named]) -> frozenset[str]:
    """Names that stand beside the mark of a list."""
    return frozenset(
        p.text
        for p in names
        if text[p.span.end : p.span.end + 1] == "、" or text[p.span.start - 1 : p.span.start] in ("、", "和")
    )


def _is_of_one_kind(name: str, other: str) -> bool:
    """Whether two names share but a word for the lie of the land, as many neighbours do: 云坪乡, 大坪乡."""
    stem, known = stem_of(name), stem_of(other)
    return len(stem) == len(known) == 2 and stem[0] != known[0] and stem[1] in _LIE_OF_THE_LAND


@check("AUDIT-PLACE-SHORT")
def names_cut_short(reading: Reading) -> Iterator[Finding]:
    """A known township with a character missing, between marks or after a word that names follow."""
    text, bounds = reading.document.text, place_words("bound")
    counts = Counter(place.text for place in reading.places if level_of(place.text) == "township")
    names = set(reading.gazetteer) | {name for name, times in counts.items() if times > 1}
    known = {name for name in names if len(name) == 3 and level_of(name) == "township"}
    short = {
        name[:n] + name[n + 1 :]: name for name in known for n in range(2) if name[:n] + name[n + 1 :] not in names
    }
    first_told: dict[str, Span] = {}
    for place in reading.places:
        first_told.setdefault(place.text, place.span)
    for match in re.finditer("|".join(map(re.escape, sorted(short))), text) if short else ():
        before, after = text[max(0, match.start() - 4) : match.start()], text[match.end() : match.end() + 1]
        if match.group()[0] in _OPPOSITE or match.group() in place_words("common"):
            continue
        parted = before[-1:] in tuple("、，；：") or any(before.endswith(b) and len(b) > 1 for b in bounds)
        if parted and after in tuple("、，；。等的（"):
            first = first_told.get(short[match.group()])
            spans = (Span(*match.span()), first) if first is not None else (Span(*match.span()),)
            yield fault("AUDIT-PLACE-SHORT", reading, spans, match.group(), short[match.group()])


@check("AUDIT-PLACE-WITHIN")
def villages_in_another_township(reading: Reading) -> Iterator[Finding]:
    """A village named under a township that the list has under another one."""
    for above, place in zip(reading.places, reading.places[1:], strict=False):
        within = reading.gazetteer.get(place.text, "")
        if above.span.end != place.span.start or level_of(above.text) != "township" or not within:
            continue
        if (
            level_of(place.text) == "village"
            and above.text in reading.gazetteer
            and above.text not in within.split("、")
        ):
            span = Span(above.span.start, place.span.end)
            yield fault("AUDIT-PLACE-WITHIN", reading, (span,), reading.document.text[span.start : span.end], within)


def _known(reading: Reading, level: str, listed: Established | None) -> _Known | None:
    """Names of one level that a list closes; None where nothing tells of all of them."""
    given = {name: name for name in reading.gazetteer if level_of(name) == level}
    if len(given) >= 3:
        return _Known(given, None)
    if level == "township" and listed is not None and listed.closed:
        return _Known({name: name for name in listed.names}, listed.span)
    return None


def _belongs(reading: Reading, place: Named, names: Mapping[str, str]) -> bool:
    """Whether a name is one of them, or was cut too short or too long out of one of them."""
    text, end = reading.document.text, place.span.end
    return place.text in names or any(
        place.text.endswith(name) or name.endswith(place.text) or text.startswith(name, end - len(name))
        for name in names
        if name[-1] == place.text[-1]
    )


def _is_lawful(reading: Reading, place: Named) -> bool:
    """Whether a name may be that of a place elsewhere: quoted, or said of a neighbour."""
    text = reading.document.text
    own = text.endswith(reading.frame.region, 0, place.span.start) if reading.frame.region else False
    return not own and (is_quoted(text, place.span.start) or is_said_of_others(reading, place.span))


def _is_former(reading: Reading, place: Named) -> bool:
    """Whether a name is that of what is no more: 原城关乡, 石桥乡并入泥桥镇."""
    sentence = sentence_of(reading.document.text, place.span)
    words, name = reading.document.text[sentence.start : sentence.end], re.escape(place.text)
    before = re.search(rf"(?:原|撤|改为|更名|并入|设立)[^，。]{{0,12}}{name}", words)
    after = re.search(rf"{name}[^，。]{{0,6}}(?:改|撤|更名|并入|合并|划入)", words)
    return bool(before or after or (place.text.startswith("原") and len(place.text) > 3))


def _is_pair(reading: Reading, one: str, other: str) -> bool:
    """Whether two names are those of two places: told apart by 上 and 下, or both in one sentence."""
    differ = {a for a, b in zip(one, other, strict=False) if a != b} | {
        b for a, b in zip(one, other, strict=False) if a != b
    }
    if len(one) == len(other) and differ <= _OPPOSITE:
        return True
    text = reading.document.text
    where = [sentence_of(text, p.span) for p in reading.places if p.text == one]
    return any(other in text[s.start : s.end] for s in where)
