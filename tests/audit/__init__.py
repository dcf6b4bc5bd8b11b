"""Tests of the auditor, and the texts and labels that it is held against."""
