"""What a visitor does on the page, in the words of a visitor."""

import re
from pathlib import Path
from time import monotonic
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

READY = 90_000
"""Milliseconds until the page must be drawn; the tests judge what it shows, not how fast the machine is."""
PATIENCE = 30_000
"""Milliseconds until a choice must show everywhere."""
DRAWN = """() => [...document.querySelectorAll(".litscope-ready .ls-chart")].every((chart) =>
  chart.querySelector(".ls-chart-empty:not([hidden]), .js-plotly-plot .main-svg .cartesianlayer .subplot"))"""
HOVER, PRESS = 300, 80
"""Milliseconds that plotly needs to know a hand from noise."""

expect.set_options(timeout=PATIENCE)


class Desk:
    """The dashboard on a page, under Voila or in a cell of JupyterLab."""

    def __init__(self, page: Page):
        self.page = page
        self.root = page.locator(".litscope.litscope-ready")

    @classmethod
    def open(cls, page: Page, url: str) -> "Desk":
        """Go to the address and return when every chart is drawn."""
        page.goto(url, timeout=READY)
        return cls(page).wait()

    def wait(self) -> "Desk":
        """Return when every chart is drawn, those out of sight, too."""
        self.root.wait_for(timeout=READY)
        self.page.wait_for_function(DRAWN, timeout=READY)
        return self

    def start_over(self) -> None:
        """Put away whatever an earlier test chose."""
        self.page.evaluate("document.activeElement.blur()")  # as a hand on a button does: a field keeps what is typed
        for button in (".ls-card-close", ".ls-toolbar-clear"):
            # as it is at this moment: what an earlier click is about to put away could not be waited for
            self.root.locator(button).locator("visible=true").evaluate_all("found => found.forEach(one => one.click())")
        self.tab("Overview")
        expect(self.chips).to_have_count(0)

    # what is in sight

    def shows(self, passing: int, total: int | None = None) -> None:
        """Expect that so many papers pass, in the count and in the list."""
        count = self.root.locator(".ls-toolbar-count")
        expect(count).to_have_attribute("data-count", str(passing))
        if total is not None:
            expect(count).to_have_attribute("data-total", str(total))

    @property
    def passing(self) -> int:
        """How many papers pass, by the count in the toolbar."""
        return int(self.root.locator(".ls-toolbar-count").get_attribute("data-count") or -1)

    @property
    def chips(self) -> Locator:
        """The chips, one a clause."""
        return self.root.locator(".ls-chip")

    def chip(self, words: str) -> Locator:
        """Return the chip with these words in it."""
        return self.chips.filter(has_text=words)

    @property
    def rows(self) -> Locator:
        """The papers of the list that are in sight."""
        return self.root.locator(".ls-row:not(.ls-row-awaited)")

    @property
    def card(self) -> Locator:
        """The card of the chosen paper."""
        return self.root.locator(".ls-detail")

    def facet(self, column: str) -> Locator:
        """Return the facet of a column."""
        return self.root.locator(f'.ls-facet[data-column="{column}"]')

    def value(self, column: str, name: str) -> Locator:
        """Return the row of a value in a facet."""
        return self.facet(column).locator(".ls-facet-row").filter(has=self.page.get_by_text(name, exact=True))

    def count_of(self, column: str, name: str) -> int:
        """Return the number beside a value."""
        return int(self.value(column, name).get_attribute("data-count") or -1)

    def range(self, column: str) -> Locator:
        """Return the range filter of a column."""
        return self.root.locator(f'.ls-range[data-column="{column}"]')

    def chart(self, id: str) -> Locator:
        """Return a chart by its id: its kind, with a number for a second one of it."""
        return self.root.locator(f".ls-slot-{id} > .ls-chart")

    def bars(self, name: str) -> list[float]:
        """Return what the solid bars of a bar chart show, as plotly was told; bars of several colours as one."""
        return self.chart(name).evaluate(
            """chart => {
                const { data } = chart.querySelector(".js-plotly-plot");
                const [, ...solid] = data.filter((trace) => trace.type === "bar"); // the first are the totals
                const heights = solid.map((bars) => Array.from((bars.orientation === "h" ? bars.x : bars.y) ?? []));
                return heights[0].map((_, bar) => heights.reduce((sum, each) => sum + (each[bar] ?? 0), 0));
            }"""
        )

    # what a hand does

    def has_bars(self, name: str, papers: int) -> None:
        """Expect that the bars of a chart come to count so many papers."""
        until = monotonic() + PATIENCE / 1000
        while sum(self.bars(name)) != papers and monotonic() < until:
            self.page.wait_for_timeout(50)
        assert sum(self.bars(name)) == papers

    def press_at(self, target: Locator, x: float, y: float, modifiers: list[Literal["Shift"]] | None = None) -> None:
        """Click at a place of the target, given as shares of its width and height."""
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        assert box
        self._click(box["x"] + x * box["width"], box["y"] + y * box["height"], modifiers)

    def press(self, target: Locator, modifiers: list[Literal["Shift"]] | None = None) -> None:
        """Click the middle of something drawn."""
        self.press_at(target, 0.5, 0.5, modifiers)

    def _click(self, x: float, y: float, modifiers: list[Literal["Shift"]] | None) -> None:
        for key in modifiers or ():
            self.page.keyboard.down(key)
        self.page.mouse.move(x - 3, y)
        self.page.mouse.move(x, y)
        self.page.wait_for_timeout(HOVER)
        self.page.mouse.down()
        self.page.wait_for_timeout(PRESS)
        self.page.mouse.up()
        for key in modifiers or ():
            self.page.keyboard.up(key)

    def drag(self, target: Locator, *path: tuple[float, float]) -> None:
        """Draw along a path of places in the target, given as shares of its width and height."""
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        assert box
        points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in path]
        self.page.mouse.move(*points[0])
        self.page.wait_for_timeout(HOVER)
        self.page.mouse.down()
        self.page.wait_for_timeout(PRESS)
        for point in points[1:]:
            self.page.mouse.move(*point, steps=8)
        self.page.wait_for_timeout(PRESS)
        self.page.mouse.up()

    def plot(self, name: str) -> Locator:
        """Return the area inside the axes of a chart."""
        return self.chart(name).locator(".nsewdrag").first

    def double_click(self, name: str) -> None:
        """Double-click an empty corner of a chart."""
        plot = self.plot(name)
        box = plot.bounding_box()
        assert box
        self.page.mouse.move(box["x"] + 4, box["y"] + 4)
        self.page.wait_for_timeout(HOVER)
        self.page.mouse.dblclick(box["x"] + 4, box["y"] + 4, delay=PRESS)

    def tool(self, name: str, title: str) -> None:
        """Choose box or lasso in the head of a chart."""
        self.chart(name).get_by_title(re.compile(title, re.I)).first.click()

    def search(self, query: str) -> None:
        """Type into the search box."""
        self.root.locator(".ls-toolbar-query").fill(query)

    def undo(self) -> None:
        """Press undo."""
        self.root.locator(".ls-toolbar-undo").click()

    def redo(self) -> None:
        """Press redo."""
        self.root.locator(".ls-toolbar-redo").click()

    def tab(self, label: str) -> None:
        """Open a tab."""
        self.root.get_by_role("tab", name=label).click()

    def bring(self, *files: Path) -> None:
        """Choose files of one's own on the tab Sources."""
        self.tab("Sources")
        self.root.locator(".ls-upload input[type=file]").set_input_files([str(file) for file in files])

    def link(self) -> str:
        """Return the view in the address bar, empty if there is none."""
        return parse_qs(urlsplit(self.page.url).query).get("view", [""])[0]

    # the board

    @property
    def board(self) -> list[str]:
        """The names of the charts, in the order in which a screen reader meets them."""
        return self.root.locator(".ls-charts .ls-chart-name").all_inner_texts()

    def has_board(self, *names: str) -> None:
        """Expect these charts, in order."""
        expect(self.root.locator(".ls-charts .ls-chart-name")).to_have_text(list(names))

    def command(self, id: str, name: str) -> None:
        """Choose a command in the menu of a chart."""
        self.chart(id).locator(".ls-chart-more").click()
        self.chart(id).get_by_role("menuitem", name=name).click()

    def add_chart(self, offer: str) -> None:
        """Add a chart by the name it has in the list."""
        self.root.get_by_role("button", name="Add chart").click()
        self.root.locator(".ls-board-offer").filter(has=self.page.get_by_text(offer, exact=True)).click()

    def retitle(self, id: str, choice: str, label: str) -> None:
        """Choose in the title of a chart."""
        self.chart(id).locator(f'[data-choice="{choice}"] select').select_option(label=label)

    def drawn(self, id: str) -> None:
        """Expect that a chart holds its drawing."""
        expect(self.chart(id).locator(".main-svg").first).to_be_attached()

    def middle_of_bar(self, name: str, place: int) -> tuple[float, float]:
        """Return the middle of a bar in the window, `place` from the first or, if negative, from the last."""
        bar = self.chart(name).locator(".barlayer .trace").last.locator(".point path").all()[place]
        bar.scroll_into_view_if_needed()
        box = bar.bounding_box()
        assert box
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
