"""``python -m shanshui``: the same as the command ``shanshui``."""

from shanshui.cli import main

main()
