"""Where the bundles are: an address carries its file's digest, so browsers keep the file forever.

Scripts and style sheets go out compressed, once per file. Pages do not, since a page may mix what
is secret with what somebody else put in its address (the BREACH attack); one that shows nothing of
its address may ask for it with `squeezed`.
"""

import gzip
import json
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, g, request, url_for

STATIC = Path(__file__).parent / "static"
DIST = STATIC / "dist"
_SQUEEZED = frozenset({".js", ".css", ".svg"})


def asset(name: str) -> str:
    """Give the address of a bundled file."""
    return url_for("static", filename=f"dist/{name}", v=_digest(name))


def _digest(name: str) -> str | None:
    try:
        changed_at = (DIST / "manifest.json").stat().st_mtime_ns
    except FileNotFoundError:
        return None
    return _manifest(changed_at).get(name)


@lru_cache(maxsize=2)
def _manifest(changed_at: int) -> dict[str, str]:  # noqa: ARG001 - the key of the cache
    entries: dict[str, str] = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    return entries


def squeezed() -> None:
    """Send this page compressed."""
    g.squeezed = True


def _squeeze_page(response: Response) -> Response:
    if g.get("squeezed") and request.accept_encodings["gzip"]:
        response.set_data(gzip.compress(response.get_data(), mtime=0))
        return _as_gzip(response)
    return response


def _squeeze_file(response: Response) -> Response:
    name = str((request.view_args or {}).get("filename", ""))
    if (
        request.endpoint != "static"
        or response.status_code != 200  # noqa: PLR2004 - HTTP
        or Path(name).suffix not in _SQUEEZED
        or not request.accept_encodings["gzip"]
    ):
        return response
    file = STATIC / name
    response.close()  # the file that would have been sent
    response.direct_passthrough = False
    response.set_data(_squeezed(file, file.stat().st_mtime_ns))
    return _as_gzip(response)


def _as_gzip(response: Response) -> Response:
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    return response


@lru_cache(maxsize=64)
def _squeezed(file: Path, changed_at: int) -> bytes:  # noqa: ARG001 - the key of the cache
    return gzip.compress(file.read_bytes(), mtime=0)


def install(app: Flask) -> None:
    """Give templates the function, and send bundles compressed."""
    app.add_template_global(asset, "asset")
    app.after_request(_squeeze_file)
    app.after_request(_squeeze_page)
