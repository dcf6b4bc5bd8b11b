"""What a document as a whole is about: its kind, its county and what that lies in, its years, its extent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from shanshui.audit.reading import Frame, Nature
from shanshui.audit.relief import relief_of
from shanshui.claims.model import Claim, Coordinates, Named, Period, Quantity
from shanshui.claims.places import level_of
from shanshui.claims.terms import Term, plan_term, terms
from shanshui.documents import Document
from shanshui.standard.language.document_kinds import KindWord, kind_words
from shanshui.standard.language.places import LEVELS, regions
from shanshui.standard.language.terms import Role

_FRONT = 1500
"""Characters in which a document says what it is."""
_TITLE = re.compile(r"《([^《》\n]{4,80})》")
_COMPILED = re.compile(
    r"(?:编制|制定|形成|提出|起草)[^。《\n]{0,12}《([^《》\n]{4,80})》|^[^\n]{0,10}《([^《》\n]{4,80})》"
)
_SUBJECT = re.compile(r"(?:^|[。；\n\r\t 　，、“（])$")
_YEARS = re.compile(r"(?:19|20)\d{2}")
_DASH = r"(?:年)?\s*[-–—－―~～至到]{1,2}\s*"
_RANGE = re.compile(rf"((?:19|20)\d{{2}}){_DASH}((?:19|20)\d{{2}})")
_BASE = re.compile(
    r"(?:基准年|基期年|基准期|现状基准年|现状年|基期|基准年份|数据基准年|以)[^。；\n]{0,8}?((?:19|20)\d{2})\s*年?"
)
_BASE_AFTER = re.compile(
    r"((?:19|20)\d{2})\s*年?\s*(?:作)?为\s*(?:规划|方案|工程|现状|数据)*\s*(?:基准年|基期年?|现状年)"
)
_AREA_WORDS = (
    "土地总面积",
    "国土总面积",
    "国土面积",
    "县域总面积",
    "县域面积",
    "总面积",
    "全县面积",
    "幅员面积",
    "行政区域面积",
    "辖区面积",
    "工程范围面积",
    "工程范围总面积",
    "全域面积",
)
_PART = re.compile(r"[㐀-鿿]{2}(?<!地)(?:区|单元|片区|带|屏障)$|子项目|分区")
_BARE_AREA = "总面积"
_BEFORE_BARE = re.compile(
    r"(?:^|[，,。；;：:、\s“”（(]|[县市区旗州]|县域|市域|全域|辖区|幅员|范围|工程区|项目区|规划区)的?$"
)
"""What may stand before 总面积 where it is that of the whole: the end of a clause, or a word for the whole."""

_NO_DISTRICT = re.compile("[矿山片园景库灌域护城发范能理复地林湖]区$")
"""Ends of what is no district: 矿区, 流域, 保护区."""
_SPHERE = re.compile(r"(?:本区域?|该区域?|片区|修复区|流域|单元|子项目|保护区|公园|图斑)[^。；\n]{0,14}$")


def frame_of(
    document: Document,
    quantities: Sequence[Quantity],
    periods: Sequence[Period],
    coordinates: Sequence[Coordinates],
    places: Sequence[Named],
    claims: Sequence[Claim],
) -> Frame:
    """What a document says of itself as a whole.

    Parameters
    ----------
    document : Document
        Its text and blocks.
    quantities, periods, coordinates, places, claims : sequence
        All that was read out of it, in order.

    Returns
    -------
    Frame
        Whatever it does not say stays empty.
    """
    titles = titles_of(document)
    region = _region(document, titles, places)
    whole, near, far = _terms(document, titles, periods)
    nature = _nature(document, titles)
    return Frame(
        nature=nature,
        region=region,
        above=_above(document, region, places),
        base_year=_base_year(document.text, whole),
        near=near,
        far=far,
        years=whole,
        extent=_extent(document, coordinates, places, region),
        heights=relief_of(document, region, nature == "implementation", _parts(document)),
        area=_area(document, quantities),
    )


def titles_of(document: Document) -> tuple[str, ...]:
    """What may be the document's title, the surest first: its first lines, and what it calls itself."""
    lines = [line.strip() for line in document.text[:_FRONT].splitlines() if line.strip()]
    short = [line for line in lines[:12] if 4 <= len(line) <= 60 and not line.endswith(("。", "；"))]
    named = [first or second for first, second in _COMPILED.findall(document.text[: 4 * _FRONT])]
    stem = document.name.rsplit(".", 1)[0]
    return tuple(dict.fromkeys([*(t for t in short if _word_of(t)), *named, *((stem,) if _word_of(stem) else ())]))


def _word_of(title: str) -> KindWord | None:
    bare = re.sub(r"[（(][^（）()]*[）)]|[《》\s]", "", title)
    return next((w for w in kind_words() if bare.endswith(w.word)), None)


def _nature(document: Document, titles: Iterable[str]) -> Nature:
    """By title; failing that by the words that the text uses of itself."""
    for title in titles:
        found = _word_of(title)
        if found is not None:
            return found.nature
    text = document.text
    counts = Counter({w.nature: text.count(w.itself) for w in kind_words() if w.itself})
    for word in kind_words():
        if word.itself:
            counts[word.nature] = max(counts[word.nature], text.count(word.itself))
    best, times = counts.most_common(1)[0]
    return best if times >= 2 else "other"


def _region(document: Document, titles: Iterable[str], places: Sequence[Named]) -> str:
    """The county (or prefecture) in the title; failing that the one most often spoken of, above all as a subject."""
    levels = ("county", "prefecture")
    weights, counts = Counter[str](), Counter[str]()
    for place in places:
        if level_of(place.text) in levels:
            before = document.text[max(0, place.span.start - 1) : place.span.start]
            weights[place.text] += 3 if _SUBJECT.search(before) else 1
            counts[place.text] += 1
    for title in titles:
        inside = [name for name in weights if name in title]
        district = re.match(
            r"(?:[^（(]{2,4}[省市州])?([一-鿿]{1,4}(?:新区|区))(?=国土|生态|山水|全域|“|矿|土地|历史)", title
        )
        if district and all(level_of(name) == "prefecture" for name in inside) and not _NO_DISTRICT.search(district[1]):
            return district.group(1)
        if inside:
            return max(inside, key=lambda name: (LEVELS.index(level_of(name) or "county"), title.find(name), len(name)))
    return _foremost(weights) or _foremost(counts)


def _foremost(counts: Counter[str]) -> str:
    """What counts three and twice as much as any other; empty where nothing does."""
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 3:
        return ""
    clear = len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]
    return ranked[0][0] if clear else ""


def _above(document: Document, region: str, places: Sequence[Named]) -> tuple[str, ...]:
    """Prefecture and province: the ones that stand before the county's name, else those spoken of most."""
    text, weights = document.text, {"prefecture": Counter[str](), "province": Counter[str]()}
    for place in places:
        level = level_of(place.text)
        if level in weights and place.text != region:
            beside = text.startswith(region, place.span.end) if region else False
            weights[level][place.key] += 10 if beside or _is_above(text, place.span.start, region) else 1
    known = regions()
    prefecture = next((name for name, _ in weights["prefecture"].most_common(1)), "")
    if prefecture and weights["prefecture"][prefecture] < 3:
        prefecture = ""
    own = next((r.name for r in known.values() if region and region in (r.name, r.short) and r.within), "")
    province = known[own].within if own else known[prefecture].within if prefecture in known else ""
    province = province or next((name for name, times in weights["province"].most_common(1) if times >= 2), "")
    return tuple(name for name in (prefecture, province) if name)


def _is_above(text: str, start: int, region: str) -> bool:
    """Whether the words before a name say that the county lies in it: 青禾县隶属, 地处."""
    before = text[max(text.rfind("。", 0, start), text.rfind("\n", 0, start), start - 80) + 1 : start]
    lies = re.search(r"(?:隶属|属|地处|位于)于?[^，。、；邻与接距]{0,9}$", before)
    return bool(region) and region in before and lies is not None


def _terms(
    document: Document, titles: Iterable[str], periods: Sequence[Period]
) -> tuple[tuple[int, int] | None, tuple[int, int] | None, tuple[int, int] | None]:
    """Years of all of it, of the near term and of what follows."""
    stated = plan_term(document, periods)
    whole = (stated[0].first, stated[0].last) if stated else None
    for title in titles:
        years = _RANGE.search(title)
        whole = whole or ((int(years[1]), int(years[2])) if years else None)
    whole = whole if whole is None or whole[0] <= whole[1] else None
    said = [term for term in terms(document, periods) if term.whole]
    near, far = _of_role(said, "near"), _of_role(said, "far")
    phases = {p.phase: (p.first, p.last) for p in reversed(periods) if p.phase in ("near", "far") and p.first < p.last}
    near, far = near or phases.get("near"), far or phases.get("far")
    if whole and near and not (whole[0] <= near[1] <= whole[1] and (near[0] >= whole[0] or near[0] == near[1])):
        near = None
    if whole and far and not whole[0] <= far[1] <= whole[1]:
        far = None
    if near and near[0] == near[1] and whole:
        near = (whole[0], near[1])
    if far and far[0] == far[1] and near and near[1] < far[1]:
        far = (near[1] + 1, far[1])
    if near and far and not near[1] < far[0] <= far[1]:
        far = (near[1] + 1, far[1]) if near[1] < far[1] else None
    if whole is None and near and far:
        whole = (near[0], far[1])
    return whole, near, far


def _of_role(said: Sequence[Term], role: Role) -> tuple[int, int] | None:
    """The years of a term: the first pair that is told, a single year where there is no pair."""
    told = [(term.period.first, term.period.last) for term in said if term.role == role]
    return next((years for years in told if years[0] < years[1]), told[0] if told else None)


def _base_year(text: str, whole: tuple[int, int] | None) -> int | None:
    after = _BASE_AFTER.search(text)
    if after:
        return int(after.group(1))
    for found in _BASE.finditer(text):
        if found.group().startswith("以"):
            continue
        year = int(found.group(1))
        if whole is None or year <= whole[1]:
            return year
    return None


def _extent(
    document: Document, coordinates: Sequence[Coordinates], places: Sequence[Named], region: str
) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
    """The first pair of ranges that stand together and are said of the whole."""
    text = document.text
    for one, other in pairwise(coordinates):
        near = other.span.start - one.span.end <= 12
        if not near or one.axis == other.axis or one.low == one.high or other.low == other.high:
            continue
        sentence = text[
            max(text.rfind("。", 0, one.span.start), text.rfind("\n", 0, one.span.start)) + 1 : one.span.start
        ]
        if _SPHERE.search(sentence) or is_of_part(document, one.span.start):
            continue
        east, north = (one, other) if one.axis == "longitude" else (other, one)
        return (
            min(east.low, east.high),
            min(north.low, north.high),
            max(east.low, east.high),
            max(north.low, north.high),
        )
    return None


def _parts(document: Document) -> set[int]:
    """Where the headings begin that are about a part of the whole."""
    return {block.start for block in document.headings() if _PART.search(document.words(block).strip())}


def is_of_part(document: Document, offset: int) -> bool:
    """Whether a place stands under a heading that is about a part of the whole."""
    words = [document.words(block) for block in document.path_at(offset)]
    return any(_PART.search(word.strip()) for word in words)


def _area(document: Document, quantities: Sequence[Quantity]) -> Decimal | None:
    """Area of the whole: the first that follows one of the words for it, outside the parts."""
    text = document.text
    for quantity in quantities:
        if quantity.dimension != "m2" or quantity.is_range:
            continue
        before = text[max(0, quantity.span.start - 16) : quantity.span.start]
        before = re.sub(r"(?:约为|约|为|达到|达|共|：|:|是|\s)+$", "", before)
        word = next((word for word in _AREA_WORDS if before.endswith(word)), "")
        if (
            word
            and (word != _BARE_AREA or _BEFORE_BARE.search(before.removesuffix(word)))
            and not _SPHERE.search(before)
            and not is_of_part(document, quantity.span.start)
        ):
            return quantity.value
    return None
