"""A real Chromium for tests of pages: this machine's own, started once for a file of tests; without one they are skipped."""

import functools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from outputs.figures.fonts import FOLDER

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NO_NETWORK = ("--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""


@functools.cache
def with_our_fonts() -> dict[str, str]:
    """The environment of a browser that has the fonts of our figures beside the system's: where none of these has Chinese
    characters, it looks through all of them for each character, whenever a page is laid out."""
    known = Path(tempfile.mkdtemp(prefix="fonts-")) / "fonts.conf"
    known.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{escape(str(FOLDER))}</dir></fontconfig>",
        encoding="utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(known)}


def chromium():
    """Give a browser for a module of tests, to be used as a fixture."""
    driver = pytest.importorskip("playwright.sync_api", reason="no Playwright here (group browser)")
    if CHROMIUM is None:
        pytest.skip("no Chromium here")
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(NO_NETWORK), env=with_our_fonts())
        yield browser
        browser.close()


@contextmanager
def opened(browser, address: str | Path, **options) -> Iterator:
    """Open a page in a fresh context; ``page.asked`` are its requests and ``page.errors`` what its scripts complain about."""
    context = browser.new_context(**options)
    page = context.new_page()
    page.asked, page.errors = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    page.add_init_script(WATCH)
    try:
        page.goto(address.as_uri() if isinstance(address, Path) else address)
        yield page
    finally:
        context.close()
