"""What is known while a sentence is read: where it stands, what it said so far, the amount at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from shanshui.claims.context import Beside
from shanshui.claims.model import NOBODY, Claim, Named, Quantity, Span
from shanshui.claims.phrases import Phrase
from shanshui.claims.whens import Calendar, Time

PERCENT = ("%", "permille")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a sentence stands.

    Parameters
    ----------
    text : str
        The document's text.
    span : Span
        The sentence.
    scope, scope_kind : str
        Zone or project that it stands under.
    time : Time
        What paragraph and headings say of its time.
    calendar : Calendar
        All periods.
    region : str
        Name of the county.
    title : str
        The innermost heading above it.
    """

    text: str
    span: Span
    scope: str
    scope_kind: str
    time: Time
    calendar: Calendar
    region: str
    title: str = ""

    @property
    def names(self) -> tuple[str, str]:
        """Names that are no part of the name of a thing."""
        return self.region, self.scope

    def words(self, span: Span) -> str:
        """Words of a stretch."""
        return self.text[span.start : span.end]


@dataclass
class State:
    """What was read of a sentence so far.

    Parameters
    ----------
    group : int
        The last number given to a group of claims.
    subject : Named
        What the last amount with a name of its own was of.
    place : str
        Township or village named last.
    claims : list of Claim
        All so far.
    named_to : int
        End of the noun behind the last amount, where it was taken for its thing.
    part : bool
        Whether 其中 holds.
    heads : int
        How many claims stood before 其中.
    apart : bool
        Whether it stood behind a list that ended (甲2处、乙3处；其中…), and so is of what the list is of.
    joined : bool
        Whether 、 stood before the last amount.
    adrift : bool
        Whether 本区 was said where no heading tells which.
    action : str
        What is done to the thing of the last amount.
    changed : int
        Where the words of a change begin: 由…提高到….
    parts : dict of str to int
        Group of the parts, by dimension.
    """

    group: int
    subject: Named = NOBODY
    place: str = ""
    claims: list[Claim] = field(default_factory=list)
    named_to: int = 0
    part: bool = False
    heads: int = 0
    apart: bool = False
    joined: bool = False
    adrift: bool = False
    action: str = ""
    changed: int = 0
    parts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Amount:
    """The amount at hand.

    Parameters
    ----------
    quantity : Quantity
        How much.
    phrase : Phrase
        The words before it, trimmed.
    near : Beside
        The words before it as they stand.
    start, lower : int
        Where its words begin; where the amount before ended.
    attribute : str
        What of its thing it tells.
    phase : str
        Phase that it holds for.
    """

    quantity: Quantity
    phrase: Phrase
    near: Beside
    start: int
    lower: int
    attribute: str = ""
    phase: str = ""

    def own_words(self, text: str) -> Named:
        """The words before it, as a thing without key."""
        span = Span(self.start, self.quantity.span.start)
        return Named(span, text[span.start : span.end].strip("，、：: （("), "")


def is_count(quantity: Quantity) -> bool:
    """Whether it counts things."""
    return quantity.unit in ("", "count") and bool(quantity.word)


def last_of(claims: Sequence[Claim], dimension: str) -> int | None:
    """Number of the last claim of a dimension; of one given in two units, that of the first."""
    for number in range(len(claims) - 1, -1, -1):
        claim = claims[number]
        if claim.quantity.dimension != dimension or claim.role == "share":
            continue
        while number and _same_fact(claims[number - 1], claim):
            number -= 1
        return number
    return None


def _same_fact(one: Claim, other: Claim) -> bool:
    same = one.of.span == other.of.span and one.quantity.dimension == other.quantity.dimension
    return same and one.group == other.group > 0
