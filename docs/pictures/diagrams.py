"""Makes a picture of every process, as people see it in the application; needs no demo.

    .venv/bin/python -m docs.pictures.diagrams                    all of them
    .venv/bin/python -m docs.pictures.diagrams client-bereiken    one

The pictures stand in `docs/pictures/processen`, for the mediators' manual.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from lxml import etree
from playwright.sync_api import Browser, sync_playwright

from tests.chromium import chromium

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "processen"
_BUNDLES = ROOT / "engine" / "web" / "static" / "dist"
_WIDEST = 1700
_MARGIN = 60
_LOGO = 40
_PAGE = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><style>{styles}</style>
<style>body {{ margin: 0; background: #fff; }} .diagram-zoom, [class*=zoom] {{ display: none; }}
#hier {{ width: {width}px; height: {height}px !important; max-height: none !important;
border: 0; }}</style></head><body>
<div id="hier" data-diagram="diagram" data-label="diagram"></div>
<script type="application/json" id="diagram">{data}</script><script>{script}</script></body></html>
"""


def picture(browser: Browser, source: Path) -> None:
    """Draw one diagram and keep it as a picture."""
    width, height = _size(source)
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_content(
        _PAGE.format(
            styles=(_BUNDLES / "viewer.css").read_text(encoding="utf-8"),
            script=(_BUNDLES / "viewer.js").read_text(encoding="utf-8"),
            width=width,
            height=height,
            data=json.dumps({"xml": source.read_text(encoding="utf-8")}).replace("</", "<\\/"),
        )
    )
    page.locator("svg .djs-shape").first.wait_for()
    page.wait_for_timeout(300)
    page.screenshot(path=FOLDER / f"{source.stem}.png")
    page.close()


def _size(source: Path) -> tuple[int, int]:
    """Give the size of the picture: that of the drawing, or smaller when it is very wide."""
    xs: list[float] = []
    ys: list[float] = []
    for part in etree.parse(source).iter("{*}Bounds", "{*}waypoint"):
        x, y = float(part.get("x", "0")), float(part.get("y", "0"))
        xs += [x, x + float(part.get("width", "0"))]
        ys += [y, y + float(part.get("height", "0"))]
    width, height = max(xs) - min(xs) + _MARGIN, max(ys) - min(ys) + _MARGIN
    scale = min(1.0, _WIDEST / width)
    return round(width * scale), round(height * scale) + _LOGO


def picture_all(sources: Iterable[Path]) -> None:
    """Make the pictures of these diagrams."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for source in sources:
            picture(browser, source)
            print(source.stem)
        browser.close()


def main() -> int:
    """Make the pictures that were asked for."""
    wanted = set(sys.argv[1:])
    found = sorted((ROOT / "processes").glob("*.bpmn"))
    picture_all(path for path in found if not wanted or path.stem in wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
