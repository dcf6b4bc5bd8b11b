"""Words by which the heads of tables say what a column is of others: 增减, 变化率, 占比, 单价."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.records import data_folder, read_csv

Relation = Literal["difference", "change", "share", "product"]


@dataclass(frozen=True, slots=True)
class RelationWord:
    """A word in the head of a column.

    Parameters
    ----------
    word : str
        As the head ends with it, without units and years.
    relation : {"difference", "change", "share", "product"}
        What two columns differ by, that in per cent, the share of a whole, and what times an amount makes another.
    """

    word: str
    relation: Relation


@cache
def relation_words(relation: Relation) -> tuple[str, ...]:
    """Words of one relation, in the order of the file."""
    rows = read_csv(RelationWord, data_folder() / "language" / "column_relations.csv")
    return tuple(row.word for row in rows if row.relation == relation)
