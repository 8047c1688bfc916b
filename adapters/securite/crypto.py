"""Secrets at rest: argon2id for passphrases, AES-256-GCM for what is read back, HMAC for what is only found."""

import asyncio
import hmac
import os
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_ID = b"\x01"


class UnknownKey(ValueError):
    """What is stored was not sealed here."""


class Argon2Hacheur:
    def __init__(self, *, passes: int = 2, kibioctets: int = 19_456) -> None:
        """OWASP's minimum takes about 30 ms of one core, off the event loop. A hash says what it cost: it is verified
        at that cost."""
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=kibioctets, parallelism=1)
        self._nobody = self._hasher.hash(os.urandom(16).hex())

    async def hacher(self, mot_de_passe: str) -> str:
        return await asyncio.to_thread(self._hasher.hash, mot_de_passe)

    async def verifier(self, hache: str | None, mot_de_passe: str) -> bool:
        return await asyncio.to_thread(self._verify, hache or self._nobody, mot_de_passe) and hache is not None

    def _verify(self, hache: str, mot_de_passe: str) -> bool:
        try:
            return self._hasher.verify(hache, mot_de_passe)
        except (VerifyMismatchError, InvalidHashError):
            return False


def derive(master: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(master)


class AesChiffre:
    """AES-256-GCM with the context (table:column:row) as associated data: a value moved elsewhere does not open.

    `precedente`: while the master key turns, what the former one sealed still opens; nothing new is sealed under it.
    """

    def __init__(self, master: bytes, purpose: str, precedente: bytes | None = None) -> None:
        self._learn([derive(key, purpose) for key in (master, precedente) if key is not None])

    def _learn(self, keys: list[bytes]) -> None:
        self._keys = keys
        self._aead, *former = (AESGCM(key) for key in keys)
        self._former = former[0] if former else None

    def __getstate__(self) -> list[bytes]:
        """For a process of ours that computes elsewhere (adapters/crew.py): this purpose only, never the master key."""
        return self._keys

    def __setstate__(self, keys: list[bytes]) -> None:
        self._learn(keys)

    def chiffrer(self, clair: bytes, contexte: str) -> bytes:
        nonce = os.urandom(12)
        return KEY_ID + nonce + self._aead.encrypt(nonce, clair, contexte.encode())

    def dechiffrer(self, chiffre: bytes, contexte: str) -> bytes:
        return self._open(chiffre, contexte)[0]

    def rechiffrer(self, chiffre: bytes, contexte: str) -> bytes | None:
        """The same value under the key of today, or nothing when it is there already."""
        clair, former = self._open(chiffre, contexte)
        return self.chiffrer(clair, contexte) if former else None

    def _open(self, chiffre: bytes, contexte: str) -> tuple[bytes, bool]:
        if chiffre[:1] != KEY_ID:
            raise UnknownKey("unknown encryption key")
        nonce, sealed, context = chiffre[1:13], chiffre[13:], contexte.encode()
        try:
            return self._aead.decrypt(nonce, sealed, context), False
        except InvalidTag:
            if self._former is None:
                raise
            return self._former.decrypt(nonce, sealed, context), True


class BlindIndex:
    """A keyed digest: equal values are found without being readable."""

    def __init__(self, master: bytes, purpose: str) -> None:
        self._key = derive(master, purpose)

    def __call__(self, valeur: str) -> bytes:
        return hmac.new(self._key, valeur.encode(), sha256).digest()
