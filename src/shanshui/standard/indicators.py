"""Monitoring indicators (B.2) and performance indicators (C, D, E), each in one vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Certainty = Literal["A", "B", "C"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A second-level indicator of table B.2.

    Parameters
    ----------
    code : str
        Three digits: ``013``.
    level1, level1_name : str
        First-level code and name.
    name, name_en : str
        Printed name.
    kind : str
        Number, grade or text.
    unit : str
        Unit code; ``1`` where it has none.
    decimals : int or None
        Places printed.
    better : str
        Whether more is better, less is better, or nearer to the reference.
    definition : str
        In our words.
    compute : str
        Module and function below :mod:`shanshui.indicators`; empty where it is entered.
    clause, source : str
        Where the code names it; where method or unit comes from.
    certainty : str
        How sure the facts of the row are.
    """

    code: str
    level1: str
    level1_name: str
    name: str
    name_en: str
    kind: Literal["number", "grade", "text"]
    unit: str
    better: Literal["more", "less", "reference"]
    definition: str
    clause: str
    source: str
    decimals: int | None = None
    compute: str = ""
    certainty: Certainty = "A"


@dataclass(frozen=True, slots=True)
class PerformanceIndicator:
    """A performance indicator under one key, whatever the tables call it.

    Parameters
    ----------
    key : str
        Name in program and in ``works.indicator``.
    name_c, name_d, name_e1, name_e2 : str
        What each table calls it; empty where the table does not have it.
    level1, level2 : str
        Place in table D, codes of the vocabularies ``performance_level1`` and ``performance_level2``.
    unit : str
        Unit of C, E and G.
    unit_d : str
        Unit of D.
    decimals : int or None
        Places printed in C and E.
    decimals_d : int or None
        Places printed in D.
    format_d : str
        How D writes the value: ``{value} {unit}``, ``≥{value} {unit}``, ``{before}→{after}``, ``{value}``.
    choices : str
        Vocabulary, where the value is one of a few words.
    order_d, order_e1 : int or None
        Line in D and E.1.
    required_d : bool
        Must be filled in D, with ``/`` where it does not apply.
    additive : bool
        Sub-projects and years add up.
    threshold : str
        Least value that the code asks for, in ``unit``.
    explanation : str
        In our words.
    clause : str
        Where the code names it.
    aliases : tuple of str
        Other names met in plans.
    """

    key: str
    level1: str
    level2: str
    unit: str
    unit_d: str
    format_d: str
    explanation: str
    clause: str
    name_c: str = ""
    name_d: str = ""
    name_e1: str = ""
    name_e2: str = ""
    decimals: int | None = None
    decimals_d: int | None = None
    choices: str = ""
    order_d: int | None = None
    order_e1: int | None = None
    required_d: bool = False
    additive: bool = False
    threshold: str = ""
    aliases: tuple[str, ...] = ()
    certainty: Certainty = "A"

    def names(self) -> tuple[str, ...]:
        """All names it goes by, each once."""
        every = (self.name_d, self.name_c, self.name_e1, self.name_e2, *self.aliases)
        return tuple(dict.fromkeys(name for name in every if name))
