"""Where the bundles are: the address of a file carries its digest, so browsers keep it forever."""

import json
from functools import cache
from pathlib import Path

from flask import Flask, url_for

DIST = Path(__file__).parent / "static" / "dist"


@cache
def _manifest(changed_at: int) -> dict[str, str]:  # noqa: ARG001 - the key of the cache
    entries: dict[str, str] = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    return entries


def _digest(name: str) -> str | None:
    try:
        changed_at = (DIST / "manifest.json").stat().st_mtime_ns
    except FileNotFoundError:
        return None
    return _manifest(changed_at).get(name)


def asset(name: str) -> str:
    """Give the address of a bundled file."""
    return url_for("static", filename=f"dist/{name}", v=_digest(name))


def install(app: Flask) -> None:
    """Give templates the function."""
    app.add_template_global(asset, "asset")
