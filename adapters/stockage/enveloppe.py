"""Envelope encryption of a stream: a key for each object, sealed by the master key; frames that open one by one.

Object: 0x02 · length of the sealed key (2) · sealed key · frames. Each frame is AES-256-GCM under a nonce that says
its rank and whether it is the last, so frames cannot be swapped, repeated, dropped or cut off unseen.
"""

import os
import struct
from collections.abc import AsyncIterator, Callable

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.organismes.ports import Chiffre

VERSION = b"\x02"
WHOLE = b"\x01"
"""How the first contents were sealed: in one value, under the master key itself. Still read, no longer written."""
FRAME = 256 * 1024
_TAG = 16


class Tampered(Exception):
    """What is stored is not what was sealed."""


async def sealed(content: AsyncIterator[bytes], chiffre: Chiffre, contexte: str) -> AsyncIterator[bytes]:
    key = os.urandom(32)
    wrapped = chiffre.chiffrer(key, contexte)
    yield VERSION + struct.pack(">H", len(wrapped)) + wrapped
    aead, rank, waiting = AESGCM(key), 0, bytearray()
    async for piece in content:
        waiting += piece
        while len(waiting) > FRAME:
            yield aead.encrypt(_nonce(rank, last=False), bytes(waiting[:FRAME]), None)
            del waiting[:FRAME]
            rank += 1
    yield aead.encrypt(_nonce(rank, last=True), bytes(waiting), None)


async def opened(stored: AsyncIterator[bytes], chiffre: Chiffre, contexte: str) -> AsyncIterator[bytes]:
    waiting = bytearray()
    aead: AESGCM | None = None
    rank = 0
    async for piece in stored:
        waiting += piece
        if aead is None and waiting[:1] == WHOLE:
            continue
        if aead is None and (key := _key(waiting, chiffre, contexte)) is not None:
            aead = AESGCM(key)
        while aead is not None and len(waiting) > FRAME + _TAG:
            yield aead.decrypt(_nonce(rank, last=False), bytes(waiting[: FRAME + _TAG]), None)
            del waiting[: FRAME + _TAG]
            rank += 1
    if waiting[:1] == WHOLE and aead is None:
        yield chiffre.dechiffrer(bytes(waiting), contexte)
        return
    if aead is None:
        raise Tampered("truncated header")
    yield aead.decrypt(_nonce(rank, last=True), bytes(waiting), None)


async def rewrapped(
    stored: AsyncIterator[bytes], rewrap: Callable[[bytes, str], bytes | None], contexte: str
) -> AsyncIterator[bytes] | None:
    """The same object with its own key sealed under the master key of today; nothing when it is already.

    Only the header changes: the frames are copied as they are, however large the object.
    """
    waiting = bytearray()
    async for piece in stored:
        waiting += piece
        if waiting[:1] != WHOLE and len(waiting) >= 3 and len(waiting) >= 3 + struct.unpack(">H", waiting[1:3])[0]:
            break
    if waiting[:1] == WHOLE:
        whole = rewrap(bytes(waiting), contexte)
        return None if whole is None else _chain(whole, stored)
    if waiting[:1] != VERSION or len(waiting) < 3:
        raise Tampered("unknown version")
    end = 3 + struct.unpack(">H", waiting[1:3])[0]
    wrapped = rewrap(bytes(waiting[3:end]), contexte)
    if wrapped is None:
        return None
    return _chain(VERSION + struct.pack(">H", len(wrapped)) + wrapped + bytes(waiting[end:]), stored)


async def _chain(head: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield head
    async for piece in rest:
        yield piece


def _key(waiting: bytearray, chiffre: Chiffre, contexte: str) -> bytes | None:
    """The object's own key, once its header is there; the header leaves the buffer."""
    if waiting[:1] not in (b"", VERSION):
        raise Tampered("unknown version")
    if len(waiting) < 3:
        return None
    end = 3 + struct.unpack(">H", waiting[1:3])[0]
    if len(waiting) < end:
        return None
    key = chiffre.dechiffrer(bytes(waiting[3:end]), contexte)
    del waiting[:end]
    return key


def _nonce(rank: int, *, last: bool) -> bytes:
    # the key serves one object only: a counter never repeats under it
    return struct.pack(">3xQ?", rank, last)
