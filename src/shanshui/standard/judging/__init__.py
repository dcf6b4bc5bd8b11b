"""What rules judge by, as data: limits, rates, word lists, what goes with what; each row with its source."""
