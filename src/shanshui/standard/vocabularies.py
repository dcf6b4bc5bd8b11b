"""Words that tables may hold, each under one code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shanshui.standard.words import plain


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a vocabulary.

    Parameters
    ----------
    vocabulary, code : str
        Where it belongs and how program and data name it.
    zh, en : str
        As printed.
    aliases : tuple of str
        What else people write for it.
    clause : str
        Where the code uses it.
    """

    vocabulary: str
    code: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    clause: str = ""


Vocabulary = Mapping[str, Term]


def find_term(vocabulary: Vocabulary, text: str) -> Term | None:
    """The term that somebody meant.

    Parameters
    ----------
    vocabulary : mapping
        Terms by code.
    text : str
        Code, Chinese or English word or alias, in full or half width.

    Returns
    -------
    Term or None
        None where nothing goes by this name.
    """
    wanted = plain(text)
    for term in vocabulary.values():
        if wanted in map(plain, (term.code, term.zh, term.en, *term.aliases)):
            return term
    return None
