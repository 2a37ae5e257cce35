"""How papers on two axes are drawn when they are many: on a canvas, then as a density."""

import numpy as np

from papers.clauses import Values
from tests.widgets.invented import papers
from tests.widgets.scatters import drawn, numbers, points, scatter
from widgets.charts import plane
from widgets.charts.plane import ALL, CELLS_ALL, CELLS_PASSING, PASSING


class TestMany:
    def test_as_many_as_the_browser_draws_well(self, monkeypatch):
        monkeypatch.setattr(plane, "MOST_SVG", 10)
        monkeypatch.setattr(plane, "MOST_POINTS", 20)
        for count, traces, kind in (
            (10, {ALL, PASSING}, "scatter"),
            (11, {ALL, PASSING}, "scattergl"),
            (21, {CELLS_ALL, CELLS_PASSING}, "scatter"),
        ):
            values = list(map(float, range(count)))
            chart = numbers(values, values)
            assert drawn(chart) == traces
            assert chart.figure.get_state()["_widget_data"][ALL]["type"] == kind

    def test_other_papers_move_from_svg_to_canvas_and_back(self, monkeypatch):
        monkeypatch.setattr(plane, "MOST_SVG", 10)
        few, many_ = (papers(across=list(map(float, range(n))), up=list(map(float, range(n)))) for n in (10, 11))
        chart = scatter(few)
        for frame, kind in ((many_, "scattergl"), (few, "scatter")):
            chart.crossfilter.replace(frame)
            assert [trace["type"] for trace in chart.figure.get_state()["_widget_data"][:2]] == [kind, kind]
            assert len(points(chart)) == len(frame)

    def test_the_density_counts_papers_that_pass(self, monkeypatch):
        monkeypatch.setattr(plane, "MOST_POINTS", 20)
        chart = numbers([0.0] * 30 + [1.0] * 10, [0.0] * 30 + [1.0] * 10, venue=["a"] * 20 + ["b"] * 20)
        cells = np.array(chart.figure.data[CELLS_PASSING].z, float)
        assert sorted(cells[~np.isnan(cells)]) == [10, 30]
        chart.crossfilter.set(Values("venue", {"a"}))
        cells = np.array(chart.figure.data[CELLS_PASSING].z, float)
        assert sorted(cells[~np.isnan(cells)]) == [20]
        assert chart.legend.choice == {}  # cells have no colour of their own, but a scale
        assert chart.legend.ends == ["1", "30 papers in a cell"]
        assert len(chart.legend.scale) > 2
