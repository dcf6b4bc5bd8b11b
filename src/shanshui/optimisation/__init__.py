"""Optimisation on numbers alone: mixed-integer programmes, contiguous partitions, portfolios; nothing of a county."""
