"""The group that all verbs belong to."""

from __future__ import annotations

import click

from shanshui import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="shanshui")
def app() -> None:
    """shanshui 把一个县的地理数据与项目表格编译成生态保护修复工程实施方案全套成果（TD/T 1068）。

    It compiles a county's geodata and project tables into the complete, checked submission of an
    ecological conservation and restoration project.
    """
