"""A real server: what it answers, to whom, and what it keeps to itself."""

import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from app.scripts import PLOTLY_URL
from tests.browser import servers

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def local() -> Iterator[servers.Server]:
    with servers.litscope(arguments=("--host", "127.0.0.1")) as server:
        yield server


@pytest.fixture(scope="module")
def public() -> Iterator[servers.Server]:
    with servers.litscope(arguments=("--host", "0.0.0.0", "--token", "opensesame")) as server:
        yield server


def answer(url: str) -> tuple[int, str, str]:
    """Return status, final address and body."""
    try:
        with urllib.request.urlopen(url, timeout=60) as response:
            return response.status, response.url, response.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.url, ""


def test_a_local_page_opens_without_login(local):
    status, url, body = answer(local.url)
    assert status == 200
    assert "login" not in url
    assert "litscope-skeleton" in body


def test_plotlys_script_may_be_kept_for_ever(local):
    with urllib.request.urlopen(local.url + PLOTLY_URL) as response:
        assert "immutable" in response.headers["Cache-Control"]
        assert len(response.read()) > 1_000_000


@pytest.mark.parametrize(
    "path",
    [
        "voila/files/app/server.py",
        "voila/files/dashboard.ipynb",
        "voila/files/pyproject.toml",
        "voila/files/../pyproject.toml",
        "voila/files/%2e%2e/%2e%2e/etc/passwd",
        "dashboard.ipynb",
        "api/contents/dashboard.ipynb",
        "voila/templates/litscope/static/../index.html.j2",
    ],
)
def test_no_file_of_the_checkout_can_be_read(local, path):
    status, _, body = answer(local.url + path)
    assert status >= 400
    assert "import" not in body


def test_a_visitor_cannot_choose_another_template(local):
    _, _, body = answer(local.url + "?template=classic&theme=dark")
    assert "litscope-skeleton" in body


def test_a_public_page_wants_its_token(public):
    _, url, body = answer(public.url)
    assert "login" in url
    assert "litscope-skeleton" not in body
    assert "litscope-skeleton" in answer(public.url + "?token=opensesame")[2]


def test_an_open_public_page_is_announced_loudly():
    with servers.litscope(arguments=("--host", "0.0.0.0", "--token", "")) as server:
        assert "no token" in server.log
