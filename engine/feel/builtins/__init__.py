"""The built-in functions of FEEL, by topic (DMN 1.5, clause 10.3.4). Importing registers them."""

from engine.feel.builtins import (
    contexts,
    conversion,
    lists,
    moments,
    numeric,
    own,
    ranges,
    statistics,
    strings,
    texts,
)

__all__ = [
    "contexts",
    "conversion",
    "lists",
    "moments",
    "numeric",
    "own",
    "ranges",
    "statistics",
    "strings",
    "texts",
]
