"""Classifications of land and ecosystems, and the ways from one to another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from shanshui.standard.indicators import Certainty

_SUFFIX = re.compile(r"^(\d{2,4})[A-Z]\d?$")


@dataclass(frozen=True, slots=True)
class LandClass:
    """One class of a classification.

    Parameters
    ----------
    code, name, name_en : str
        As the classification writes them.
    level : int
        1 or 2.
    level1, level1_name : str
        First-level class it belongs to; itself on level 1.
    color : str
        ``#rrggbb`` for maps.
    color_source : str
        Where the colour comes from; ``own choice`` where it is ours.
    three_class : str
        agricultural, construction or unused, where the classification knows it.
    third_survey_wetland : bool
        Counted under 00 湿地 by the third survey.
    survey_only : bool
        A code of the third survey that the standard itself does not have.
    criteria : str
        What makes a place belong to it, in our words.
    source, certainty : str
        Where the row comes from, and how sure it is.
    """

    code: str
    name: str
    level: int
    level1: str
    level1_name: str
    color: str
    color_source: str
    source: str
    name_en: str = ""
    three_class: Literal["", "agricultural", "construction", "unused"] = ""
    third_survey_wetland: bool = False
    survey_only: bool = False
    criteria: str = ""
    certainty: Certainty = "A"


@dataclass(frozen=True, slots=True)
class ClassTable:
    """A classification.

    Parameters
    ----------
    key, name, name_en, source : str
        ``gbt21010``; the printed name; the standard.
    classes : mapping
        All classes of both levels by code, in the standard's order.
    """

    key: str
    name: str
    name_en: str
    source: str
    classes: Mapping[str, LandClass]

    def find(self, code: str) -> LandClass | None:
        """The class of a code as it stands in a parcel layer.

        Parameters
        ----------
        code : str
            With or without the letters that surveys add (``0201K``, ``1104A``, ``08H2A``).

        Returns
        -------
        LandClass or None
            None where the classification has no such class.
        """
        text = code.strip().upper()
        while text:
            if text in self.classes:
                return self.classes[text]
            match = _SUFFIX.match(text)
            if match is None:
                return self.classes.get(text[:-1]) if re.match(r"^\d{2}H\d[A-Z]$", text) else None
            text = match.group(1)
        return None

    def level(self, level: int) -> tuple[LandClass, ...]:
        """The standard's own classes of level 1 or 2, without those of surveys."""
        return tuple(c for c in self.classes.values() if c.level == level and not c.survey_only)


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """From one class to another.

    Parameters
    ----------
    code, name : str
        Class of the source.
    target : str
        Code of the target class, of level 2 where it is known and else of level 1; empty where the
        source class says that there is no data.
    certainty : str
        A read in a source, B by heart, C our own convention.
    note : str
        What decides where the classes do not fit.
    """

    code: str
    name: str
    target: str = ""
    certainty: Certainty = "B"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The way from one classification to another, by code of the source."""

    source: str
    target: str
    rows: Mapping[str, CrosswalkRow]

    def codes(self) -> Mapping[str, str]:
        """Source code to target code; a class without data gives the empty string."""
        return {code: row.target for code, row in self.rows.items()}


@dataclass(frozen=True, slots=True)
class ClassTableEntry:
    """A row of ``classes.csv``: which classifications there are."""

    key: str
    name: str
    name_en: str
    source: str


@dataclass(frozen=True, slots=True)
class CrosswalkEntry:
    """A row of ``crosswalks.csv``: which crosswalks there are, and in which file."""

    source: str
    target: str
    file: str
