"""`python -m altay_analysis` is `altay`."""

from __future__ import annotations

from altay_analysis.cli import main

if __name__ == "__main__":
    main()
