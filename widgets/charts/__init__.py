"""The charts: each shows the papers under everybody's clauses and writes a clause of its own."""

from widgets.charts.chart import Chart
from widgets.charts.coauthors import Coauthors
from widgets.charts.counts import Counts
from widgets.charts.heatmap import Heatmap
from widgets.charts.overlap import Overlap
from widgets.charts.ranks import Ranks
from widgets.charts.scatter import Scatter
from widgets.charts.timeline import Timeline

__all__ = ["Chart", "Coauthors", "Counts", "Heatmap", "Overlap", "Ranks", "Scatter", "Timeline"]
