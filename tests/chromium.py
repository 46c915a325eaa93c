"""Which Chromium the browser tests drive: CHROMIUM, one on the PATH, or Playwright's own.

The headless shell comes first: it has no windows to draw, so the same pages cost half the work.
"""

import os
import shutil
import sys
from pathlib import Path

_NAMES = (
    "chromium-headless-shell",
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
)
_APPLICATIONS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)


def chromium() -> Path | None:
    """Find a Chromium; None when there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        return Path(named)
    on_path = (shutil.which(name) for name in _NAMES)
    found = next((Path(path) for path in on_path if path), None)
    return found or next(
        (path for path in (*_APPLICATIONS, *_playwrights()) if path.exists()), None
    )


def _playwrights() -> tuple[Path, ...]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow, and rarely needed

    with sync_playwright() as playwright:
        return (Path(playwright.chromium.executable_path),)


if __name__ == "__main__":
    path = chromium()
    print(path or "no Chromium")
    sys.exit(path is None)
