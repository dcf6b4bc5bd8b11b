"""Short invented texts as documents."""

from __future__ import annotations

import re
from pathlib import Path

from shanshui.claims.lists import enumerations
from shanshui.claims.model import Claim, Enumeration
from shanshui.claims.periods import periods
from shanshui.claims.quantities import quantities
from shanshui.claims.statements import claims_of
from shanshui.documents import Block, Document

PLANS = Path(__file__).parent / "claims" / "plans"
"""Plans written for these tests: places and numbers are invented."""


def document(text: str, heading: str = "") -> Document:
    """A text file, each line a paragraph, under a heading of the second level where one is given."""
    whole = f"{heading}\n{text}" if heading else text
    blocks = [Block("paragraph", found.start(), found.end()) for found in re.finditer(r"[^\n]+", whole)]
    if heading:
        blocks[0] = Block("heading", 0, len(heading), 2)
    return Document("text.txt", "txt", whole, tuple(blocks))


def claims(text: str, heading: str = "") -> tuple[Claim, ...]:
    """The claims of a text."""
    read = document(text, heading)
    return claims_of(read, quantities(read.text), periods(read.text))


def lists(text: str) -> tuple[Enumeration, ...]:
    """The lists of a text."""
    read = document(text)
    return enumerations(read, claims(text))
