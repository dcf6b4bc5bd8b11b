"""Money of the projects beside the total investment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from shanshui.audit.amounts import added, shown
from shanshui.audit.check import check, fault
from shanshui.audit.facts import in_table, scope_of
from shanshui.audit.interval import interval, is_exact, total
from shanshui.audit.reading import Reading
from shanshui.audit.slips import near
from shanshui.audit.tellings import cost_of
from shanshui.claims.model import Claim, Project
from shanshui.documents import Table
from shanshui.finding import Finding
from shanshui.standard.language.fund_sources import sources_of
from shanshui.standard.language.project_words import project_words
from shanshui.standard.language.totals import is_total

_MOST_QUOTES = 12
_TOTAL_BEHIND = re.compile("的总(?:投资|概算|估算)")
_UNLISTED = re.compile(r"未列|不列|仅列|另有|其余[^，。；]{0,12}(?:见|列入)")
_REMARK = 60
"""Characters behind a table in which a remark may say that rows were left out."""
_STAGE = re.compile("送审|核定|审定|批复|概算|预算|决算")
_DIGITS = 4
"""Digits of two totals that differ by a slip, from which they are surely one: 2.3亿元 and 2.4亿元 may be two."""
_TOTAL = re.compile(
    r"(?:总投资|核定投资|审定投资|投资总额|总概算|总估算|投资总规模|投资规模|资金总需求|总资金)[^，。；、\d]{0,12}$"
)
_INVESTED = re.compile(r"(?:投资|资金|经费|概算|估算)[^，。；、\d]{0,10}$")
_PART_OF_TIME = re.compile("近期|中期|远期|中远期|年度|分年|一期|二期|阶段")
_MONEY_HEAD = re.compile(
    r"^(?:合计|总计|小计|计|(?:工程|项目|规划|估算|匡算|概算)?(?:总)?(?:投资|资金|费用|金额)(?:估算|匡算|概算|总额|合计|规模|额|数)*)?(?:[（(]?(?:万元|亿元|元)[）)]?)?$"
)
_OF_CLASS = re.compile(r"(?:类|工程|项目){0,2}[^，。；、\d]{0,4}(?:投资|资金|概算|估算)[^，。；、\d]{0,4}")
_CLASS_NAME = 4
"""Letters of a class's name below which it may be that of other things as well."""
_BEFORE = 24
_FAR = Decimal("0.5")


@check("AUDIT-MONEY", "AUDIT-MONEY-LIKELY")
def projects_and_total(reading: Reading) -> Iterator[Finding]:
    """What the projects cost is not more than the total investment; where each has its cost, it is just that."""
    whole = whole_investment(reading)
    if whole is None:
        return
    own = interval(whole.quantity)
    sets = [costs for costs in _sets(reading) if whole not in costs]
    sums = [total(interval(cost.quantity) for cost in costs) for costs in sets]
    if not sums or any(together.meets(own) for together in sums):
        return
    above = all(together.surely_above(own) for together in sums)
    costs, together = max(zip(sets, sums, strict=True), key=lambda pair: len(pair[0]))
    told = len(costs) > 1 and len(costs) >= len(reading.projects) and together.high >= own.low * _FAR
    if above or told:
        sure = above and all(is_exact(cost.quantity) for cost in costs)
        words = {
            "count": str(len(costs)),
            "sum": shown(together.middle, whole.quantity),
            "difference": shown(abs(together.middle - whole.quantity.value), whole.quantity),
        }
        spans = [whole.quantity.span, *(cost.quantity.span for cost in costs[:_MOST_QUOTES])]
        code = "AUDIT-MONEY" if sure else "AUDIT-MONEY-LIKELY"
        yield fault(code, reading, spans, whole.quantity.text, words["sum"], words)


@check("AUDIT-MONEY-TABLE")
def table_and_total(reading: Reading) -> Iterator[Finding]:
    """The last line of a table of money and the total investment of the text, near each other, are one."""
    stated = _stated(reading)
    for table in reading.document.tables if stated else ():
        remark = reading.document.text[table.end : table.end + _REMARK]
        if _PART_OF_TIME.search(table.caption) or _UNLISTED.search(remark):
            continue
        for whole in totals_of(table, reading):
            if any(interval(whole.quantity).meets(interval(claim.quantity)) for claim in stated):
                break
            close = [claim for claim in stated if near(whole.quantity, claim.quantity)]
            if close and is_exact(whole.quantity) and is_exact(close[0].quantity):
                words = {"difference": shown(abs(whole.quantity.value - close[0].quantity.value), whole.quantity)}
                spans = [close[0].quantity.span, whole.quantity.span]
                yield fault("AUDIT-MONEY-TABLE", reading, spans, close[0].quantity.text, whole.quantity.text, words)
                break


@check("AUDIT-MONEY-TWICE", "AUDIT-MONEY-TWICE-LIKELY")
def one_total(reading: Reading) -> Iterator[Finding]:
    """The total investment is one wherever the running text gives it.

    Notes
    -----
    Only what one slip of the hand sets apart is told: other totals are rather of other projects, or of another stage
    (概算, 核定) of the same one.
    """
    told = [claim for claim in _stated(reading) if is_exact(claim.quantity) and not _of_works(claim, reading)]
    values: dict[tuple[str, Decimal], Claim] = {}
    for claim in told:
        values.setdefault((_stage(claim, reading), claim.quantity.value), claim)
    for ((stage, _), one), ((other, _), claim) in combinations(values.items(), 2):
        if stage != other or interval(one.quantity).meets(interval(claim.quantity)):
            continue
        if near(one.quantity, claim.quantity) and claim.sentence != one.sentence:
            digits = min(len(side.quantity.low.normalize().as_tuple().digits) for side in (one, claim))
            code = "AUDIT-MONEY-TWICE" if digits >= _DIGITS else "AUDIT-MONEY-TWICE-LIKELY"
            words = {"difference": shown(abs(claim.quantity.value - one.quantity.value), one.quantity)}
            spans = [claim.quantity.span, one.quantity.span]
            yield fault(code, reading, spans, claim.quantity.text, one.quantity.text, words)


@check("AUDIT-MONEY-GROUP", "AUDIT-MONEY-GROUP-LIKELY")
def group_and_projects(reading: Reading) -> Iterator[Finding]:
    """What the text gives for a group of projects is what the projects below it cost together."""
    for claim in reading.claims:
        told = claim.quantity.dimension == "yuan" and is_exact(claim.quantity) and not in_table(claim, reading)
        words_before = _words_before(claim, reading)
        if not told or sources_of(words_before) or not _INVESTED.search(words_before):
            continue
        projects = _below(claim, reading)
        costs = [cost for cost in (cost_of(project, reading) for project in projects) if cost is not None]
        if len(costs) < 2 or len(costs) < len(projects) or not all(is_exact(cost.quantity) for cost in costs):
            continue
        money = [other for other in reading.claims if other.sentence == claim.sentence]
        alike = [other for other in money if other.quantity.dimension == "yuan"]
        together = total(interval(cost.quantity) for cost in costs)
        if any(together.meets(interval(other.quantity)) for other in alike) or claim != alike[0]:
            continue
        counted = [other.quantity.value for other in money if other.attribute == "count"]
        middle = together.middle
        close = _FAR < middle / claim.quantity.value < 1 / _FAR
        close = close or bool(claim.quantity.low and middle and _same_digits(claim.quantity.low, middle))
        if not close or (counted and len(costs) not in counted):
            continue
        words = {"parts": added(costs), "sum": shown(middle, costs[0].quantity), "count": str(len(costs))}
        spans = [claim.quantity.span, *(cost.quantity.span for cost in costs[:_MOST_QUOTES])]
        code = "AUDIT-MONEY-GROUP" if len(costs) in counted else "AUDIT-MONEY-GROUP-LIKELY"
        yield fault(code, reading, spans, claim.quantity.text, words["sum"], words)


@check("AUDIT-MONEY-CLASS")
def class_and_projects(reading: Reading) -> Iterator[Finding]:
    """What the text, or another table, gives for a class of projects is what its rows in a table cost together."""
    for (table, name), projects in _classes(reading).items():
        costs = [cost for project in projects if (cost := cost_of(project, reading)) is not None]
        if len(costs) < len(projects) or not all(is_exact(cost.quantity) for cost in costs):
            continue
        together = total(interval(cost.quantity) for cost in costs)
        for claim in reading.claims:
            if not _is_of_class(claim, name, table, reading) or together.meets(interval(claim.quantity)):
                continue
            words = {"name": name, "parts": added(costs), "sum": shown(together.middle, costs[0].quantity)}
            spans = [claim.quantity.span, *(cost.quantity.span for cost in costs[:_MOST_QUOTES])]
            yield fault("AUDIT-MONEY-CLASS", reading, spans, claim.quantity.text, words["sum"], words)


def _classes(reading: Reading) -> Mapping[tuple[int, str], Sequence[Project]]:
    """Projects of tables by the class that a column or a line between the rows gives them."""
    found: dict[tuple[int, str], list[Project]] = {}
    for project in reading.projects:
        block = reading.document.block_at(project.name.span.start)
        if block is None or block.table is None or len(project.group) < _CLASS_NAME:
            continue
        caption = reading.document.tables[block.table].caption
        if project.group != caption and not _PART_OF_TIME.search(caption):
            found.setdefault((block.table, project.group), []).append(project)
    return {place: projects for place, projects in found.items() if len(projects) > 1}


def _is_of_class(claim: Claim, name: str, table: int, reading: Reading) -> bool:
    """Whether an amount of money is that of a class of projects, and none of a row of its own table."""
    quantity, place = claim.quantity, claim.quantity.span.start
    if quantity.dimension != "yuan" or not is_exact(quantity) or claim.phase or claim.first is not None:
        return False
    if in_table(claim, reading):
        block = reading.document.block_at(place)
        alone = claim.of.text.strip() == name and not claim.scope
        return alone and block is not None and block.table != table
    start = reading.document.text.rfind(name, max(claim.sentence.start, place - _BEFORE - len(name)), place)
    return start >= 0 and _OF_CLASS.fullmatch(reading.document.text, start + len(name), place) is not None


def _same_digits(one: Decimal, other: Decimal) -> bool:
    return str(one.normalize().as_tuple().digits) == str(other.normalize().as_tuple().digits)


def _below(claim: Claim, reading: Reading) -> Sequence[Project]:
    """The projects that follow a claim under its own heading; none where the claim is of one of them."""
    document = reading.document
    if reading.project_at(claim.quantity.span.start) is not None:
        return ()
    path = document.path_at(claim.quantity.span.start)
    if not path:
        return ()
    later = [project for project in reading.projects if project.span.start > claim.quantity.span.start]
    return [
        project
        for project in later
        if path == document.path_at(project.span.start)[: len(path)]
        and (block := document.block_at(project.span.start)) is not None
        and block.kind != "cell"
    ]


def totals_of(table: Table, reading: Reading) -> list[Claim]:
    """The amounts of money in the row of a table that sums all up, its total first."""
    rows = [cell.row for cell in table.cells if cell.row >= table.heads and is_total(cell.text) and cell.column <= 1]
    if not rows:
        return []
    found = []
    for claim in reading.claims:
        if not table.start <= claim.quantity.span.start < table.end:
            continue
        block = reading.document.block_at(claim.quantity.span.start)
        if block is None or block.table != table.number or block.row != rows[-1] or claim.quantity.dimension != "yuan":
            continue
        head = table.at(max(table.heads - 1, 0), block.column or 0)
        if head is not None and _MONEY_HEAD.match(head.text.replace(" ", "")):
            found.append(claim)
    return found


def _sets(reading: Reading) -> list[list[Claim]]:
    """What the projects cost, table by table and in the running text: one project may stand in several of them."""
    found: dict[int | None, dict[str, Claim]] = {}
    for project in reading.projects:
        cost = cost_of(project, reading)
        if cost is not None:
            block = reading.document.block_at(cost.quantity.span.start)
            table = block.table if block is not None and block.kind == "cell" else None
            found.setdefault(table, {}).setdefault(project.name.key, cost)
    return [list(costs.values()) for costs in found.values()]


def whole_investment(reading: Reading) -> Claim | None:
    """The total investment of the document: the largest amount of money called a total that is of no project."""
    claims = [
        claim
        for claim in reading.claims
        if claim.quantity.dimension == "yuan" and claim.role == "total" and not scope_of(claim, reading)
    ]
    told = _stated(reading)
    return max(told or claims, key=lambda claim: claim.quantity.value, default=None)


def _of_works(claim: Claim, reading: Reading) -> bool:
    """Whether a total stands in a box, or below the heading of one kind of works and not of all."""
    block = reading.document.block_at(claim.quantity.span.start)
    path = reading.document.path_at(claim.quantity.span.start)
    title = reading.document.words(path[-1]).strip() if path else ""
    works = title.endswith((*project_words("works"), "工程", "项目")) and not title.endswith(project_words("group"))
    return block is None or block.kind == "box" or works


def _stage(claim: Claim, reading: Reading) -> str:
    """The stage of planning that a total is of, where the words before it say so."""
    found = _STAGE.findall(_words_before(claim, reading))
    return found[-1] if found else ""


def _stated(reading: Reading) -> list[Claim]:
    """Amounts of running text that are called the total investment and are of no zone, project or term."""
    return [
        claim
        for claim in reading.claims
        if claim.quantity.dimension == "yuan"
        and not claim.phase
        and not scope_of(claim, reading)
        and not in_table(claim, reading)
        and (
            _TOTAL.search(_words_before(claim, reading))
            or _TOTAL_BEHIND.match(reading.document.text, claim.quantity.span.end)
        )
        and not _PART_OF_TIME.search(_words_before(claim, reading))
    ]


def _words_before(claim: Claim, reading: Reading) -> str:
    start = claim.quantity.span.start
    return reading.document.text[max(claim.sentence.start, start - _BEFORE) : start]
