"""Slips of the hand in a number or a word; each gives back another text, never the same."""

from __future__ import annotations

from decimal import Decimal
from random import Random

SEEN = Decimal("0.05")
"""Least change of a quantity or price that its money shows: costs are printed in whole 10 000 yuan, and a sub-project
of the whole county costs 39 of them or more. A smaller slip in a number that is entered once changes nothing else."""


def digit(text: str, dice: Random, least: Decimal = Decimal(0)) -> str:
    """Another digit at one place; the number stays above 0 and changes by more than a share of itself."""
    places = [n for n, char in enumerate(text) if char.isdigit()]
    slips = [text[:n] + new + text[n + 1 :] for n in places for new in "0123456789" if new != text[n]]
    return dice.choice([slip for slip in slips if _differs(text, slip, least)])


def transposed(text: str, dice: Random, least: Decimal = Decimal(0)) -> str:
    """Two neighbouring digits in each other's place; empty where that gives no other number."""
    slips = [
        text[:n] + text[n + 1] + text[n] + text[n + 2 :] for n in range(len(text) - 1) if "." not in text[n : n + 2]
    ]
    fits = [slip for slip in slips if _differs(text, slip, least)]
    return dice.choice(fits) if fits else ""


def point(text: str, dice: Random) -> str:
    """The decimal point one place away."""
    return _plain(Decimal(text) * dice.choice((Decimal(10), Decimal("0.1"))))


def times(text: str, factor: str) -> str:
    """The number as it stands in another unit."""
    return _plain(Decimal(text) * Decimal(factor))


def misspelt(code: str, dice: Random) -> str:
    """A code with one character doubled, dropped, or replaced by one that looks like it."""
    looks = {"0": "O", "1": "l", "l": "1", "o": "0", "-": "_"}
    at = dice.randrange(len(code))
    slips = [code[:at] + code[at] + code[at:]]
    if len(code) > 2 and code[at] != "-":
        slips.append(code[:at] + code[at + 1 :])
    slips.extend(code[:n] + looks[char] + code[n + 1 :] for n, char in enumerate(code) if char in looks)
    return dice.choice([slip for slip in slips if slip != code])


def _differs(old: str, new: str, least: Decimal) -> bool:
    before, after = Decimal(old), Decimal(new)
    return after > 0 and after != before and abs(after - before) > least * before


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
