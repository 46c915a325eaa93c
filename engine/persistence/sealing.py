"""BSNs at rest: AES-256-GCM bound to the row, and a keyed index for looking one up.

A ciphertext holds one version byte, a nonce of 12 bytes and the sealed text. The id of the row is
authenticated with it, so that a ciphertext moved to another row does not open. The index is
HMAC-SHA256 with its own key: a plain hash of nine digits is guessed within a minute.
"""

import hmac
import secrets
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.errors import ExecutionError

_VERSION = b"\x01"
_NONCE_BYTES = 12


@dataclass(frozen=True)
class Seal:
    """Seals and opens the text of one column."""

    encryption_key: bytes
    index_key: bytes

    def close(self, row_id: UUID, text: str) -> bytes:
        """Encrypt text so that it opens in this row only."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = AESGCM(self.encryption_key).encrypt(nonce, text.encode(), _bound_to(row_id))
        return _VERSION + nonce + sealed

    def open(self, row_id: UUID, sealed: bytes) -> str:
        """Decrypt. Raises `ExecutionError` when it was tampered with or moved."""
        nonce, text = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            return AESGCM(self.encryption_key).decrypt(nonce, text, _bound_to(row_id)).decode()
        except InvalidTag:
            raise ExecutionError(
                "Een versleuteld gegeven past niet bij zijn rij of sleutel."
            ) from None

    def index(self, text: str) -> str:
        """Give the searchable stand-in: equal texts give equal indexes, and no more."""
        return hmac.digest(self.index_key, text.encode(), "sha256").hex()


def _bound_to(row_id: UUID) -> bytes:
    return _VERSION + row_id.bytes
