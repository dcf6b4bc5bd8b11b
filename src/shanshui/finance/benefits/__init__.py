"""What people and nature gain, in amounts and in money (5.4.5.3 b and c, H.1.10)."""
