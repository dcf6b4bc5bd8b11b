"""The facts known so far, as stages and documents see them: read only, by id."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from shanshui.ledger.fact import LIST_SEPARATOR, Fact, Source, end_of, of_end
from shanshui.ledger.table import Quote
from shanshui.quantity import convert, round_half_up

_LAST = "\U0010ffff"
"""The last letter there is; no id has it."""


class Facts(Mapping[str, Fact]):
    """Facts by id.

    Parameters
    ----------
    facts : iterable of Fact
        Later ones replace earlier ones of the same id.
    on_read : callable, optional
        Told each id that is looked up, also where there is no such fact, and the prefix with a
        star for each search; the pipeline learns from it what a stage depends on.

    Notes
    -----
    The ends of a fact's interval can be quoted like facts: ``scope.benefit.carbon~low`` and ``…~high``.
    """

    def __init__(self, facts: Iterable[Fact] = (), on_read: Callable[[str], None] | None = None) -> None:
        self._facts = {fact.id: fact for fact in facts}
        self._on_read = on_read

    def __getitem__(self, key: str) -> Fact:
        found = self.found(key)
        if found is None:
            raise KeyError(key)
        return found

    def found(self, key: str) -> Fact | None:
        """The fact of an id; None where there is none."""
        whole, end = of_end(key)
        if self._on_read is not None:
            self._on_read(whole)
        fact = self._facts.get(whole)
        return end_of(fact, end) if end and fact is not None else fact

    def __iter__(self) -> Iterator[str]:
        self._tell("*")
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def __contains__(self, key: object) -> bool:
        whole, end = of_end(str(key))
        self._tell(whole)
        return whole in self._facts and (not end or end_of(self._facts[whole], end).value is not None)

    def starting(self, prefix: str) -> tuple[Fact, ...]:
        """All facts whose id starts with ``prefix``, in the order they were found."""
        self._tell(prefix + "*")
        ids, place = self._sorted
        first = bisect_left(ids, prefix)
        found = ids[first : bisect_left(ids, prefix + _LAST, first)]
        return tuple(self._facts[key] for key in sorted(found, key=place.__getitem__))

    @cached_property
    def _sorted(self) -> tuple[list[str], dict[str, int]]:
        """All ids in the order of the alphabet, and the place of each in the order they were found."""
        return sorted(self._facts), {key: n for n, key in enumerate(self._facts)}

    def _tell(self, key: str) -> None:
        if self._on_read is not None:
            self._on_read(key)

    def number(self, key: str) -> Decimal | None:
        """The value of a fact where it is a number, else None."""
        fact = self.found(key)
        return fact.value if fact is not None and isinstance(fact.value, Decimal) else None

    def text(self, key: str) -> str:
        """The value of a fact where it is a text, else empty."""
        fact = self.found(key)
        return fact.value if fact is not None and isinstance(fact.value, str) else ""

    def codes(self, key: str) -> tuple[str, ...]:
        """The items of a fact that lists codes or names; none where it is empty or not there."""
        text = self.text(key)
        return tuple(text.split(LIST_SEPARATOR)) if text else ()

    def quote(self, key: str, unit: str = "", places: int | None = None) -> Quote:
        """Quote a fact in a unit, rounded half up.

        Parameters
        ----------
        key : str
            Id of the fact.
        unit : str, optional
            Unit to print; the fact's own where absent.
        places : int, optional
            Decimals; all of them where absent.

        Returns
        -------
        Quote
            With value None where the fact has none or does not exist.
        """
        return quoted(self.found(key), key, unit, places)

    def with_more(self, facts: Iterable[Fact]) -> Facts:
        """The same facts and new ones, which nobody is told of; the listener stays for the others."""
        new, on_read = {fact.id: fact for fact in facts}, self._on_read
        listener = None if on_read is None else lambda key: None if key in new else on_read(key)
        return self._holding({**self._facts, **new}, listener)

    def watched(self, on_read: Callable[[str], None]) -> Facts:
        """The same facts with another listener."""
        return self._holding(self._facts, on_read)

    @classmethod
    def _holding(cls, facts: dict[str, Fact], on_read: Callable[[str], None] | None) -> Facts:
        """Facts that stand under their ids already, so that many need not be gone through again."""
        made = cls((), on_read)
        made._facts = facts
        return made


def quoted(fact: Fact | None, key: str, unit: str = "", places: int | None = None) -> Quote:
    """Quote a fact as :meth:`Facts.quote` does; the key is told where there is no fact."""
    if fact is None or fact.value is None:
        return Quote(key, None, unit or (fact.unit if fact else "1"), places)
    if isinstance(fact.value, str):
        return Quote(key, fact.value, fact.unit, None)
    value = convert(fact.value, fact.unit, unit or fact.unit)
    return Quote(key, value if places is None else round_half_up(value, places), unit or fact.unit, places)


def with_inherited_synthetic(facts: Iterable[Fact], known: Mapping[str, Fact | Source]) -> tuple[Fact, ...]:
    """Mark each fact synthetic that rests on anything synthetic.

    Parameters
    ----------
    facts : iterable of Fact
        Facts of one stage, in any order.
    known : mapping
        Facts and sources that were there before, by id.

    Returns
    -------
    tuple of Fact
        The same facts in the same order.

    Raises
    ------
    KeyError
        Where a fact names an input that nobody knows: a lineage must not end in nothing.
    """
    own = {fact.id: fact for fact in facts}
    decided: dict[str, bool] = {}

    def synthetic(key: str, below: tuple[str, ...] = ()) -> bool:
        if key in decided:
            return decided[key]
        if key in below:
            raise KeyError(f"{key} rests on itself: {' <- '.join((*below, key))}")
        node = own[key] if key in own else known[key]
        if key not in own:
            return node.synthetic
        fact = own[key]
        decided[key] = fact.synthetic or any([synthetic(i, (*below, key)) for i in fact.inputs])
        return decided[key]

    inherited = ((fact, synthetic(fact.id)) for fact in own.values())
    return tuple(fact if fact.synthetic == made_up else replace(fact, synthetic=made_up) for fact, made_up in inherited)
