"""A chart as a file: what is in the figure, what goes to the browser."""

import csv
import gzip
import io
import json
from typing import Any

import numpy as np
import pytest

from papers.clauses import Text, Values
from papers.crossfilter import Crossfilter
from tests.widgets.invented import AWKWARD, papers, shelf
from widgets.charts import Chart, Counts, Heatmap, Overlap, Ranks, Scatter, Timeline, marks, picture, plane
from widgets.figure import SharedFigure
from widgets.state import ViewState

KINDS = (Timeline, Counts, Overlap, Ranks, Scatter, Heatmap)


def chart(kind: type[Chart], frame=None, *clauses, **choices: str) -> Chart:
    crossfilter = Crossfilter(shelf() if frame is None else frame)
    for clause in clauses:
        crossfilter.set(clause)
    return kind(crossfilter, ViewState(charts={kind.name: choices} if choices else {}))


@pytest.fixture
def sent(monkeypatch) -> list[tuple[dict[str, Any], list[bytes]]]:
    """What figures tell the browser: messages and buffers."""
    messages: list[tuple[dict[str, Any], list[bytes]]] = []
    monkeypatch.setattr(
        SharedFigure, "send", lambda _self, content, buffers=None: messages.append((content, buffers or []))
    )
    return messages


def entries(figure) -> list[str]:
    """The names in the legend."""
    return [trace.name for trace in figure.data if trace.showlegend]


class TestFigure:
    def test_it_stands_for_itself(self):
        figure = picture.figure(chart(Counts, column="venue"))
        title = figure.layout.title.text
        assert "<b>Papers by venue</b>" in title
        assert "All values; 2 papers without one (pale)." in title
        assert "8 papers" in title
        assert figure.layout.xaxis.title.text == "papers"
        assert figure.layout.paper_bgcolor == picture.SURFACE
        assert (figure.layout.width, figure.layout.height) == (picture.WIDTH, picture.HEIGHT)

    def test_the_filters_are_said(self):
        figure = picture.figure(chart(Timeline, None, Values("venue", frozenset({"ACL"})), Text("owls")))
        assert "1 of 8 papers, under Venue: ACL; Text: “owls”" in figure.layout.title.text

    def test_points_that_do_not_pass_are_nowhere(self):
        passing = picture.figure(chart(Scatter, None, Values("venue", frozenset({"ACL"})))).data[plane.PASSING]
        assert np.isfinite(passing.x).tolist() == [True] * 3 + [False] * 3
        low, high = sorted(picture.figure(chart(Scatter)).layout.xaxis.range)
        assert all(low <= x <= high for x in passing.x if np.isfinite(x))

    def test_what_a_hand_can_do_is_left_out(self):
        for kind in KINDS:
            drawn = chart(kind)
            if not drawn.why:
                assert "lick" not in picture.figure(drawn).layout.title.text
        assert (
            picture.explanation("By year. 2 apart. Click a bar or drag across; double-click clears.")
            == "By year. 2 apart."
        )
        assert picture.explanation("Each clicks. Drag to choose. The rest, too.") == "Each clicks. The rest, too."

    def test_who_does_not_see_a_figure_is_told_where_its_numbers_are(self):
        alt = chart(Counts, column="venue").figure.alt
        assert alt.startswith("Papers by venue. All values; 2 papers without one (pale). The menu")
        assert "lick" not in alt

    def test_foreign_text_stays_text(self):
        hostile = "<img src=x onerror=alert(1)>"
        frame = papers(venue=["ACL", hostile], kind=["a", "b"])
        figure = picture.figure(
            chart(Counts, frame, Values("venue", frozenset({hostile})), column="venue", colour="kind")
        )
        assert "<img" not in figure.to_json().replace("\\u003c", "<")
        assert "&lt;img" in figure.layout.title.text

    def test_a_tall_chart_gets_a_tall_picture(self):
        frame = papers(venue=[f"Venue {place}" for place in range(40) for _ in range(2)])
        figure = picture.figure(chart(Counts, frame, column="venue", show="40"))
        assert figure.layout.height > 40 * 16

    def test_words_above_the_marks_do_not_reach_the_title(self):
        frame = papers(venue=["A long venue", "Another long venue"] * 3, kind=["benchmark", "dataset", "model"] * 2)
        above = picture.figure(chart(Heatmap, frame))
        assert above.layout.xaxis.side == "top"
        assert above.layout.margin.t > picture.figure(chart(Counts, frame)).layout.margin.t + 60

    def test_a_chosen_range_is_drawn_as_on_the_page(self):
        drawn = chart(Timeline)
        drawn.pick(0, False)
        (shape,) = picture.figure(drawn).layout.shapes
        assert shape.line.color == marks.ACCENT

    def test_only_a_page_answers_the_pointer(self):
        drawn = chart(Counts, column="venue")
        still, page = picture.figure(drawn), picture.figure(drawn, interactive=True)
        assert all(trace.hovertext is None for trace in still.data)
        assert any(trace.hovertext is not None for trace in page.data)
        assert (still.layout.xaxis.fixedrange, page.layout.xaxis.fixedrange) == (True, False)

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("frame", AWKWARD.values(), ids=AWKWARD)
    def test_awkward_papers(self, kind, frame):
        drawn = chart(kind, frame)
        if not drawn.why:
            json.loads(picture.figure(drawn).to_json())


class TestLegend:
    def test_colours_of_categories(self):
        figure = picture.figure(chart(Scatter, colour="venue"))
        assert [name.split(" (")[0] for name in entries(figure)][:2] == ["ACL", "EMNLP"]
        assert any(trace.legendgrouptitle.text == "Venue" for trace in figure.data)
        assert figure.layout.showlegend

    def test_a_scale_of_colours(self):
        figure = picture.figure(chart(Scatter, x="published", y="upvotes", colour="score"))
        (bar,) = [trace.marker.colorbar for trace in figure.data if trace.marker.showscale]
        assert bar.ticktext == ("0", "1")

    def test_bars_of_all_papers_are_explained_where_they_show(self):
        assert entries(picture.figure(chart(Counts, column="venue"))) == []
        filtered = picture.figure(chart(Counts, None, Text("owls"), column="venue"))
        assert entries(filtered) == ["papers that pass", "all papers"]

    def test_cells_have_a_scale(self):
        frame = papers(venue=["ACL", "ACL", "EMNLP"], kind=["model", "model", "dataset"])
        assert [
            trace.colorbar.title.text
            for trace in picture.figure(chart(Heatmap, frame)).data
            if "showscale" in trace and trace.showscale
        ] == ["papers"]

    def test_a_density_has_one_scale(self, monkeypatch):
        monkeypatch.setattr(plane, "MOST_POINTS", 3)
        frame = papers(across=[1.0] * 6 + [2.0], up=[1.0] * 6 + [2.0], venue=["ACL", "EMNLP"] * 3 + ["ACL"])
        figure = picture.figure(chart(Scatter, frame, x="across", y="up", colour="venue"))
        scales = [trace.colorbar for trace in figure.data if trace.type == "heatmap" and trace.showscale]
        scales += [trace.marker.colorbar for trace in figure.data if trace.type == "scatter" and trace.marker.showscale]
        assert [scale.title.text for scale in scales] == ["papers"]

    def test_sizes(self):
        figure = picture.figure(chart(Scatter, x="published", y="upvotes", colour="venue", size="score"))
        sized = [trace for trace in figure.data if trace.showlegend and trace.marker.symbol == "circle"]
        assert [trace.marker.size for trace in sized] == list(picture.SIZES)
        assert {trace.legendgrouptitle.text for trace in sized} == {"Score"}


class TestSends:
    def test_a_name_that_speaks(self):
        assert picture.name(chart(Counts, column="venue")) == "litscope-papers-by-venue"
        assert picture.name(chart(Scatter, x="published", y="upvotes")) == "litscope-upvotes-against-published"

    def test_a_name_of_foreign_words(self):
        drawn = chart(Counts)
        drawn.title, drawn.choices = "../Zürich: 论文 " + "x" * 200, []
        assert picture.name(drawn) == ("litscope-zurich-" + "x" * 200)[:60]

    @pytest.mark.parametrize("format", ["png", "svg"])
    def test_a_picture_is_drawn_by_the_browser(self, sent, format):
        picture.send(chart(Counts, column="venue"), format)
        (wait, _), (content, (packed,)) = sent
        assert wait == {"do": "wait"}
        assert content == {
            "do": "picture",
            "name": "litscope-papers-by-venue",
            "format": format,
            "width": 900,
            "height": 540,
            "scale": 2 if format == "png" else 1,
        }
        assert json.loads(gzip.decompress(packed))["layout"]["title"]["text"].startswith("<b>Papers by venue")

    def test_a_page_needs_nothing_else(self, sent):
        picture.send(chart(Counts, column="venue"), "html")
        content, parts = sent[-1]
        assert (content["name"], content["type"]) == ("litscope-papers-by-venue.html", "text/html")
        page = "".join(gzip.decompress(part).decode() for part in parts)
        assert page.startswith("<!DOCTYPE html>") and page.rstrip().endswith("</html>")
        assert "<title>Papers by venue</title>" in page
        assert "Plotly.newPlot" in page
        assert "<script src" not in page

    def test_numbers_are_a_table(self, sent):
        picture.send(chart(Counts, column="venue"), "csv")
        content, (packed,) = sent[-1]
        assert content == {"do": "save", "name": "litscope-papers-by-venue.csv", "type": "text/csv"}
        rows = list(csv.reader(io.StringIO(gzip.decompress(packed).decode("utf-8-sig"))))
        assert rows[:2] == [["Venue", "Papers", "Papers in all"], ["ACL", "3", "3"]]

    def test_an_empty_chart_sends_nothing(self, sent):
        picture.send(chart(Counts, papers()), "png")
        assert sent == []

    def test_no_other_format(self):
        with pytest.raises(ValueError, match="png, svg, html, csv"):
            picture.send(chart(Counts), "exe")
