"""Words by which projects are told from other items, and their years from other years."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.records import data_folder, read_csv

ProjectWordKind = Literal[
    "ending",
    "works",
    "heading",
    "period",
    "field",
    "group",
    "verb",
    "no_amount",
    "elsewhere",
    "not_name",
    "partly",
    "some",
    "cost",
    "begun",
    "finished",
    "closing",
]


@dataclass(frozen=True, slots=True)
class ProjectWord:
    """A word about projects.

    Parameters
    ----------
    word : str
        As it stands there.
    kind : ProjectWordKind
        ``ending``: a name that ends so is that of a project (工程); ``works``: it may be (治理); ``heading``: items
        below a heading that holds it are projects (重点项目); ``period``: the years behind it are those of the project
        (建设期限); ``field``: what it opens is a field of a project and no name (建设内容); ``group``: a heading that
        ends so holds projects and is none (重点工程); ``verb``: stands before a thing that is built or treated (新建);
        ``no_amount``: what it counts is no content (三大措施); ``elsewhere``: a column that it heads names projects of
        other places (对比案例); ``not_name``: a name does not begin so (开展); ``partly``: the amount right behind it
        is not of all of the project (中央, 亩均); ``some``: nothing behind it in the sentence is (近期, 其中, 已);
        ``cost``: an amount behind it is what the project costs (总投资); ``begun`` and ``finished``: a year before it
        is its first or last (启动, 完工); ``closing``: a line that opens with it tells of all items above it (合计).
    """

    word: str
    kind: ProjectWordKind


@cache
def project_words(kind: ProjectWordKind) -> tuple[str, ...]:
    """The words of one kind, the longest first."""
    found = read_csv(ProjectWord, data_folder() / "language" / "project_words.csv")
    return tuple(sorted((row.word for row in found if row.kind == kind), key=lambda word: (-len(word), word)))
