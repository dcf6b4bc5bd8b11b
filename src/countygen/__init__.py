"""A seeded generator of a made-up but lifelike county that honours published figures."""
