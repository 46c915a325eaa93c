"""Reads the text of a PDF as typst writes it, without a library: enough to see what a letter says.

Objects are not packed together, page contents are compressed, and every font brings a table from
its glyphs to Unicode. White space is not kept: compare with `squeezed`.
"""

import re
import zlib
from collections.abc import Iterator, Mapping

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"/Length (\d+).*?>>\s*stream\r?\n", re.DOTALL)
_FONTS = re.compile(rb"/Font<<(.*?)>>", re.DOTALL)
_FONT = re.compile(rb"/(\w+) (\d+) 0 R")
_SHOWN = re.compile(rb"/(\w+) [\d.]+ Tf|([\[\](])")
_SIGN = re.compile(rb"\\[0-7]{3}|\\.|.", re.DOTALL)
_CHAR = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>\n")
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

Glyphs = Mapping[int, str]


def squeezed(text: str) -> str:
    """Leave out white space."""
    return re.sub(r"\s+", "", text)


def text_of(pdf: bytes) -> str:
    """Give the text of all pages, without white space."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    pages = (body for body in objects.values() if re.search(rb"/Type\s*/Page\b", body))
    return squeezed("".join(_page(body, objects) for body in pages))


def _page(body: bytes, objects: Mapping[int, bytes]) -> str:
    resources = _referred(body, rb"/Resources", objects)
    contents = _stream(_referred(body, rb"/Contents", objects))
    listed = _FONTS.search(resources)
    fonts = {
        name: _glyphs(_stream(_referred(objects[int(number)], rb"/ToUnicode", objects)))
        for name, number in _FONT.findall(listed[1] if listed else b"")
    }
    return "".join(_shown(contents, fonts))


def _referred(body: bytes, key: bytes, objects: Mapping[int, bytes]) -> bytes:
    found = re.search(key + rb" (\d+) 0 R", body)
    return objects[int(found[1])] if found else body


def _stream(body: bytes) -> bytes:
    found = _STREAM.search(body)
    assert found is not None
    data = body[found.end() : found.end() + int(found[1])]
    return zlib.decompress(data) if b"FlateDecode" in body else data


def _glyphs(table: bytes) -> Glyphs:
    return {int(code, 16): bytes.fromhex(said.decode()).decode("utf-16-be")
            for code, said in _CHAR.findall(table)}  # fmt: skip


def _shown(contents: bytes, fonts: Mapping[bytes, Glyphs]) -> Iterator[str]:
    """Give the strings in arrays: those outside describe the text, in another alphabet."""
    glyphs: Glyphs = {}
    at, bracket = 0, b"]"
    while found := _SHOWN.search(contents, at):
        at = found.end()
        if found[1]:
            glyphs = fonts[found[1]]
        elif found[2] != b"(":
            bracket = found[2]
        else:
            raw, at = _string(contents, at)
            if bracket == b"]":
                continue
            codes = zip(raw[::2], raw[1::2], strict=True)
            yield "".join(glyphs.get(high << 8 | low, "") for high, low in codes)


def _string(contents: bytes, at: int) -> tuple[bytes, int]:
    """Read a string from behind its bracket; brackets in pairs may stand in it as they are."""
    said, depth = bytearray(), 1
    for sign in _SIGN.finditer(contents, at):
        depth += {b"(": 1, b")": -1}.get(sign[0], 0)
        if depth == 0:
            return bytes(said), sign.end()
        said += _unescaped(sign[0])
    raise ValueError("The string has no end.")


def _unescaped(sign: bytes) -> bytes:
    if len(sign) == 1:
        return sign
    return bytes([int(sign[1:], 8)]) if sign[1:].isdigit() else _NAMED.get(sign[1:], sign[1:])
