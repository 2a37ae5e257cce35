"""The papers DataFrame and everything computed from it."""
