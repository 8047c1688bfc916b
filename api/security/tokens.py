"""Access tokens of third parties. The only file that knows python-jose.

python-jose 3.5 accepts a token forged with the public key when algorithms are mixed: here the algorithm is one,
the key is a typed object, and header and claims are read by our own strict reader once the signature is good.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jose import jwk, jws
from jose.exceptions import JOSEError

from domain.echanges.errors import AccesRefuse

ALGORITHM = "ES256"
TYPE = "at+jwt"
MAX_BYTES = 8 * 1024
SKEW = timedelta(seconds=30)
_SIGNATURE_BYTES = 64
_SHAPE = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_CLAIMS = {"iss", "aud", "sub", "scope", "iat", "nbf", "exp", "jti"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessToken:
    client_id: str
    portees: frozenset[str]


class Tokens:
    def __init__(self, private_key_pem: str, *, issuer: str, audience: str, lifetime: timedelta) -> None:
        private = serialization.load_pem_private_key(private_key_pem.encode(), password=None)
        if not isinstance(private, ec.EllipticCurvePrivateKey) or not isinstance(private.curve, ec.SECP256R1):
            raise ValueError("CLE_JETONS must be an EC P-256 private key")
        public = private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        self._signing = jwk.construct(private_key_pem, ALGORITHM)
        self._verifying = jwk.construct(public.decode(), ALGORITHM)
        self._kid = sha256(public).hexdigest()[:16]
        self._issuer = issuer
        self._audience = audience
        self.lifetime = lifetime

    def issue(self, client_id: str, portees: Iterable[str], now: datetime) -> str:
        instant = int(now.timestamp())
        claims = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": client_id,
            "scope": " ".join(sorted(portees)),
            "iat": instant,
            "nbf": instant,
            "exp": instant + int(self.lifetime.total_seconds()),
            "jti": str(uuid4()),
        }
        headers = {"typ": TYPE, "kid": self._kid}
        return jws.sign(claims, self._signing, headers=headers, algorithm=ALGORITHM)

    def read(self, token: str, now: datetime) -> AccessToken:
        """One refusal for every fault: a forger learns nothing."""
        try:
            return self._read(token, now)
        except (JOSEError, ValueError, TypeError, KeyError, RecursionError) as error:
            raise AccesRefuse("Ce jeton n'est pas valable, ou ne l'est plus. Demandez-en un nouveau.") from error

    def _read(self, token: str, now: datetime) -> AccessToken:
        if len(token) > MAX_BYTES or not _SHAPE.fullmatch(token):
            raise ValueError("shape")
        head, body, signature = (_canonical(part) for part in token.split("."))
        if _strict(head) != {"alg": ALGORITHM, "typ": TYPE, "kid": self._kid}:
            raise ValueError("header")
        if len(signature) != _SIGNATURE_BYTES:
            raise ValueError("signature")
        jws.verify(token, self._verifying, algorithms=[ALGORITHM])
        claims = _strict(body)
        if set(claims) != _CLAIMS or claims["iss"] != self._issuer or claims["aud"] != self._audience:
            raise ValueError("claims")
        issued, begins, ends = (_instant(claims[name]) for name in ("iat", "nbf", "exp"))
        instant, skew = now.timestamp(), SKEW.total_seconds()
        if issued > instant + skew or begins > instant + skew or ends <= instant - skew or ends <= begins:
            raise ValueError("time")
        subject, scope = claims["sub"], claims["scope"]
        if not isinstance(subject, str) or not isinstance(scope, str) or not isinstance(claims["jti"], str):
            raise ValueError("types")
        return AccessToken(client_id=subject, portees=frozenset(scope.split()))


def _canonical(part: str) -> bytes:
    """One spelling per value: bits hidden in the last character would give a token two names."""
    try:
        raw = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except binascii.Error as error:
        raise ValueError("base64") from error
    if base64.urlsafe_b64encode(raw).rstrip(b"=").decode() != part:
        raise ValueError("base64")
    return raw


def _strict(raw: bytes) -> dict[str, Any]:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("duplicate")
        return found

    read = json.loads(raw.decode("utf-8"), object_pairs_hook=once)
    if not isinstance(read, dict):
        raise ValueError("object")
    return read


def _instant(value: Any) -> int:
    if type(value) is not int:
        raise ValueError("instant")
    return value
