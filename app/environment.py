"""What a server tells the kernels that it starts: names of environment variables."""

SOURCES = "LITSCOPE_SOURCES"
"""JSON list of the sources to load; without it the bundled sample is shown."""

PREPARED = "LITSCOPE_PREPARED"
"""A prepared folder to open, or a file in which its name will stand once it is complete."""

LOCAL = "LITSCOPE_LOCAL"
""""1" where only who uses this machine can reach the page, so that its visitor is its owner."""

PLOTLY = "LITSCOPE_PLOTLY"
"""Where the server has plotly's script, relative to the page."""
