"""shanshui: a county's geodata and project tables in, the checked submission of a restoration project out."""

__version__ = "0.1.0"
