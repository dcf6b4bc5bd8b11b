"""The command line: verbs, progress and messages; no calculation."""

from __future__ import annotations

import gc
import io
import os
import sys

import click

from shanshui.cli.app import app
from shanshui.cli.shared import CLEAN, DEFECT, ERRORS, STOPPED, USAGE, disk_full
from shanshui.errors import ShanshuiError, UsageError

RARELY = (50_000, 20, 50)
"""When cycles are looked for: a build makes hundreds of thousands of frozen values, which form none."""

__all__ = ["CLEAN", "DEFECT", "ERRORS", "STOPPED", "USAGE", "app", "main"]


def main() -> None:
    """Run the command line; every exception becomes one clear message and an exit code."""
    gc.set_threshold(*RARELY)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal of another encoding shows ? and nothing breaks
    try:
        app.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(STOPPED)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except UsageError as error:
        click.echo(f"shanshui: {error}", err=True)
        sys.exit(USAGE)
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        click.echo(
            f"shanshui: {error.strerror or error}{where}; what stood there before stands as it was. "
            "See to the room on the disk and to the rights of the folder, then run it again",
            err=True,
        )
        sys.exit(USAGE)
    except (ShanshuiError, Exception) as error:
        if disk_full(error):
            click.echo(
                "shanshui: there is no room left on the disk; what stood there before stands as it was. "
                "Make room, then run it again",
                err=True,
            )
            sys.exit(USAGE)
        if os.environ.get("SHANSHUI_TRACEBACK"):
            raise
        click.echo(
            f"shanshui: this is a bug of ours, not of your data: {type(error).__name__}: {error}\n"
            "Set SHANSHUI_TRACEBACK=1 and run again to see where; please report it.",
            err=True,
        )
        sys.exit(DEFECT)
