"""Design of the monitoring at three scales (5.4.1.3)."""
