"""Reference ecosystem and diagnosis (5.3.1.2 to 5.3.1.5), table B.3."""
