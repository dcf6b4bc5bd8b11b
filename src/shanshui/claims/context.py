"""What stands around an amount: the clause before it, its bracket, the words up to the amount before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shanshui.claims.model import Quantity, Span

_STOPS = "，,；;。！？!?\n"
_ASIDE = re.compile(r"^[（(](?:约|合|折合|即|约合|折|相当于|计|也就是|近|合计|共)*$")
_SHARE_ASIDE = re.compile(r"^[（(](?:约|近|占比|占比约|占比为|占)*$")


@dataclass(frozen=True, slots=True)
class Beside:
    """Where the words before an amount begin, and how it follows the amount before.

    Parameters
    ----------
    start : int
        First of the words that may name the thing.
    between : str
        Everything since the amount before, or since the beginning of the sentence.
    bracket : bool
        Whether it stands in a bracket that opened after the amount before.
    """

    start: int
    between: str
    bracket: bool

    @property
    def aside(self) -> bool:
        """Whether it only repeats the amount before in another unit: a公顷（b亩）, a公顷（合b亩）."""
        return _ASIDE.match(self.between.replace(" ", "")) is not None

    @property
    def share_aside(self) -> bool:
        """Whether it is a share of its own in brackets behind an amount: a公顷（23%）."""
        return _SHARE_ASIDE.match(self.between.replace(" ", "")) is not None


def beside(text: str, lower: int, quantity: Quantity) -> Beside:
    """The words before an amount.

    Parameters
    ----------
    text : str
        The document's text.
    lower : int
        End of the amount before, or beginning of the sentence.
    quantity : Quantity
        The amount.
    """
    end = quantity.span.start
    here, bracket = end, False
    while here > lower:
        mark = text[here - 1]
        if mark in "）)":
            opened = max(text.rfind("（", lower, here - 1), text.rfind("(", lower, here - 1))
            if opened < 0:
                break
            here = opened
            continue
        if mark in "（(":
            bracket = True
            break
        if mark in _STOPS:
            break
        if mark in "：:" and text[here:end].strip(" \t\u3000约近共达"):
            break
        here -= 1
    if text[here:end].rstrip("约近共 \u3000").endswith("、"):
        here = end
    return Beside(here, text[lower:end], bracket)


def clause_between(text: str, lower: int, start: int) -> Span:
    """The last clause that ends before the words of an amount, with no amount in it; empty where there is none."""
    end = start
    while end > lower and text[end - 1] in "，,；;：:（( \u3000":
        end -= 1
    begin = end
    while begin > lower and text[begin - 1] not in "，,；;：:。！？\n":
        begin -= 1
    return Span(begin, end)
