"""Linked filter widgets, charts and panels over the papers."""

import sys

# Plotly and Voila import jsonschema, and that a grammar of addresses, which takes as long as everything else that a
# kernel starts with and which nothing here ever asks; jsonschema does without it where it cannot be imported.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
