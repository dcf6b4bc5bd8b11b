"""Pattern of the landscape and its change (5.3.1.3, B.2-01, 03): ecosystems, patches, transitions, trends, relief."""
