"""Alternatives of the whole plan, weighed against one another (5.4.4.2 a, H.1.6.2)."""
