"""Functions over cells in machine code."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """The function in machine code, kept between runs, which lets other threads run meanwhile.

    Notes
    -----
    The compiler is loaded at the first call, so that commands which need no such function start without it; hence
    compiled functions that call one another cannot be made so.
    """

    @cache
    def made() -> Callable[..., Any]:
        import numba

        return cast(Callable[..., Any], numba.njit(cache=True, nogil=True)(function))

    @wraps(function)
    def call(*args: Any) -> Any:
        return made()(*args)

    return cast(F, call)
