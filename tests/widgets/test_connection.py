"""Connection: what Python tells the notice."""

from widgets.connection import Connection


def test_it_carries_its_id_so_that_a_kernel_started_anew_is_known_by_not_knowing_it():
    connection = Connection()
    assert connection.own == connection.model_id
    assert connection.own != Connection().own


def test_the_browser_sets_nothing():
    connection = Connection()
    connection.set_state({"own": "other", "added": 7})
    assert (connection.own, connection.added) == (connection.model_id, 0)
