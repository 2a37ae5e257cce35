"""Where the dashboard is served, and to whom."""

import ipaddress
import os
import secrets
import socket
from dataclasses import dataclass


class ServeError(RuntimeError):
    """The dashboard cannot be served; the message is a sentence for the user."""


@dataclass(frozen=True)
class Address:
    """Where to serve, and to whom: with a token, only to who has it."""

    host: str = "localhost"
    port: int = 8866
    token: str = ""

    @classmethod
    def chosen(cls, host: str, port: int, token: str | None) -> "Address":
        """Return the address for the user's choice; a public one without a choice of token gets a random one."""
        if token is None:
            token = "" if is_loopback(host) else secrets.token_urlsafe(24)
        return cls(host, port, token)

    @property
    def url(self) -> str:
        """The link to open, token included."""
        host = "localhost" if is_loopback(self.host) or self.host in ("", "0.0.0.0", "::") else self.host
        host = f"[{host}]" if ":" in host else host
        return f"http://{host}:{self.port}/" + (f"?token={self.token}" if self.token else "")

    @property
    def is_open(self) -> bool:
        """Whether anybody who reaches this machine may use the page."""
        return not self.token and not is_loopback(self.host)

    def check(self) -> None:
        """Raise ServeError if the port is taken or the host is not one of this machine."""
        try:
            family, kind, proto, _, where = socket.getaddrinfo(
                self.host or None, self.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            with socket.socket(family, kind, proto) as probe:
                if os.name != "nt":
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(where)
        except socket.gaierror as error:
            raise ServeError(f"“{self.host}” is no address of this machine; use --host localhost.") from error
        except OSError as error:
            raise ServeError(
                f"Port {self.port} on {self.host} cannot be used ({error.strerror}); choose another with --port."
            ) from error


def is_loopback(host: str) -> bool:
    """Return whether the host can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
