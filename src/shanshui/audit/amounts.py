"""Amounts as findings of the auditor write them: in the unit, and with the digits, of a quantity that stands there."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from shanshui.claims.model import Claim, Quantity
from shanshui.quantity import printed

_DIGITS = 12


def shown(value: Decimal, like: Quantity) -> str:
    """A value in the unit of a quantity, with its decimals.

    Parameters
    ----------
    value : Decimal
        Amount in the unit of the quantity's dimension.
    like : Quantity
        Whose unit and decimals are used.
    """
    return f"{printed(value / factor(like), decimals(like))}{unit_word(like)}"


def factor(quantity: Quantity) -> Decimal:
    """How much one of the printed unit is in the unit of the dimension.

    Notes
    -----
    Of 12.5万 the step is 0.1万, so that number and step are always in the same unit.
    """
    return quantity.grain / quantity.step if quantity.step else Decimal(1)


def decimals(quantity: Quantity) -> int:
    """Decimals that a quantity is printed with."""
    exponent = quantity.step.normalize().as_tuple().exponent if quantity.step else 0
    return min(max(-exponent if isinstance(exponent, int) else 0, 0), _DIGITS)


def unit_word(quantity: Quantity) -> str:
    """The unit as it stands behind a quantity."""
    return quantity.word or ("%" if quantity.dimension == "%" else "")


def quoted(claims: Iterable[Claim]) -> str:
    """The amounts of claims as printed, each once."""
    return "、".join(dict.fromkeys(claim.quantity.text for claim in claims))


def added(claims: Iterable[Claim]) -> str:
    """A sum as it is written down."""
    return "+".join(claim.quantity.text for claim in claims)
