"""String functions with patterns: matches, replace, split (DMN 1.5, clause 10.3.4.3).

Patterns are those of XPath 2.0 as far as RE2 knows them. RE2 reads a text once from left to
right, so no pattern can take exponential time; back references and look-around do not exist.
"""

import re
from functools import lru_cache

import re2

from engine.feel.charclass import without_subtraction
from engine.feel.library import builtin
from engine.feel.numbers import COSTLY
from engine.feel.run import Run
from engine.feel.values import Value

_MEMORY = 1 << 20
_MAX_PATTERN = 1_000
_FLAGS = frozenset("smixq")
_CLASS_OR_SPACE = re.compile(r"(\[(?:\\.|[^\]\\])*\])|\s+", re.DOTALL)
_PIECE = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]?|\.", re.DOTALL)
_ZERO = re.compile(r"\\(?:(?P<zero>0)|.)", re.DOTALL)
"""Character zero, which RE2 reads in another way than XPath."""
_REPLACEMENT = re.compile(r"\\(?P<escaped>[\\$])|\$(?P<group>\d)|(?P<wrong>[\\$])")


@builtin("matches", "input: string, pattern: string, flags?: any")
def matches(run: Run, text: str, pattern: str, flags: Value = None) -> Value:
    """Tell whether the pattern occurs anywhere in the text."""
    compiled = _pattern(run, "matches", pattern, flags)
    if compiled is None:
        return None
    run.charge_text(len(text))
    return compiled.search(text) is not None


@builtin("replace", "input: string, pattern: string, replacement: string, flags?: any")
def replace(run: Run, text: str, pattern: str, replacement: str, flags: Value = None) -> Value:
    """Replace every match; `$1` in the replacement is the first group."""
    compiled = _pattern(run, "replace", pattern, flags)
    if compiled is None:
        return None
    if compiled.search("") is not None:
        return run.null("replace: het patroon past ook op een lege tekst")
    literal = isinstance(flags, str) and "q" in flags
    template: list[str | int] | None
    template = [replacement] if literal else _template(replacement, compiled.groups)
    if template is None:
        return run.null(
            "replace: in de vervanging hoort achter $ een cijfer en achter \\ een \\ of $"
        )
    return _replaced(run, compiled, text, template)


def _template(replacement: str, groups: int) -> list[str | int] | None:
    """Take a replacement apart into texts and group numbers; None when it is wrong."""
    parts: list[str | int] = []
    end = 0
    for match in _REPLACEMENT.finditer(replacement):
        parts.append(replacement[end : match.start()])
        end = match.end()
        if match["wrong"]:
            return None
        if match["group"]:
            number = int(match["group"])
            parts.append(number if number <= groups else "")
        else:
            parts.append(match["escaped"])
    parts.append(replacement[end:])
    return parts


def _replaced(run: Run, compiled: "re2._Regexp", text: str, template: list[str | int]) -> str:
    pieces: list[str] = []
    end = length = 0
    for match in compiled.finditer(text):
        pieces.append(text[end : match.start()])
        pieces.extend(p if isinstance(p, str) else match.group(p) or "" for p in template)
        end = match.end()
        length += len(pieces[-1])
        run.charge_text(length)
    pieces.append(text[end:])
    run.charge_text(sum(map(len, pieces)))
    return "".join(pieces)


@builtin("split", "string: string, delimiter: string")
def split(run: Run, text: str, delimiter: str) -> Value:
    """Split a text at every match of the delimiter, which is a pattern."""
    compiled = _pattern(run, "split", delimiter, None)
    if compiled is None:
        return None
    run.charge_text(len(text))
    parts: list[Value] = []
    end = 0
    for match in compiled.finditer(text):
        if match.start() == match.end():
            continue
        parts.append(text[end : match.start()])
        end = match.end()
        run.charge(1)
    parts.append(text[end:])
    run.charge_list(len(parts))
    return parts


def _pattern(run: Run, function: str, pattern: str, flags: Value) -> "re2._Regexp | None":
    if flags is not None and not (isinstance(flags, str) and set(flags) <= _FLAGS):
        return run.null(f"{function}: de vlaggen mogen alleen s, m, i, x en q zijn")
    if len(pattern) > _MAX_PATTERN:
        return run.null(f"{function}: het patroon heeft meer dan {_MAX_PATTERN} tekens")
    run.charge(COSTLY)
    compiled = _compiled(pattern, flags if isinstance(flags, str) else "")
    if compiled is None:
        return run.null(f"{function}: dit is geen patroon dat hier bestaat")
    return compiled


def _without_space(pattern: str) -> str:
    """Leave out white space, but not inside a character class (flag x of XPath)."""
    return _CLASS_OR_SPACE.sub(lambda match: match.group(1) or "", pattern)


def _lines_apart(pattern: str) -> str:
    """Let a dot match no carriage return either, as in XPath; RE2 leaves out line feeds only."""
    return _PIECE.sub(lambda match: r"[^\n\r]" if match[0] == "." else match[0], pattern)


def _is_foreign(pattern: str) -> bool:
    return any(sign["zero"] for sign in _ZERO.finditer(pattern))


@lru_cache(maxsize=512)
def _compiled(pattern: str, flags: str) -> "re2._Regexp | None":
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    if "q" in flags:
        source = re2.escape(pattern)
    else:
        spaced = _without_space(pattern) if "x" in flags else pattern
        source = without_subtraction(spaced)
        if source is None or _is_foreign(source):
            return None
        source = source.replace(r"\p{IsBasicLatin}", r"[\x00-\x7F]")
        source = source if "s" in flags else _lines_apart(source)
    switches = "".join(sorted(set(flags) & set("ims")))
    try:
        return re2.compile(f"(?{switches}){source}" if switches else source, options)
    except re2.error:
        return None
