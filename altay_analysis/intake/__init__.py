"""Proving the data against a text."""

from altay_analysis.intake.proving import prove

__all__ = ["prove"]
