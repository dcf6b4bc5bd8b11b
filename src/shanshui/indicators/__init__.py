"""Indicators: pure functions over arrays, one file per first-level indicator of table B.2.

No data is NaN in float arrays and 0 in code arrays; metres, square metres and fractions inside.
"""
