"""Tables agree with themselves, with the text and with one another."""

from shanshui.audit.checks.tabular import (
    classes,
    column_totals,
    columns,
    row_classes,
    row_order,
    running,
    superlatives,
    table_counts,
    table_text,
    tables,
    two_tables,
)

TOPICS = (
    table_text,
    table_counts,
    two_tables,
    superlatives,
    tables,
    classes,
    column_totals,
    columns,
    row_order,
    row_classes,
    running,
)
"""Files of checks, in the order in which they run."""
