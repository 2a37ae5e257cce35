"""Sources that are asked over the network: one module each, all of the same shape."""

from loaders.live.services import SERVICES, Live, asked, hint, live_sources

__all__ = ["SERVICES", "Live", "asked", "hint", "live_sources"]
