"""Cash flows, returns and their uncertainty (5.4.5.3 a)."""
