"""The role of an amount in its sentence, from the marks around it."""

from __future__ import annotations

from collections.abc import Set
from typing import Literal

from shanshui.claims.whens import Time

Role = Literal["amount", "share", "total", "part", "target", "base", "increase"]

_GOAL_PHASES = ("near", "far", "end")


def role_of(marks: Set[str], percent: bool, part: bool, time: Time, goal: bool) -> Role:
    """The role of an amount.

    Parameters
    ----------
    marks : set of str
        Kinds of cues met in the words before it.
    percent : bool
        Whether it is a percentage.
    part : bool
        Whether 其中 or 分别 makes it one of the parts of an amount before.
    time : Time
        When it holds.
    goal : bool
        Whether its sentence speaks of goals.
    """
    if percent and "share" in marks:
        return "share"
    if marks & {"rise", "fall"} and "to" not in marks:
        return "increase"
    if part and "total" not in marks and "from" not in marks:
        return "part"
    if "from" in marks or time.phase == "base":
        return "base"
    if (goal or time.phase in _GOAL_PHASES) and marks & {"target", "to"}:
        return "target"
    if "total" in marks:
        return "total"
    return "target" if goal else "amount"
