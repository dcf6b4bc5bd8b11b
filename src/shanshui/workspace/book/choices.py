"""The lists that drop-downs offer and formulas look up: words of the vocabularies, units with their factors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from shanshui.quantity import Unit, convert, units
from shanshui.standard import Standard, Vocabulary
from shanshui.standard.cells import same_kind, unit_name
from shanshui.workspace.book.functions import Column, Value

Cells = tuple[str | float, ...]
_NO_PRICE = "-"
"""Kind of what is no price."""


def choice_lists(standard: Standard) -> Mapping[str, Cells]:
    """All lists by name.

    Parameters
    ----------
    standard : Standard
        Vocabularies of the input tables.

    Returns
    -------
    mapping
        For a vocabulary ``v``: ``zh_v`` its words, ``all_v`` every way to write them, ``no_v`` the number of the word
        that each of these means. For units ``zh_units``, ``unit_names`` and beside it ``unit_kind``,
        ``unit_factor`` (to the first unit of the kind), ``unit_price_kind``, ``unit_price_factor`` (to yuan).
    """
    used: dict[str, Vocabulary] = {}
    for table in standard.inputs.values():
        used |= table.vocabularies
    found: dict[str, Cells] = {}
    for name, vocabulary in sorted(used.items()):
        forms = dict(_forms(vocabulary))
        found[f"zh_{name}"] = tuple(term.zh for term in vocabulary.values())
        found[f"all_{name}"] = tuple(forms)
        found[f"no_{name}"] = tuple(float(n) for n in forms.values())
    return MappingProxyType({**found, **_unit_lists()})


def looked_up(lists: Mapping[str, Cells], region: str) -> Mapping[str, Value]:
    """The lists as formulas see them, and the project's region."""
    return MappingProxyType({name: Column(values) for name, values in lists.items()} | {"project_region": region})


def _forms(vocabulary: Vocabulary) -> Iterator[tuple[str, int]]:
    """Every way to write a term, and the term's number; the first term that claims a way has it."""
    seen: set[str] = set()
    for number, term in enumerate(vocabulary.values(), start=1):
        for form in (term.zh, term.code, term.en, *term.aliases):
            if form and form.casefold() not in seen:
                seen.add(form.casefold())
                yield form, number


@cache
def _unit_lists() -> Mapping[str, Cells]:
    rows = [(name, _measured(unit), _priced(unit)) for unit in units() if unit.code != "1" for name in _names(unit)]
    return {
        "zh_units": tuple(unit_name(unit.code) for unit in units() if unit.code != "1"),
        "unit_names": tuple(name for name, _, _ in rows),
        "unit_kind": tuple(measured[0] for _, measured, _ in rows),
        "unit_factor": tuple(measured[1] for _, measured, _ in rows),
        "unit_price_kind": tuple(priced[0] for _, _, priced in rows),
        "unit_price_factor": tuple(priced[1] for _, _, priced in rows),
    }


def _names(unit: Unit) -> Iterator[str]:
    seen: set[str] = set()
    for name in (unit_name(unit.code), unit.code, unit.symbol, unit.name_zh, *unit.aliases):
        if name and name.casefold() not in seen:
            seen.add(name.casefold())
            yield name


def _measured(unit: Unit) -> tuple[str, float]:
    """The first unit of the same kind, and the factor to it."""
    first = _first_of_kind(unit.code)
    return first, float(convert(Decimal(1), unit.code, first))


@cache
def _first_of_kind(code: str) -> str:
    return next(other.code for other in units() if same_kind(code, other.code))


def _priced(unit: Unit) -> tuple[str, float]:
    """What a price is per, and the factor to yuan per first unit of that kind; money alone is per piece."""
    money, _, per = unit.code.partition("/")
    per = per or "count"
    if not same_kind(money, "yuan") or not same_kind(per, per):
        return _NO_PRICE, 1.0
    first = _first_of_kind(per)
    factor = convert(Decimal(1), money, "yuan") / convert(Decimal(1), per, first)
    return f"yuan/{first}", float(factor)
