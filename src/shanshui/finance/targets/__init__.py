"""What the project is to reach, and how likely it is to (5.3.3, tables C and D)."""
