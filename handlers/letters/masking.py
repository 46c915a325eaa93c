"""Takes out of a text what could tell who somebody is, for a document that leaves the chain.

Names, addresses and organisations are those that the case knows; numbers, dates, postcodes, e-mail
addresses and telephone numbers are recognised by their shape. A machine cannot know every name: a
person still reads the document before it goes.
"""

import re
from collections.abc import Iterable
from typing import Final

_SHORTEST_NAME: Final = 3
_BSN = re.compile(r"(?<!\d)(?:\d[ .-]?){8}\d(?!\d)")
_BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_ORDINARY = frozenset({"van", "den", "der", "het", "een", "ter", "ten", "aan", "bij", "the", "and"})
_MONTHS = (
    r"jan(?:uari)?|feb(?:ruari)?|maart|mrt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|"
    r"sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_SHAPES: Final = (
    (re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b"), "[e-mailadres]"),
    (re.compile(r"\b\d{4}-\d{1,2}-\d{1,2}(?:T[\d:.+Z-]+)?"), "[datum]"),
    (re.compile(r"\b\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*(?:\d{4}|\d{2})\b"), "[datum]"),
    (re.compile(rf"\b\d{{1,2}}\s+(?:{_MONTHS})\b\.?(?:\s+\d{{4}})?", re.IGNORECASE), "[datum]"),
    (re.compile(r"\b[1-9]\d{3}(?:\s?[A-Z]{2}|[a-z]{2})\b"), "[postcode]"),
    (re.compile(r"\+?\d[\d\s.-]{7,}\d"), "[nummer]"),
    (re.compile(r"\b(?:19|20)\d{2}\b"), "[jaar]"),
)


def without_bsn(text: str) -> str:
    """Take out every number that passes the 11-proef: no document carries a BSN."""
    return _BSN.sub(lambda found: "[nummer]" if _is_bsn(found[0]) else found[0], text)


def _is_bsn(text: str) -> bool:
    digits = [int(sign) for sign in text if sign.isdigit()]
    return sum(d * w for d, w in zip(digits, _BSN_WEIGHTS, strict=True)) % 11 == 0


def masked(text: str, names: Iterable[str], places: Iterable[str]) -> str:
    """Take out of a text these names and places, and everything that has the shape of a trace."""
    for words, instead in ((names, "[naam]"), (places, "[plaats]")):
        for word in sorted(_words(words), key=len, reverse=True):
            text = re.sub(
                rf"(?<!\w){re.escape(word)}(?:s|'s)?(?!\w)", instead, text, flags=re.IGNORECASE
            )
    for shape, instead in _SHAPES:
        text = shape.sub(instead, text)
    return text


def _words(texts: Iterable[str]) -> set[str]:
    """Give each text as a whole, and its words that are long enough to be a name."""
    whole = {text.strip() for text in texts}
    single = {word.strip(".,()") for text in whole for word in text.split()}
    return {
        word
        for word in whole | single
        if len(word) >= _SHORTEST_NAME and word.casefold() not in _ORDINARY and not word.isdigit()
    }
