"""What is done in which year, and whose it is (tables E.1 and E.2, cross-tabulations)."""
