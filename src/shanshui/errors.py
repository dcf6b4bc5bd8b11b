"""Exceptions: faults of the caller, in English, each saying what was given and what to do.

A fault in a county's data is never raised; it is a :class:`shanshui.finding.Finding`.
"""

from __future__ import annotations


class ShanshuiError(Exception):
    """Base of every exception that the command line turns into one clear message."""


class UsageError(ShanshuiError):
    """The command was given something it cannot work on; exit code 2."""


class DataError(ShanshuiError):
    """A file cannot be read as what it claims to be.

    The reader above turns it into a finding; ``problem`` names the kind of trouble by a code of the
    rule data, ``detail`` says in plain words what was met.
    """

    def __init__(self, problem: str, detail: str) -> None:
        super().__init__(problem, detail)  # as they were given, so that another process can raise it again
        self.problem = problem
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.problem}: {self.detail}"


class DefectError(ShanshuiError):
    """Our own bug: a state that the rest of the program promises cannot occur; exit code 3."""
