"""Variables as they are stored: text that keeps every type (dates, decimals, terms)."""

import json
from collections.abc import Mapping

from engine.bpmn.serialization import pack, unpack
from engine.feel import Value

_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def encode(variables: Mapping[str, Value]) -> str:
    """Write variables as text."""
    packed = {name: pack(value) for name, value in variables.items()}
    return _write(packed)


def decode(text: str) -> dict[str, Value]:
    """Read variables from the text that `encode` made."""
    return {name: unpack(packed) for name, packed in json.loads(text).items()}
