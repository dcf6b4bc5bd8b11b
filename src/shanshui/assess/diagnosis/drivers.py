"""Causes of a problem (table B.3 note h): natural and human ones that the facts of a place bear out."""

from __future__ import annotations

from decimal import Decimal

from shanshui.assess.diagnosis.grades import known
from shanshui.assess.ground import Ground
from shanshui.ledger import Fact
from shanshui.standard.method.diagnosis import Driver, load_drivers


def causes(ground: Ground, subject: str, problem: str) -> tuple[tuple[Driver, tuple[Fact, ...]], ...]:
    """Causes of a problem in a place, each with the facts that bear it out.

    Parameters
    ----------
    ground : Ground
        With the facts of the place.
    subject : str
        The place.
    problem : str
        Code of the vocabulary ``ecosystem_problem``.
    """
    found = []
    for driver in load_drivers().values():
        if problem in driver.problems:
            facts = [fact for name in driver.attributes if (fact := known(ground, subject, name)) is not None]
            if facts and _acts(driver, facts):
                found.append((driver, tuple(facts)))
    return tuple(found)


def _acts(driver: Driver, facts: list[Fact]) -> bool:
    total = sum((fact.value for fact in facts if isinstance(fact.value, Decimal)), Decimal(0))
    return float(total) >= driver.limit if driver.rising else float(total) <= driver.limit
