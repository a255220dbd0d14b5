"""Proving the data against a text."""

from __future__ import annotations

from altay_analysis.intake.proving import prove

__all__ = ["prove"]
