"""Where the dashboard is served, and to whom."""

import gzip
import socket

import pytest

from app.address import Address, ServeError, is_loopback
from widgets.bundle import BUNDLE, compressed


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.9.1", "::1"])
def test_loopback_needs_no_token(host):
    address = Address.chosen(host, 8866, None)
    assert is_loopback(host)
    assert address.token == ""
    assert not address.is_open
    assert address.url == "http://localhost:8866/"


@pytest.mark.parametrize("host", ["0.0.0.0", "", "192.0.2.7", "::", "example.org"])
def test_a_public_address_gets_a_token_that_stands_in_the_link(host):
    address = Address.chosen(host, 80, None)
    assert len(address.token) > 20
    assert address.url.endswith(f"/?token={address.token}")
    assert not address.is_open


def test_two_servers_get_two_tokens():
    assert Address.chosen("0.0.0.0", 80, None) != Address.chosen("0.0.0.0", 80, None)


def test_an_empty_token_on_a_public_address_leaves_it_open():
    assert Address.chosen("0.0.0.0", 80, "").is_open


def test_an_ipv6_address_is_bracketed_in_the_link():
    assert Address.chosen("2001:db8::1", 80, "t").url == "http://[2001:db8::1]:80/?token=t"


def test_a_taken_port_is_said_with_the_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(ServeError, match=rf"Port {port} .* --port"):
            Address("127.0.0.1", port).check()


def test_a_host_that_is_not_ours_is_said():
    with pytest.raises(ServeError):
        Address("192.0.2.7", 8866).check()


def test_plotlys_script_is_served_as_it_is():
    assert gzip.decompress(compressed()) == BUNDLE.read_bytes()
