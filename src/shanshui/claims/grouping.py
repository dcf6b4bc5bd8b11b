"""Which amounts of a sentence belong together: parts with their whole, items of one list, a list with its sum."""

from __future__ import annotations

import re
from dataclasses import replace

from shanshui.claims.model import Claim
from shanshui.claims.setting import Amount, Setting, State, last_of

PART = re.compile(
    r"其中|[，；。：][\u4e00-\u9fff]{0,6}(?:措施|面积|总量|总数|投资|资金|土地|用地|林地|耕地|草地|湿地|森林|项目|工程|任务|人口)中"
)
_ENDED = re.compile(r"(?:[；。]|[）)][，,])\s*其中")
_SUM = re.compile(r"(?:合计|共计|总计|小计|总共|[，、；]\s?共)[约为达]*$")


def part_mode(state: State, amount: Amount) -> None:
    """Begin or end the reach of 其中, by the words since the amount before."""
    between = amount.near.between
    if PART.search(between):
        state.part, state.parts = True, {}
        state.apart = state.joined and _ENDED.search(between) is not None
        lone = "：" in between.partition("其中")[0]
        state.heads = 0 if lone else len(state.claims)
        if "。" in between:
            state.heads = next((n + 1 for n, claim in enumerate(state.claims) if claim.role == "total"), state.heads)
    elif between.lstrip("）) ").startswith(("，包括", "，包含")) and _same_dimension(state, amount):
        _begin_parts(state)
    elif state.part and (
        _list_over(state, between)
        or ("；" in between and not _total_head(state))
        or is_sum(amount)
        or amount.phrase.marks & {"rise", "fall"}
    ):
        state.part = False
    elif not state.part and _phase_part(state, amount):
        _begin_parts(state)


def _begin_parts(state: State) -> None:
    """From here on amounts are parts of the last one before."""
    state.part, state.parts, state.heads, state.apart = True, {}, len(state.claims), False


def _same_dimension(state: State, amount: Amount) -> bool:
    last = next((claim for claim in reversed(state.claims) if claim.role != "share"), None)
    return last is not None and last.quantity.dimension == amount.quantity.dimension and amount.phrase.sure


def _list_over(state: State, between: str) -> bool:
    """Whether a comma ends parts that were told with 、 between them."""
    parts = [claim for claim in state.claims[state.heads :] if claim.role == "part"]
    joined = len(parts) > 1 and len({claim.of.span for claim in parts}) > 1 and state.joined
    return joined and between.lstrip("）) ").startswith("，")


def _total_head(state: State) -> bool:
    return any(claim.role == "total" for claim in state.claims[: state.heads])


def _phase_part(state: State, amount: Amount) -> bool:
    """Whether a sum is followed by what falls to the near and far term: 总投资9亿元，近期4亿元，远期5亿元."""
    if not state.claims or not amount.phrase.empty or not amount.phrase.marks & {"near", "far"}:
        return False
    last = state.claims[-1]
    return last.quantity.dimension == amount.quantity.dimension and last.phase == "" and last.role != "share"


def head_of(state: State, dimension: str) -> Claim | None:
    """The amount that the parts of a dimension are part of; None where there is none."""
    found = _head(state, dimension)
    return None if found is None else state.claims[found]


def _head(state: State, dimension: str) -> int | None:
    """Number of the amount that parts are told of: the last before them, of a list that has ended the largest."""
    if not state.part:
        return None
    before = state.claims[: state.heads]
    alike = [n for n, claim in enumerate(before) if claim.quantity.dimension == dimension and claim.role != "share"]
    if state.apart and alike:
        return max(alike, key=lambda n: before[n].quantity.value)
    return last_of(before, dimension)


def is_sum(amount: Amount) -> bool:
    """Whether words that name nothing say that an amount sums up those before: 合计, 共计, ，共."""
    return amount.phrase.empty and _SUM.search(amount.near.between.rstrip()) is not None


def summed(setting: Setting, state: State, amount: Amount) -> range:
    """Numbers of the claims that an amount sums up; empty where it sums up none."""
    if not amount.phrase.empty or "total" not in amount.phrase.marks:
        return range(0)
    end, begin = len(state.claims), len(state.claims)
    same = [claim for claim in state.claims if claim.quantity.dimension == amount.quantity.dimension]
    loose = is_sum(amount) or (state.part and len(same) > 1 and all(claim.role == "part" for claim in same))
    while begin:
        claim = state.claims[begin - 1]
        if claim.quantity.dimension != amount.quantity.dimension or claim.role in ("share", "total"):
            break
        after = state.claims[begin].quantity.span.start if begin < end else amount.quantity.span.start
        between = setting.text[claim.quantity.span.end : after]
        if "；" in between or (
            begin < end and not loose and not between.strip("）) ").startswith(("、", "和", "与", "（"))
        ):
            break
        begin -= 1
    things = {claim.of.span for claim in state.claims[begin:end]}
    return range(begin, end) if len(things) > 1 else range(0)


def grouped(setting: Setting, state: State, claim: Claim, amount: Amount) -> None:
    """Add a claim, in the group of those that it stands with."""
    sums = summed(setting, state, amount)
    if sums:
        number = _new(state)
        for which in sums:
            state.claims[which] = replace(state.claims[which], group=number)
        state.claims.append(replace(claim, group=number))
        return
    state.joined = amount.near.between.lstrip("）) ").startswith("、") or (state.joined and claim.role == "share")
    head = _head(state, claim.quantity.dimension)
    if head is not None and claim.role != "share":
        state.claims.append(replace(claim, group=_of_parts(state, head, claim.quantity.dimension)))
        return
    last = state.claims[-1] if state.claims else None
    if last is not None and claim.role != "share" and amount.near.between.strip("）) ").startswith("、"):
        join(state)
        claim = replace(claim, group=state.claims[-1].group)
    state.claims.append(claim)


def _of_parts(state: State, head: int, dimension: str) -> int:
    """The group of the parts of an amount, made where it is the first of them."""
    if dimension not in state.parts:
        whole = state.claims[head]
        fresh = whole.group == 0 or whole.role == "part" or _crowded(state, head)
        state.parts[dimension] = _new(state) if fresh else whole.group
        state.claims[head] = replace(whole, group=state.parts[dimension])
    return state.parts[dimension]


def _crowded(state: State, head: int) -> bool:
    """Whether the group of a claim holds other things as well."""
    whole = state.claims[head]
    return any(claim.group == whole.group and claim.of.span != whole.of.span for claim in state.claims)


def join(state: State) -> int:
    """Number of the group of the last claim, a new one where it has none."""
    if not state.claims[-1].group:
        state.claims[-1] = replace(state.claims[-1], group=_new(state))
    return state.claims[-1].group


def _new(state: State) -> int:
    state.group += 1
    return state.group
