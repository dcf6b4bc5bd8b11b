"""The group that all verbs belong to."""

from __future__ import annotations

from importlib import import_module

import click

from shanshui import __version__

VERBS = ("init", "check", "build", "audit", "extract", "explain", "tables", "propose")
"""Each has a module of its name here, which puts it into the group when it is loaded."""


class Verbs(click.Group):
    """A group that loads the module of a verb when it is asked for: no verb waits for what others stand on."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All verbs, in the order in which a planner needs them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of a name, if there is one."""
        if cmd_name in VERBS:
            import_module(f"shanshui.cli.{cmd_name}")
        return super().get_command(ctx, cmd_name)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="shanshui")
def app() -> None:
    """shanshui 把一个县的地理数据与项目表格编译成生态保护修复工程实施方案全套成果（TD/T 1068）。

    It compiles a county's geodata and project tables into the complete, checked submission of an
    ecological conservation and restoration project.
    """
