"""Order of works, and the portfolio under budgets and capacities (5.4.2.4)."""
