"""The numbers of a chart as a table and as a file."""

import csv
import io
import json

import pytest

from widgets.charts.numbers import MOST, Numbers, NumbersTable

VENUES = Numbers(("Venue", "Papers", "Share"), [("ACL", 1200, 0.5), ("=1+1", 3, None)], [True, False])


def rows(numbers: Numbers) -> list[list[str]]:
    return list(csv.reader(io.StringIO(numbers.to_csv().removeprefix("\ufeff"))))


class TestFile:
    def test_names_and_rows(self):
        assert rows(VENUES)[:2] == [["Venue", "Papers", "Share"], ["ACL", "1200", "0.5"]]

    def test_a_spreadsheet_computes_nothing(self):
        assert rows(VENUES)[2] == ["'=1+1", "3", ""]
        assert rows(Numbers(("@SUM(A1)",), [("-2+3",), (-2,)], [])) == [["'@SUM(A1)"], ["'-2+3"], ["-2"]]

    def test_what_is_no_number_is_empty(self):
        assert rows(Numbers(("x",), [(float("nan"),), (float("inf"),)], []))[1:] == [[""], [""]]

    def test_excel_knows_the_encoding(self):
        assert Numbers(("x",), [("Zürich",)], []).to_csv().startswith("\ufeff")

    def test_all_rows(self):
        assert len(rows(Numbers(("x",), [(n,) for n in range(MOST + 500)], []))) == MOST + 501


class TestTable:
    def test_it_shows_what_it_is_given(self):
        table = NumbersTable()
        table.show(VENUES, "Papers by venue")
        assert (table.shown, table.title, table.total) == (True, "Papers by venue", 2)
        assert table.columns == [["Venue", False], ["Papers", True], ["Share", True]]
        assert table.rows == [["ACL", 1200, 0.5], ["=1+1", 3, None]]
        assert table.chosen == [True, False]

    def test_it_keeps_nothing_when_it_is_hidden(self):
        table = NumbersTable()
        table.show(VENUES, "Papers by venue")
        table.show(None)
        assert (table.shown, table.rows, table.chosen, table.total) == (False, [], [], 0)

    def test_so_many_rows_and_no_more(self):
        table = NumbersTable()
        table.show(Numbers(("x",), [(n,) for n in range(MOST + 1)], [False] * (MOST + 1)), "Many")
        assert (len(table.rows), len(table.chosen), table.total) == (MOST, MOST, MOST + 1)

    def test_what_travels_is_json(self):
        table = NumbersTable()
        table.show(Numbers(("x", "y"), [(float("nan"), float("inf"))], []), "Odd")
        assert json.loads(json.dumps(table.rows, allow_nan=False)) == [[None, None]]

    def test_no_rows(self):
        table = NumbersTable()
        table.show(Numbers(("Venue", "Papers"), [], []), "None")
        assert (table.shown, table.rows, table.columns) == (True, [], [["Venue", False], ["Papers", False]])

    def test_the_browser_sets_nothing(self):
        table = NumbersTable()
        table.show(VENUES, "Papers by venue")
        table.set_state({"rows": [["hello"]], "shown": False, "title": "<b>"})
        assert (table.shown, table.title, table.rows[0][0]) == (True, "Papers by venue", "ACL")

    def test_all_tables_share_a_script(self):
        assert NumbersTable().script is NumbersTable().script
        assert len(NumbersTable().get_state()["_esm"]) < 2_000


class TestPick:
    def picked(self, *messages) -> list[tuple[int, bool]]:
        heard: list[tuple[int, bool]] = []
        table = NumbersTable()
        table.show(VENUES, "Papers by venue")
        table.on_pick(lambda row, add: heard.append((row, add)))
        for message in messages:
            table._handle_custom_msg(message, [])
        return heard

    def test_a_row(self):
        assert self.picked({"do": "pick", "row": 1, "add": False}, {"do": "pick", "row": 0, "add": True}) == [
            (1, False),
            (0, True),
        ]

    @pytest.mark.parametrize(
        "message",
        [
            None,
            3,
            [],
            {},
            {"do": "pick"},
            {"do": "pick", "row": "1"},
            {"do": "pick", "row": 2},
            {"do": "pick", "row": -1},
        ],
    )
    def test_messages_that_are_none(self, message):
        assert self.picked(message) == []

    def test_rows_that_cannot_be_picked(self):
        table = NumbersTable()
        table.show(Numbers(("x",), [(1,)], []), "No buttons")
        heard: list[int] = []
        table.on_pick(lambda row, _: heard.append(row))
        table._handle_custom_msg({"do": "pick", "row": 0}, [])
        assert heard == []
