"""Des jetons forgés de toutes les façons connues : aucun n'ouvre, et tous reçoivent la même réponse."""

import base64
import hashlib
import hmac
import json
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from api.bootstrap import Container
from api.security.tokens import Tokens
from domain.echanges.errors import AccesRefuse
from tests.api.tiers.conftest import NouveauLogiciel

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def dump(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


class Forge:
    """What an attacker has: a good token of his own, the public key, time, and imagination."""

    def __init__(self, container: Container, client_id: str) -> None:
        pem = container.settings.cle_jetons.get_secret_value().encode()
        key = serialization.load_pem_private_key(pem, password=None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        self.private = key
        self.public = key.public_key()
        self.now = int(datetime.now(UTC).timestamp())
        self.good = container.tokens.issue(client_id, ["annonces:lire"], datetime.now(UTC))
        head, body, _ = self.good.split(".")
        self.head: dict[str, Any] = json.loads(base64.urlsafe_b64decode(head + "=="))
        self.claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=="))

    def signed(self, head: bytes, body: bytes, key: ec.EllipticCurvePrivateKey | None = None) -> str:
        """A token that our own key signed: only its content is wrong."""
        message = f"{b64(head)}.{b64(body)}".encode()
        r, s = decode_dss_signature((key or self.private).sign(message, ec.ECDSA(hashes.SHA256())))
        return f"{message.decode()}.{b64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"

    def with_claims(self, **claims: Any) -> str:
        kept = {k: v for k, v in (self.claims | claims).items() if v is not ...}
        return self.signed(dump(self.head), dump(kept))

    def with_head(self, **head: Any) -> str:
        kept = {k: v for k, v in (self.head | head).items() if v is not ...}
        return self.signed(dump(kept), dump(self.claims))

    def hmac(self, secret: bytes, alg: str = "HS256", said: str | None = None) -> str:
        message = f"{b64(dump(self.head | {'alg': said or alg}))}.{b64(dump(self.claims))}".encode()
        digest = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}[alg]
        return f"{message.decode()}.{b64(hmac.new(secret, message, digest).digest())}"

    def raw_signature(self, signature: bytes) -> str:
        return f"{self.good.rpartition('.')[0]}.{b64(signature)}"

    def public_pem(self) -> bytes:
        return self.public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

    def public_der(self) -> bytes:
        return self.public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)

    def public_jwk(self) -> dict[str, str]:
        numbers = self.public.public_numbers()
        x, y = (b64(n.to_bytes(32, "big")) for n in (numbers.x, numbers.y))
        return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def _own_key_in_header(forge: Forge) -> str:
    mine = ec.generate_private_key(ec.SECP256R1())
    numbers = mine.public_key().public_numbers()
    jwk = {
        "kty": "EC",
        "crv": "P-256",
        "x": b64(numbers.x.to_bytes(32, "big")),
        "y": b64(numbers.y.to_bytes(32, "big")),
    }
    return forge.signed(dump(forge.head | {"jwk": jwk}), dump(forge.claims), mine)


def _duplicated_claim(forge: Forge) -> str:
    body = dump(forge.claims)[:-1] + b',"sub":"35-autre"}'
    return forge.signed(dump(forge.head), body)


def _duplicated_header(forge: Forge) -> str:
    head = dump(forge.head)[:-1] + b',"alg":"none"}'
    return forge.signed(head, dump(forge.claims))


def _malleable_base64(forge: Forge) -> str:
    """The last character of 64 bytes carries four spare bits: another spelling of the same signature."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    head, _, signature = forge.good.rpartition(".")
    last = alphabet.index(signature[-1])
    return f"{head}.{signature[:-1]}{alphabet[last ^ 1]}"


FORGERIES: dict[str, Callable[[Forge], str]] = {
    "alg none sans signature": lambda f: f"{b64(dump(f.head | {'alg': 'none'}))}.{b64(dump(f.claims))}.",
    "alg none avec la signature d'un vrai": lambda f: (
        f"{b64(dump(f.head | {'alg': 'none'}))}.{b64(dump(f.claims))}.{f.good.split('.')[2]}"
    ),
    "alg NoNe": lambda f: f"{b64(dump(f.head | {'alg': 'NoNe'}))}.{b64(dump(f.claims))}.x",
    "HS256 signé avec la clé publique en PEM": lambda f: f.hmac(f.public_pem()),
    "HS256 signé avec la clé publique en PEM sans retour final": lambda f: f.hmac(f.public_pem().strip()),
    "HS256 signé avec la clé publique en DER": lambda f: f.hmac(f.public_der()),
    "HS256 signé avec la clé publique en JWK": lambda f: f.hmac(dump(f.public_jwk())),
    "HS384 signé avec la clé publique en DER": lambda f: f.hmac(f.public_der(), "HS384"),
    "HS512 signé avec la clé publique en DER": lambda f: f.hmac(f.public_der(), "HS512"),
    "HS256 avec un secret vide": lambda f: f.hmac(b""),
    "HS256 qui se dit ES256": lambda f: f.hmac(f.public_der(), said="ES256"),
    "RS256 annoncé": lambda f: f.with_head(alg="RS256"),
    "ES384 annoncé": lambda f: f.with_head(alg="ES384"),
    "liste d'algorithmes": lambda f: f.with_head(alg=["ES256"]),
    "sans algorithme": lambda f: f.with_head(alg=...),
    "périmé": lambda f: f.with_claims(exp=f.now - 60, nbf=f.now - 960, iat=f.now - 960),
    "pas encore valable": lambda f: f.with_claims(nbf=f.now + 120),
    "émis dans le futur": lambda f: f.with_claims(iat=f.now + 120),
    "sans péremption": lambda f: f.with_claims(exp=...),
    "péremption en texte": lambda f: f.with_claims(exp=str(f.now + 900)),
    "péremption à virgule": lambda f: f.with_claims(exp=f.now + 900.5),
    "péremption vraie": lambda f: f.with_claims(exp=True),
    "péremption infinie": lambda f: f.signed(
        dump(f.head), dump(f.claims).replace(str(f.claims["exp"]).encode(), b"Infinity")
    ),
    "fin avant le début": lambda f: f.with_claims(exp=f.now + 10, nbf=f.now + 20),
    "autre destinataire": lambda f: f.with_claims(aud="https://ailleurs.test/tiers/v1"),
    "plusieurs destinataires": lambda f: f.with_claims(aud=[f.claims["aud"], "https://ailleurs.test"]),
    "sans destinataire": lambda f: f.with_claims(aud=...),
    "autre émetteur": lambda f: f.with_claims(iss="https://ailleurs.test"),
    "émetteur à une barre près": lambda f: f.with_claims(iss=f.claims["iss"] + "/"),
    "sans émetteur": lambda f: f.with_claims(iss=...),
    "type JWT": lambda f: f.with_head(typ="JWT"),
    "jeton d'identité": lambda f: f.signed(
        dump(f.head | {"typ": "JWT"}), dump(f.claims | {"nonce": "n", "email": "une@exemple.test"})
    ),
    "jeton d'identité qui se dit d'accès": lambda f: f.with_claims(nonce="n", auth_time=f.now),
    "sans type": lambda f: f.with_head(typ=...),
    "type en majuscules": lambda f: f.with_head(typ="AT+JWT"),
    "jku": lambda f: f.with_head(jku="https://ailleurs.test/jwks.json"),
    "x5u": lambda f: f.with_head(x5u="https://ailleurs.test/cert.pem"),
    "jwk du faussaire": _own_key_in_header,
    "kid d'un fichier": lambda f: f.with_head(kid="../../../../dev/null"),
    "kid en SQL": lambda f: f.with_head(kid="' union select 'x' --"),
    "kid absent": lambda f: f.with_head(kid=...),
    "crit inconnu": lambda f: f.with_head(crit=["exp"]),
    "b64 faux": lambda f: f.with_head(b64=False, crit=["b64"]),
    "zip": lambda f: f.signed(dump(f.head | {"zip": "DEF"}), zlib.compress(dump(f.claims))),
    "r et s nuls": lambda f: f.raw_signature(bytes(64)),
    "r et s à l'ordre de la courbe": lambda f: f.raw_signature(ORDER.to_bytes(32, "big") * 2),
    "signature vide": lambda f: f.good.rpartition(".")[0] + ".",
    "signature en DER": lambda f: f.raw_signature(
        f.private.sign(f.good.rpartition(".")[0].encode(), ec.ECDSA(hashes.SHA256()))
    ),
    "signature tronquée": lambda f: f.good[:-4],
    "autre écriture de la même signature": _malleable_base64,
    "signature d'une autre clé": lambda f: f.signed(
        dump(f.head), dump(f.claims), ec.generate_private_key(ec.SECP256R1())
    ),
    "contenu changé": lambda f: ".".join(
        [f.good.split(".")[0], b64(dump(f.claims | {"scope": "candidats:lire"})), f.good.split(".")[2]]
    ),
    "revendication en double": _duplicated_claim,
    "en-tête en double": _duplicated_header,
    "sujet inconnu": lambda f: f.with_claims(sub=f"35-{uuid4()}"),
    "sujet en liste": lambda f: f.with_claims(sub=[f.claims["sub"]]),
    "sujet d'un autre département": lambda f: f.with_claims(sub=f.claims["sub"].replace("35-", "44-")),
    "portées en liste": lambda f: f.with_claims(scope=["annonces:lire"]),
    "énorme": lambda f: f.with_claims(jti="x" * 20_000),
    "imbriqué à l'infini": lambda f: f.signed(dump(f.head), b"[" * 4000),
    "contenu qui n'est pas un objet": lambda f: f.signed(dump(f.head), b'"texte"'),
    "contenu vide": lambda f: f.signed(dump(f.head), b"{}"),
    "quatre morceaux": lambda f: f.good + ".x",
    "un seul morceau": lambda f: f.good.replace(".", ""),
    "base64 ordinaire": lambda f: f.good.replace("-", "+").replace("_", "/") + "==",
    "chiffré (JWE)": lambda f: f"{b64(dump({'alg': 'dir', 'enc': 'A256GCM'}))}..{b64(b'iv')}.{b64(b'x')}.{b64(b't')}",
}


class Ouvert:
    def __init__(self, http: httpx.AsyncClient, forge: Forge) -> None:
        self.http = http
        self.forge = forge


_OPENED: dict[str, str] = {}


@pytest_asyncio.fixture(loop_scope="session")
async def logiciel_ouvert(container: Container, logiciel: NouveauLogiciel, new_client: Any) -> Ouvert:
    """One living client for the whole module: signing in costs more than the sixty refusals together."""
    if "client_id" not in _OPENED:
        _OPENED["client_id"] = (await logiciel(connecte=False)).client["client_id"]
    http = await new_client()
    http.base_url = httpx.URL("https://fdls.test/tiers/v1/")
    return Ouvert(http, Forge(container, _OPENED["client_id"]))


def test_la_liste_en_compte_assez() -> None:
    assert len(FORGERIES) >= 60


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("nom", FORGERIES)
async def test_un_jeton_forge_est_refuse(nom: str, logiciel_ouvert: Ouvert) -> None:
    forged = FORGERIES[nom](logiciel_ouvert.forge)
    refus = await logiciel_ouvert.http.get("annonces", headers={"Authorization": f"Bearer {forged}"})

    assert refus.status_code == 401, refus.text
    assert refus.json()["code"] == "jeton-d-acces-refuse"
    assert forged not in refus.text


@pytest.mark.asyncio(loop_scope="session")
async def test_le_vrai_jeton_ouvre_bien(logiciel_ouvert: Ouvert) -> None:
    """Without it, refusing everything would pass."""
    token = logiciel_ouvert.forge.good
    answer = await logiciel_ouvert.http.get("annonces", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    again = logiciel_ouvert.forge.with_claims()
    answer = await logiciel_ouvert.http.get("annonces", headers={"Authorization": f"Bearer {again}"})
    assert answer.status_code == 200, "la forge sait signer comme nous : seul le contenu est refusé plus haut"


def test_une_autre_courbe_ne_fait_pas_une_cle_de_jetons() -> None:
    pem = ec.generate_private_key(ec.SECP384R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with pytest.raises(ValueError, match="P-256"):
        Tokens(pem.decode(), issuer="a", audience="b", lifetime=timedelta(minutes=1))


@pytest.mark.parametrize("ecart", [timedelta(seconds=31), timedelta(minutes=-16)])
def test_les_horloges_ne_s_ecartent_pas_de_plus_de_trente_secondes(container: Container, ecart: timedelta) -> None:
    now = datetime.now(UTC)
    token = container.tokens.issue("35-x", ["annonces:lire"], now + ecart)
    with pytest.raises(AccesRefuse):
        container.tokens.read(token, now)
