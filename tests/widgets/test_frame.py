"""Frame and tour: they work in the browser alone, so nothing that it sends reaches Python."""

import pytest

from widgets.frame import Frame
from widgets.tour import Tour


@pytest.mark.parametrize("widget", [Frame, Tour])
def test_a_visitor_cannot_set_anything(widget):
    one = widget()
    before = one.get_state()
    one.set_state({"_esm": "alert(1)", "_css": "* { display: none }"})
    assert one.get_state() == before
