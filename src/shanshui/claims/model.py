"""The values that a text is turned into: each keeps the place of its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Bound = Literal["", "about", "at_least", "at_most", "over", "under"]
"""约 and 近; 不低于 and 以上 (included); 不超过 and 以内; 超过; 不足."""

When = Literal["", "base", "near", "far", "end"]
"""Phase of a plan: present state, near term, medium and far term, end of the plan."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text: code points, end exclusive."""

    start: int
    end: int

    def within(self, other: Span) -> bool:
        """Whether it lies inside another."""
        return other.start <= self.start and self.end <= other.end


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as printed and as reckoned with.

    Parameters
    ----------
    span : Span
        Number with unit, hedges and brackets left out.
    number : Span
        The number alone, of a range from its beginning to its end.
    text : str
        The words of ``span``.
    low, high : Decimal
        Value in the printed unit; equal but for a range.
    step : Decimal
        One in the last printed digit, in the printed unit: 1 for 380, 0.01 for 380.18, 10000 for 38万.
    unit : str
        Code of ``units.csv``; empty for a bare number, and for one that no unit of the list follows.
    word : str
        The unit as it stands there: 平方公里, 个, 口; empty where there is none.
    dimension : str
        Code of the unit in which the same is reckoned everywhere (``m2``, ``m``, ``yuan``, ``%``); of counted things
        the measure word itself, since 9口 and 9个 count different things.
    value : Decimal
        ``low`` in that unit.
    upper : Decimal
        ``high`` in that unit.
    grain : Decimal
        ``step`` in that unit.
    bound : Bound
        How it is hedged.
    bracketed : bool
        Whether it stands in square brackets, which tables use for amounts that are cumulative.
    """

    span: Span
    number: Span
    text: str
    low: Decimal
    high: Decimal
    step: Decimal
    unit: str
    word: str
    dimension: str
    value: Decimal
    upper: Decimal
    grain: Decimal
    bound: Bound = ""
    bracketed: bool = False

    @property
    def is_range(self) -> bool:
        """Whether it reaches from one value to another."""
        return self.low != self.high


@dataclass(frozen=True, slots=True)
class Period:
    """Years that a text names: one, or from one to another.

    Parameters
    ----------
    span : Span
        Its words.
    text : str
        The same.
    first, last : int
        Years; equal where it names one.
    phase : When
        Where it names a phase of the plan (近期, “十四五”时期) and not only years.
    """

    span: Span
    text: str
    first: int
    last: int
    phase: When = ""


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A longitude or latitude, or a range of them [degrees].

    Parameters
    ----------
    span : Span
        Its words.
    text : str
        The same.
    axis : {"longitude", "latitude"}
        Which.
    low, high : Decimal
        Degrees; equal but for a range; as written, so that a range that falls can be told.
    step : Decimal
        Degrees of the last printed part: 1/60 for minutes, 1/3600 for seconds.
    """

    span: Span
    text: str
    axis: Literal["longitude", "latitude"]
    low: Decimal
    high: Decimal
    step: Decimal


@dataclass(frozen=True, slots=True)
class Named:
    """Words of a text with what they stand for once synonyms are replaced."""

    span: Span
    text: str
    key: str


NOBODY = Named(Span(0, 0), "", "")


@dataclass(frozen=True, slots=True)
class Claim:
    """One quantity with all that the text says of it.

    Parameters
    ----------
    quantity : Quantity
        How much.
    of : Named
        What it is of: 生态保护红线, 圭K县级自然保护区, 水土保持林 (key 水保林).
    attribute : str
        What of it, as a key of ``language/attributes.csv``: ``area``, ``length``, ``count``, ``share``, ``cover``…;
        empty where the text does not say and the unit does not tell.
    scope : str
        Where: name of a place, unit or project as it stands in the text; empty for the whole that the document is of.
    first, last : int or None
        Years it holds for, where the sentence, its paragraph or the head of its column say.
    phase : When
        The same as phase of the plan.
    role : {"amount", "share", "total", "part", "target", "base", "increase"}
        What it does in its sentence.
    whole : str
        Of a share, what it is a share of, as a key like that of ``of``; empty where the text does not say.
    group : int
        Claims of one enumeration, or of one row, bear one number above 0.
    sentence : Span
        The sentence or cell that holds it.
    """

    quantity: Quantity
    of: Named
    attribute: str = ""
    scope: str = ""
    first: int | None = None
    last: int | None = None
    phase: When = ""
    role: Literal["amount", "share", "total", "part", "target", "base", "increase"] = "amount"
    whole: str = ""
    group: int = 0
    sentence: Span = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list that the text counts or sums up.

    Parameters
    ----------
    count : Quantity or None
        How many things it says there are: 三屏, 6项, 共4个; None where it does not say.
    items : tuple of Named
        The things named.
    noun : str
        What they are: 屏, 重点项目, 自然保护地.
    closed : bool
        Whether the text means all of them (分别为, 包括…共…, 即) and not only some (等, 如, 主要有).
    amounts : tuple of Claim
        Amounts given one by one, in the order of ``items``; empty where there are none.
    total : Claim or None
        The amount said to be that of all together.
    span : Span
        From the first word to the last.
    plain : bool
        Whether no word says that the amounts are parts of the total: they follow it and nearly make it.
    """

    count: Quantity | None
    items: tuple[Named, ...]
    noun: str
    closed: bool
    span: Span
    amounts: tuple[Claim, ...] = ()
    total: Claim | None = None
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of a table of indicators or targets.

    Parameters
    ----------
    name : Named
        The indicator.
    unit : str
        Its unit as it stands there.
    values : tuple of (int or None, str, Claim or None)
        Year or None, text of the cell, and the claim where it holds a number, column by column.
    nature : {"binding", "guiding", ""}
        约束性, 预期性 or 引导性.
    row : Span
        The row.
    cells : mapping-like tuple of (str, Span)
        Head of each column and the place of the cell.
    """

    name: Named
    unit: str
    values: tuple[tuple[int | None, str, Claim | None], ...]
    nature: Literal["binding", "guiding", ""]
    row: Span
    cells: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """A project or sub-project that the document names in a box, a list or a table of projects.

    Parameters
    ----------
    name : Named
        Its name without number and years.
    number : str
        As it stands before it: 3, （二）, 4.1; empty where there is none.
    group : str
        Heading of the box, list or table it stands in.
    period : Period or None
        Its years.
    claims : tuple of Claim
        Quantities of its contents; ``scope`` is its name.
    span : Span
        From its name to the end of its contents.
    places : tuple of Named
        Townships and villages that it names.
    """

    name: Named
    number: str
    group: str
    period: Period | None
    span: Span
    claims: tuple[Claim, ...] = ()
    places: tuple[Named, ...] = field(default=())
