"""Relations that a person types, `196 / 427 = 45.90%`: read, and made into claims to be audited.

`docs/quick.md` is the grammar. Reading figures is left to `printed`, arithmetic to `audit`.
"""

from __future__ import annotations

from altay_analysis.relations.claim import claim_of, notes_of
from altay_analysis.relations.grammar import Relation, Token, read_line

__all__ = ["Relation", "Token", "claim_of", "notes_of", "read_line"]
