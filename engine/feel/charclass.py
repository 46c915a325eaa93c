"""Character classes less other classes, such as `[a-z-[aeiou]]`, which RE2 does not know.

Such a class is worked out to the characters that are left; RE2 reads those.
"""

import re

Ranges = list[tuple[int, int]]

_DEEPEST = 4
_MOST = 64
_EVERYTHING = (0, 0x10FFFF)
_SETS: dict[str, Ranges] = {
    "d": [(0x30, 0x39)],
    "s": [(0x09, 0x0A), (0x0C, 0x0D), (0x20, 0x20)],
    "w": [(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)],
}
"""What RE2 takes these to be outside such classes too."""
_SIGNS = {"n": "\n", "r": "\r", "t": "\t"}
_SIGN = r"\\[nrt\\|.\-^?*+{}()\[\]$]|[^\\\[\]]"
_PART = re.compile(rf"\\(?P<set>[dDsSwW])|(?P<low>{_SIGN})(?:-(?P<high>{_SIGN}))?", re.DOTALL)
_PIECE = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]?|.", re.DOTALL)
_LESS = re.compile(r"\\.|(?P<less>-\[)", re.DOTALL)


def without_subtraction(pattern: str) -> str | None:
    """Write each class less another as one class; None where that does not succeed."""
    written: list[str] = []
    at = 0
    while piece := _PIECE.match(pattern, at):
        text, at = piece[0], piece.end()
        if text.startswith("[") and any(found["less"] for found in _LESS.finditer(text)):
            left = _class(pattern, piece.start(), _DEEPEST)
            if left is None:
                return None
            text, at = _written(left[0]), left[1]
        written.append(text)
    return "".join(written)


def _class(pattern: str, at: int, depth: int) -> tuple[Ranges, int] | None:
    """Read a class from its bracket: what it holds, and the place behind it."""
    negated = pattern.startswith("^", at + 1)
    at += 1 + negated
    held: Ranges = []
    while part := _PART.match(pattern, at):
        if pattern.startswith("-[", at):
            break
        held += _held(part)
        at = part.end()
    if not 0 < len(held) <= _MOST or any(low > high for low, high in held):
        return None
    held = _less([_EVERYTHING], held) if negated else held
    if pattern.startswith("-[", at) and depth:
        taken = _class(pattern, at + 1, depth - 1)
        if taken is None:
            return None
        held, at = _less(held, taken[0]), taken[1]
    return (held, at + 1) if pattern.startswith("]", at) else None


def _held(part: re.Match[str]) -> Ranges:
    name = part["set"]
    if name is not None:
        known = _SETS[name.lower()]
        return known if name.islower() else _less([_EVERYTHING], known)
    low = _character(part["low"])
    return [(low, _character(part["high"]) if part["high"] else low)]


def _character(sign: str) -> int:
    return ord(_SIGNS.get(sign[1], sign[1]) if len(sign) > 1 else sign)


def _less(whole: Ranges, taken: Ranges) -> Ranges:
    left = whole
    for low, high in taken:
        pieces = ((a, b, max(a, high + 1), min(b, low - 1)) for a, b in left)
        left = [
            span
            for a, b, after, before in pieces
            for span in ((a, before), (after, b))
            if span[0] <= span[1]
        ]
    return left


def _written(ranges: Ranges) -> str:
    if not ranges:
        return rf"[^\x{{0}}-\x{{{_EVERYTHING[1]:x}}}]"
    return "[" + "".join(rf"\x{{{low:x}}}-\x{{{high:x}}}" for low, high in ranges) + "]"
