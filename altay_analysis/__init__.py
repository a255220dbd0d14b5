"""Published figures about Altay City, kept as printed, with bounds and provenance."""

from __future__ import annotations

__version__ = "0.1.0"
