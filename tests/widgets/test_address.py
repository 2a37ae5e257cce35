"""Address: the view as text for a link, and back."""

import base64
import json
import re
import zlib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widgets.address import LARGEST_STATE, LONGEST_LINK, Address, AddressError, decode, encode

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
STATE = st.dictionaries(st.text(min_size=1), JSON, max_size=6)


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class TestEncode:
    @given(STATE)
    def test_and_decode_are_inverse(self, state):
        assert decode(encode(state)) == state

    @given(STATE)
    def test_gives_only_characters_that_mail_programs_keep(self, state):
        assert re.fullmatch("[A-Za-z0-9_-]*", encode(state))

    def test_of_nothing_is_nothing(self):
        assert encode({}) == ""
        assert decode("") == {}

    def test_deflates_what_gets_shorter_by_it(self):
        state = {"clauses": [{"column": "authors", "include": ["Ada"]}] * 20}
        assert len(encode(state)) < len(json.dumps(state)) / 4

    @pytest.mark.parametrize("state", [{"x": object()}, {"x": float("nan")}, {"x": {1, 2}}])
    def test_refuses_what_json_cannot_say(self, state):
        with pytest.raises(AddressError, match="cannot be put into a link"):
            encode(state)

    def test_refuses_what_no_server_would_take(self):
        noise = [(i * 2654435761) % 2**32 for i in range(20_000)]
        with pytest.raises(AddressError, match="too large for a link"):
            encode({"noise": noise})


class TestDecode:
    @pytest.mark.parametrize(
        "text",
        [
            "é",
            "a b",
            "a+/b",
            "A",
            "====",
            "e30\n",
            '{"a":1}',
            base64url(b"{"),
            base64url(b'{"a":NaN}'),
            base64url(b'{"a":"\xff"}'),
            base64url(b'{"a":' + b"[" * 5_000),
            base64url(b'{"a":' + b"9" * 9_000 + b"}"),
            base64url(zlib.compress(b'{"a":1}')[:-3]),
            base64url(zlib.compress(b"[1,2]")),
            base64url(b"\x00\x01"),
            "x" * (LONGEST_LINK + 1),
        ],
    )
    def test_refuses_anything_else_with_a_sentence(self, text):
        with pytest.raises(AddressError, match=r"^The link .+\.$"):
            decode(text)

    @settings(max_examples=300)
    @given(st.text() | st.binary().map(base64url) | st.binary().map(lambda data: base64url(zlib.compress(data))))
    def test_never_fails_in_another_way(self, text):
        with suppress(AddressError):
            assert isinstance(decode(text), dict)

    def test_does_not_unpack_a_bomb(self):
        bomb = base64url(zlib.compress(b'{"a":"' + b"x" * (40 * LARGEST_STATE) + b'"}', 9))
        with pytest.raises(AddressError):
            decode(bomb[:LONGEST_LINK])
        small = base64url(zlib.compress(b'{"a":"' + b"x" * (2 * LARGEST_STATE) + b'"}', 9))
        assert len(small) < LONGEST_LINK
        with pytest.raises(AddressError):
            decode(small)


class TestAddress:
    def visited(self, address: Address) -> list[dict[str, Any]]:
        states: list[dict[str, Any]] = []
        address.on_visit(states.append)
        return states

    def test_writes_the_view(self):
        address = Address(enabled=True)
        assert address.write({"tab": "trends"}) == ""
        assert decode(address.view) == {"tab": "trends"}

    def test_writes_nothing_for_a_view_that_fits_no_link_and_says_so(self):
        address = Address(enabled=True)
        address.write({"tab": "trends"})
        assert "cannot be put into a link" in address.write({"tab": object()})
        assert address.view == ""

    def test_tells_of_a_visit(self):
        address = Address(enabled=True)
        states = self.visited(address)
        address._handle_custom_msg({"do": "visit", "view": encode({"tab": "trends"})}, [])
        assert states == [{"tab": "trends"}]

    def test_tells_of_a_visit_to_the_page_without_a_view(self):
        address = Address(enabled=True)
        address.write({"tab": "trends"})
        states = self.visited(address)
        address._handle_custom_msg({"do": "visit", "view": ""}, [])
        assert states == [{}]

    def test_does_not_tell_of_the_view_that_is_shown(self):
        address = Address(enabled=True)
        address.write({"tab": "trends"})
        states = self.visited(address)
        address._handle_custom_msg({"do": "visit", "view": address.view}, [])
        assert not states

    def test_is_silent_where_the_address_bar_is_not_ours(self):
        address = Address()
        states = self.visited(address)
        address._handle_custom_msg({"do": "visit", "view": encode({"tab": "trends"})}, [])
        assert not states

    @pytest.mark.parametrize("message", [None, 7, {}, {"do": "visit"}, {"do": "visit", "view": 7}, {"do": "x"}])
    def test_ignores_messages_of_another_shape(self, message):
        address = Address(enabled=True)
        states = self.visited(address)
        address._handle_custom_msg(message, [])
        address._handle_custom_msg({"do": "visit", "view": "rubbish!"}, [])
        assert not states

    def test_keeps_its_traits_from_the_browser(self):
        address = Address()
        address.set_state({"enabled": True, "view": 7})
        assert not address.enabled
        assert address.view == ""
