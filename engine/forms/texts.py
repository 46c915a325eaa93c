"""Texts on a form: plain, one FEEL expression (`="Poging " + string(nr)`), or with `{{FEEL}}`.

An expression that yields null leaves a gap, for a page must show even when a variable is missing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from engine.domain.calendar import AMSTERDAM
from engine.feel import Expression, Scope, Value, compile_expression

_HOLE = re.compile(r"\{\{(.{1,500}?)\}\}", re.DOTALL)


@dataclass(frozen=True)
class Text:
    """A text whose pieces are literal or FEEL, in turn."""

    pieces: str | tuple[str | Expression, ...] = ""

    @classmethod
    def parse(cls, text: str) -> "Text":
        """Find the FEEL in a text. Raises `FeelSyntaxError`."""
        if text.startswith("="):
            return cls((compile_expression(text),))
        if "{{" not in text:
            return cls(text)
        halves = _HOLE.split(text)
        return cls(tuple(_piece(index, half) for index, half in enumerate(halves)))

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """The FEEL in this text."""
        if isinstance(self.pieces, str):
            return ()
        return tuple(piece for piece in self.pieces if isinstance(piece, Expression))

    def render(self, context: Mapping[str, object], scope: Scope) -> str:
        """Fill in the gaps."""
        if isinstance(self.pieces, str):
            return self.pieces
        return "".join(
            said(piece.evaluate(context, scope).value) if isinstance(piece, Expression) else piece
            for piece in self.pieces
        )


NO_TEXT = Text()


def _piece(index: int, half: str) -> str | Expression:
    return compile_expression(half) if index % 2 else half


def said(value: Value) -> str:
    """Say a FEEL value in Dutch: ja, 3,5, 22-11-2026, 9:30, a list with commas."""
    match value:
        case None:
            text = ""
        case bool():
            text = "ja" if value else "nee"
        case Decimal():
            text = f"{value:f}".replace(".", ",")
        case datetime():
            text = f"{value.astimezone(AMSTERDAM):%-d-%-m-%Y %-H:%M}"
        case date():
            text = f"{value:%-d-%-m-%Y}"
        case time():
            text = f"{value:%-H:%M}"
        case list():
            text = ", ".join(said(item) for item in value)
        case _:
            text = str(value)
    return text
