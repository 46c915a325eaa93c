"""Identities: one UUID per thing, and a type per kind of thing so that they cannot be swapped.

They are version 7 UUIDs (RFC 9562 §5.7): the first 48 bits are the moment of birth, so that rows
made after each other lie next to each other in an index. Time and randomness are arguments.
"""

import secrets
from datetime import UTC, datetime
from typing import NewType
from uuid import UUID

UserId = NewType("UserId", UUID)
ClientId = NewType("ClientId", UUID)
CaseId = NewType("CaseId", UUID)
SignalId = NewType("SignalId", UUID)
DefinitionId = NewType("DefinitionId", UUID)
InstanceId = NewType("InstanceId", UUID)
TaskId = NewType("TaskId", UUID)
JobId = NewType("JobId", UUID)
DocumentId = NewType("DocumentId", UUID)
FileId = NewType("FileId", UUID)

RANDOM_BITS = 74
"""How many bits of a version 7 UUID are free."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def uuid7(at: datetime, random_bits: int) -> UUID:
    """Make a version 7 UUID born at an aware moment from `RANDOM_BITS` random bits."""
    since = at - _EPOCH
    milliseconds = (since.days * 86_400 + since.seconds) * 1_000 + since.microseconds // 1_000
    high, low = divmod(random_bits & ((1 << RANDOM_BITS) - 1), 1 << 62)
    return UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)


def new_uuid7(at: datetime) -> UUID:
    """Make a version 7 UUID with unguessable random bits."""
    return uuid7(at, secrets.randbits(RANDOM_BITS))


def parse_uuid(text: str) -> UUID | None:
    """Read an id from a URL or form; None when it is none (answered like an unknown id)."""
    try:
        return UUID(text)
    except ValueError:
        return None
