"""The view as text for a link, and the widget that keeps it in the browser's address bar."""

import base64
import binascii
import json
import logging
import zlib
from collections.abc import Callable
from typing import Any

import traitlets

from widgets import assets
from widgets.scripted import Panel

PARAMETER = "view"
"""Name of the query parameter that holds the view."""

LONGEST_LINK = 16_000
"""Most characters of an encoded view: well below the 64 KB of request headers that servers accept."""

LARGEST_STATE = 512 * 1024
"""Most bytes of JSON a link may unpack to, so that a short hostile link cannot fill the memory."""

log = logging.getLogger(__name__)


class AddressError(ValueError):
    """A link that holds no view, or a view that fits no link; the message is a sentence for the user."""


def encode(state: dict[str, Any]) -> str:
    """Return the state as characters that survive a link: A-Z a-z 0-9 - _ (base64url), nothing for an empty state.

    It is compact JSON, deflated where that is shorter. Mail programs break links at quotes and braces, hence base64url.

    Raises
    ------
    AddressError
        If the state is too large for a link, or holds something JSON cannot say.
    """
    if not state:
        return ""
    try:
        data = json.dumps(state, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError) as error:
        raise AddressError(f"This view cannot be put into a link: {error}.") from error
    text = base64.urlsafe_b64encode(min(data, zlib.compress(data, 9), key=len)).decode().rstrip("=")
    if len(data) > LARGEST_STATE or len(text) > LONGEST_LINK:
        raise AddressError("This view is too large for a link; clear a filter with very many values.")
    return text


def decode(text: str) -> dict[str, Any]:
    """Return the state that `encode` made a text of; an empty text is an empty state.

    Raises
    ------
    AddressError
        If the text is anything else, whatever it is.
    """
    if not text:
        return {}
    if len(text) > LONGEST_LINK:
        raise AddressError("The link is too long to be a view of this page.")
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        # JSON begins with a brace, deflated data never does.
        state = json.loads(data if data.startswith(b"{") else _inflate(data), parse_constant=_refuse)
    except (binascii.Error, ValueError, zlib.error, RecursionError) as error:
        raise AddressError("The link is damaged or was cut off; open the page without it.") from error
    if not isinstance(state, dict):
        raise AddressError("The link does not hold a view of this page; open the page without it.")
    return state


def _inflate(data: bytes) -> bytes:
    inflater = zlib.decompressobj()
    out = inflater.decompress(data, LARGEST_STATE)
    if not inflater.eof:
        raise ValueError("cut off, or larger than a view can be")
    return out


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


class Address(Panel):
    """Writes the view into the address bar, and tells of a visitor who goes back or forward to another view.

    It replaces the current entry of the browser's history; path, hash and other parameters stay. It shows nothing.

    Parameters
    ----------
    enabled : bool
        Whether the address bar is ours to write: yes in Voila, no in JupyterLab.
    """

    _esm = assets.script("address")

    enabled = traitlets.Bool(False).tag(sync=True)
    view = traitlets.Unicode("", help="the encoded view, empty for the view the page opens with").tag(sync=True)

    def __init__(self, enabled: bool = False) -> None:
        super().__init__(enabled=enabled)
        self._callbacks: list[Callable[[dict[str, Any]], None]] = []
        self.on_msg(self._receive)

    def write(self, state: dict[str, Any]) -> str:
        """Put the state into the address bar; return a sentence if it does not fit, else nothing."""
        try:
            self.view, refusal = encode(state), ""
        except AddressError as error:
            self.view, refusal = "", str(error)
        return refusal

    def on_visit(self, callback: Callable[[dict[str, Any]], None]) -> None:
        """Call `callback(state)` when the visitor goes back or forward to an address with another view."""
        self._callbacks.append(callback)

    def _receive(self, _widget: Any, content: Any, _buffers: Any) -> None:
        match content:
            case {"do": "visit", "view": str(text)} if self.enabled and text != self.view:
                pass
            case _:
                return
        try:
            state = decode(text)
        except AddressError as error:
            log.info("An address was left aside. %s", error)
            return
        for callback in self._callbacks:
            callback(state)
