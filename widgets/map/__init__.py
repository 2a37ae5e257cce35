"""The map of topics: papers as points, topics as labels on it and as a tree beside it."""

from widgets.map.map_tab import MapTab

__all__ = ["MapTab"]
