"""What a visitor's browser does before the page is there."""

from tests.browser.desk import READY, Desk
from widgets.address import encode


def test_the_scripts_of_the_page_come_at_once(page, site):
    asked = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(site.url).partition("?")[0]))
    Desk.open(page, site.url)
    assert [path for path in asked if path.startswith("litscope/") and path.endswith(".js")] != []
    # More: list the files anew in `app/first_scripts.txt`, as this page asks for them where that is empty.
    assert [path for path in asked if path.startswith("voila/static/") and path.endswith(".js")] == [
        "voila/static/voila.js"
    ]


def test_a_link_to_the_map_waits_for_no_chart(page, site):
    page.goto(f"{site.url}?view={encode({'tab': 'map'})}")
    page.locator(".litscope.litscope-ready").wait_for(timeout=READY)
    assert page.locator(".ls-map").get_attribute("data-points") == page.locator(".ls-toolbar-count").get_attribute(
        "data-total"
    )
    desk = Desk(page).wait()
    assert desk.root.locator(".ls-chart .js-plotly-plot").count() > 3  # the charts follow unasked


def test_a_chart_of_which_only_the_head_is_in_sight_is_not_waited_for(page, site):
    page.set_viewport_size({"width": 1440, "height": 440})
    desk = Desk.open(page, site.url)
    desk.shows(416)
