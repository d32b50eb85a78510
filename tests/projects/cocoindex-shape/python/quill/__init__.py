"""Counts words. The work is done by the Rust engine."""

from . import _engine
from ._engine import count_words, read_state, write_state

# Only engines that were built with the feature `legacy-states` have it.
read_legacy_state = getattr(_engine, "read_legacy_state", None)

__all__ = ["count_words", "read_legacy_state", "read_state", "write_state"]
