"""Words that show how a sentence is built: links between a thing and its amount, verbs, scopes, phases, lists."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class Cue:
    """A word and what it shows.

    Parameters
    ----------
    word : str
        As it stands there.
    kind : str
        ``link`` stands between a thing and its amount, ``total``, ``target``, ``rise``, ``fall``, ``to``
        and ``share`` as well and tell the role of the amount; ``lead`` may open a clause before the thing;
        ``cut`` ends whatever stands before the thing; ``tail`` ends a thing that follows its amount;
        ``build`` and ``treat`` are verbs; ``built`` and ``grow`` as well; ``governing`` words and a
        ``determiner`` lead to what follows and name nothing; ``whole``, ``local``, ``area`` (of the works),
        ``here``, ``above`` and ``zone`` are of scopes; ``from`` opens a change; ``behind`` a thing adds
        nothing to its name (现状, 全域); ``generic`` names nothing, ``relational`` only together with a
        subject; ``noun_ending`` ends names; ``rate``, ``negation`` and ``compare`` take an amount out of
        the account; ``base``, ``near``, ``far`` and ``end`` are phases; ``total_attribute`` sums up.
    """

    word: str
    kind: str


@cache
def cues(kind: str) -> tuple[str, ...]:
    """The words of a kind, the longest first."""
    rows = read_csv(Cue, data_folder() / "language" / "cues.csv")
    return tuple(sorted((row.word for row in rows if row.kind == kind), key=lambda word: (-len(word), word)))
