"""Linked filter widgets, charts and panels over the papers."""
