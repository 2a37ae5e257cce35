"""Marks that are drawn anew alone look as plotly draws them; what decides more than marks is left to plotly.

On a bare page, with no server: only plotly and our script.
"""

from collections.abc import Iterator
from pathlib import Path

import plotly
import pytest
from playwright.sync_api import Browser, Page

from widgets.assets import script

PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
PAIRS = Path(__file__).with_name("redraws.js")


@pytest.fixture(scope="module")
def bare(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.set_content("<body></body>")
    page.add_script_tag(path=PLOTLY)
    page.add_script_tag(content=f"{script('redraw')}\nwindow.redraw = redraw;", type="module")
    page.wait_for_function("() => 'redraw' in window")
    page.add_script_tag(path=PAIRS)
    yield page
    context.close()


@pytest.mark.parametrize(
    ("sort", "edits"),
    [
        ("bars", "bars"),
        ("bars", "ranges"),
        ("points", "points"),
        ("points", "moved"),
        ("words", "words"),
        ("canvas", "canvas"),
        ("cells", "cells"),
    ],
)
def test_marks_look_as_plotly_draws_them(bare: Page, sort: str, edits: str):
    assert bare.evaluate(f"edited('{sort}', EDITS.{edits})") == "same"


@pytest.mark.parametrize(
    ("sort", "edit", "layout"),
    [
        pytest.param("bars", "{style: {visible: {1: false}}}", "{}", id="a trace that comes or goes"),
        pytest.param("bars", "{style: {x: {1: numbers([])}}}", "{}", id="a trace without marks, which plotly hides"),
        pytest.param("bars", "{style: {'marker.color': {1: 'red'}}}", "{}", id="one value for one of each"),
        pytest.param("bars", "{layout: {barmode: 'stack'}}", "{}", id="another layout"),
        pytest.param("bars", "EDITS.bars[0]", "{xaxis: {autorange: true}}", id="an axis that follows the values"),
        pytest.param("bars", "EDITS.ranges[0]", "{xaxis: {range: [0, 10]}}", id="another range with numbers beside it"),
        pytest.param(
            "bars", "{layout: {'yaxis.ticktext': ['a much longer label', 'b', 'c']}}", "{}", id="labels that need room"
        ),
        pytest.param("cells", "{style: {z: {0: [[1], [2], [3]]}}}", "{}", id="other rows or columns"),
    ],
)
def test_what_decides_more_is_left_to_plotly(bare: Page, sort: str, edit: str, layout: str):
    assert bare.evaluate(f"edited('{sort}', [{edit}], {layout})") == "plotly"
