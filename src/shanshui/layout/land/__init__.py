"""Land classes before and after, and land taken by structures (tables F.1 and F.2)."""
