"""Finding a Chromium for the page tests, and getting one where there is none: ``python -m tests.browser.chromium``."""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import Browser, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

ARGUMENTS = (
    "--no-sandbox",  # containers run as root
    "--use-angle=swiftshader",  # WebGL without a graphics card
    "--enable-unsafe-swiftshader",
    "--disable-gpu-compositing",  # that graphics card is made up, too: the processor draws the page faster without
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def executable() -> str | None:
    """Return the path of the Chromium of this machine; None if there is only Playwright's own."""
    return os.environ.get("LITSCOPE_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def launch(playwright: Playwright) -> Browser:
    """Start the Chromium of this machine, else Playwright's own."""
    return playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))


def starts() -> str | None:
    """Return None if a Chromium starts, else what it said."""
    try:
        with sync_playwright() as playwright:
            launch(playwright).close()
    except PlaywrightError as error:
        return str(error).splitlines()[0]
    return None


def install() -> None:
    """Try the system's package where we may, then Playwright's download."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        attempts[:0] = [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]]
    for attempt in attempts:
        print("Getting a browser for the page tests:", " ".join(attempt), flush=True)
        subprocess.run(attempt, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
        if "install" in attempt and starts() is None:
            return


def main() -> None:
    """Make sure that a Chromium starts, or say how to get one."""
    if starts() is None:
        return
    install()
    reason = starts()
    if reason is not None:
        sys.exit(f"No Chromium for the page tests ({reason}). Install one, or name it in LITSCOPE_CHROMIUM.")


if __name__ == "__main__":
    main()
