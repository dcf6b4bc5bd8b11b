"""Equations that the program computes by, as they are printed, and which facts each of them gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_yaml


@dataclass(frozen=True, slots=True)
class Symbol:
    """What a symbol of an equation stands for.

    Parameters
    ----------
    symbol : str
        In LaTeX; several are parted by commas.
    zh, en : str
        What it is.
    unit : str
        Symbol of its unit as printed; empty for numbers without one.
    """

    symbol: str
    zh: str
    en: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Equation:
    """An equation that the program computes by.

    Parameters
    ----------
    key : str
        Name in program.
    name_zh, name_en : str
        What it gives.
    latex : str
        The equation.
    where : tuple of Symbol
        Its symbols in reading order.
    clause : str
        Clause that asks for what it gives.
    source, certainty : str
        Where it stands; A read there, B by heart or told by others, C our own convention.
    of : tuple of str
        Methods of facts that it gives, or is part of; behind a blank the attributes, patterns parted by ``|``, where
        not all of them.
    needs : str
        What the source of a fact says where this choice of method was made: ``ls_method=contributing_area``; empty
        where there is none to make.
    """

    key: str
    name_zh: str
    name_en: str
    latex: str
    where: tuple[Symbol, ...]
    clause: str
    source: str
    certainty: Certainty
    of: tuple[str, ...]
    needs: str = ""

    def gives(self, method: str, attribute: str = "", source: str = "") -> bool:
        """Whether facts of a method, or those with an attribute and a source, come from this equation."""
        if source and self.needs not in source:
            return False
        for entry in self.of:
            name, _, patterns = entry.partition(" ")
            if name == method and (not patterns or any(fnmatchcase(attribute, p) for p in patterns.split("|"))):
                return True
        return False


@dataclass(frozen=True, slots=True)
class _File:
    """The file ``equations.yaml``."""

    equations: tuple[Equation, ...]


@cache
def load_equations() -> Mapping[str, Equation]:
    """All equations by key, in the order of the file."""
    file = read_yaml(_File, data_folder() / "method" / "equations.yaml")
    return keyed(file.equations, lambda one: one.key, "equations.yaml")


@cache
def equation_of(method: str, attribute: str = "", source: str = "") -> Equation | None:
    """The equation that a fact was computed by.

    Parameters
    ----------
    method, attribute, source : str
        Of the fact; without an attribute only equations are found that give every fact of the method, without a source
        the choices of method are not looked at.

    Returns
    -------
    Equation or None
        The first one; None where the program prints none for it.

    Examples
    --------
    >>> equation_of("indicators.soil_loss.actual_loss", "indicator.051").key
    'soil_loss'
    """
    return next((one for one in load_equations().values() if one.gives(method, attribute, source)), None)
