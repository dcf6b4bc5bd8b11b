"""Chapters, numbers, references, standards and documents cited, repetition."""

from shanshui.audit.checks.structure import (
    articles,
    cited_twice,
    contents,
    documents,
    numbering,
    outline,
    references,
    repetition,
    standards,
)

TOPICS = (
    repetition,
    numbering,
    contents,
    outline,
    references,
    articles,
    standards,
    cited_twice,
    documents,
)
"""Files of checks, in the order in which they run."""
