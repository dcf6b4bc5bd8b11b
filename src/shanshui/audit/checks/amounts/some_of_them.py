"""Some of so many things are not larger than all of them: 共87处，面积426公顷，未修复59处，面积298公顷."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from shanshui.audit.amounts import shown
from shanshui.audit.check import check, fault
from shanshui.audit.interval import interval, is_count, is_exact
from shanshui.audit.reading import Reading
from shanshui.claims.model import Claim
from shanshui.finding import Finding

_MEASURED = re.compile(
    r"[^，。；、\d]{0,6}[，,（(](?:总|合计|累计|占地|水面|损毁)?(?:面积|长度?|总长|库容|投资|人口)(?:合计|共计|约|为|达)*"
)
"""What stands between a count of things and the amount of all of them."""
_SOME = re.compile(
    r"[^，。；、\d]{0,4}[，,；;）)](?:目前|现|截至[^，。；]{2,12}[，,]?)?"
    r"(?P<name>(?:其中|[尚仍]?未|尚有|尚待|仍有|仍需|待|剩余|余下)[^，。；、\d]{0,12})"
)
"""What leads from them to some of them."""


@check("AUDIT-OF-WHICH")
def some_and_all(reading: Reading) -> Iterator[Finding]:
    """What some of the things counted in a sentence measure together is not more than what all of them do."""
    text = reading.document.text
    for _, group in groupby(reading.claims, key=lambda claim: claim.sentence):
        told = [claim for claim in group if claim.role != "share"]
        for things, whole, some, part in zip(told, told[1:], told[2:], told[3:], strict=False):
            if not _are_pairs(things, whole, some, part):
                continue
            led = _SOME.fullmatch(text, whole.quantity.span.end, some.quantity.span.start)
            measured = all(
                _MEASURED.fullmatch(text, count.quantity.span.end, amount.quantity.span.start)
                for count, amount in ((things, whole), (some, part))
            )
            if led is not None and measured and interval(part.quantity).surely_above(interval(whole.quantity)):
                yield _finding(led["name"].removeprefix("其中").removesuffix("的"), things, whole, part, reading)


def _are_pairs(things: Claim, whole: Claim, some: Claim, part: Claim) -> bool:
    """Whether two counts of one thing stand there, each with an amount of one kind."""
    quantities = [claim.quantity for claim in (things, whole, some, part)]
    counts, amounts = quantities[::2], quantities[1::2]
    return (
        all(is_exact(quantity) for quantity in quantities)
        and all(is_count(quantity) for quantity in counts)
        and counts[0].word == counts[1].word
        and counts[1].value <= counts[0].value
        and amounts[0].dimension == amounts[1].dimension
        and not is_count(amounts[0])
    )


def _finding(name: str, things: Claim, whole: Claim, part: Claim, reading: Reading) -> Finding:
    own, same = part.quantity.text, shown(part.quantity.value, whole.quantity)
    alike = part.quantity.word == whole.quantity.word
    words = {
        "name": name,
        "whole": things.of.text or things.quantity.text,
        "difference": shown(part.quantity.value - whole.quantity.value, whole.quantity),
        "told": own if alike else f"{own}（即 {same}）",
        "told_en": own if alike else f"{own} ({same})",
    }
    return fault("AUDIT-OF-WHICH", reading, [part.quantity.span, whole.quantity.span], own, whole.quantity.text, words)
