import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from domain.echanges.codes import DROITS, Portee
from domain.echanges.errors import AdresseInterdite
from domain.echanges.model import Avis
from domain.kernel.parametres import Parametres, charger

LONGUEUR_DES_SECRETS = 32
"""Octets : 256 bits ne se devinent pas, un simple condensé suffit à les garder."""
LONGUEUR_D_ADRESSE = 500
PORT_HTTPS = 443
PREMIER_PORT_LIBRE = 1024
"""En dessous se trouvent des services qui ne sont pas des sites : courrier, bases, annuaires."""


def parametres() -> Parametres:
    return charger(Path(__file__).parent / "parameters")


def entier(cle: str, le: date) -> int:
    return parametres().a_la_date(cle, le).entier()


def attentes(le: date) -> tuple[timedelta, ...]:
    """Le temps à laisser avant chaque nouvel essai d'un avis."""
    return tuple(timedelta(seconds=int(s)) for s in parametres().a_la_date("webhook.attentes_secondes", le).textes())


def nouveau_secret() -> str:
    return secrets.token_urlsafe(LONGUEUR_DES_SECRETS)


def condenser(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def droits(portees: Iterable[str]) -> frozenset[str]:
    """Les droits d'agent que donnent ces portées."""
    connues = {p.value for p in Portee}
    return frozenset(d.value for p in portees if p in connues for d in DROITS[Portee(p)])


def signer(secret: str, horodatage: int, corps: str) -> str:
    """La signature que le logiciel recalcule : version 1, HMAC-SHA256 de l'horodatage, d'un point et du corps."""
    message = f"{horodatage}.{corps}".encode()
    return f"v1={hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()}"


def composer(avis: Avis, id: int, url_publique: str) -> str:
    """Le corps d'un avis : des identifiants et l'adresse où lire la suite, jamais une donnée de personne."""
    chemin = "annonces" if avis.type.value.startswith("annonce.") else "attributions"
    contenu = {
        "id": f"{avis.departement}-{id}",
        "type": avis.type.value,
        "le": avis.le.isoformat(),
        "departement": avis.departement,
        "donnees": {
            "id": str(avis.objet_id),
            "bien_id": str(avis.bien_id),
            "url": f"{url_publique}/tiers/v1/{chemin}/{avis.objet_id}",
        },
    }
    return json.dumps(contenu, ensure_ascii=False, separators=(",", ":"))


def lire_adresse(url: str, *, locales: bool) -> str:
    """L'hôte d'une adresse d'abonnement acceptable : en https, sans identifiants, sans fragment.

    `locales` : sur un poste de développement, une adresse de la machine elle-même est permise, en http.
    """
    refus = AdresseInterdite(
        "Donnez une adresse https publique, sans identifiant ni mot de passe, par exemple "
        "https://gestion.exemple.fr/fichier-partage. Rien n'a été enregistré."
    )
    if len(url) > LONGUEUR_D_ADRESSE or not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        raise refus
    try:
        morceaux = urlsplit(url)
        hote, port = morceaux.hostname, morceaux.port
    except ValueError:
        raise refus from None
    if not hote or morceaux.username is not None or morceaux.password is not None or morceaux.fragment:
        raise refus
    locale = locales and hote in ("127.0.0.1", "localhost", "::1")
    if morceaux.scheme != "https" and not (locale and morceaux.scheme == "http"):
        raise refus
    if not locale and port is not None and port != PORT_HTTPS and port < PREMIER_PORT_LIBRE:
        raise refus
    return hote
