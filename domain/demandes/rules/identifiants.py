import re

from domain.demandes.formulaire import Personne
from domain.kernel.errors import Invalid

_COURRIEL = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{1,190}\.[a-z]{2,24}", re.IGNORECASE)
_MOBILE = re.compile(r"(?:\+33|0033|0)([67][0-9]{8})")
_MOBILE_OUTRE_MER = re.compile(r"(?:\+|00)(262|590|594|596)0?([67][0-9]{8})")
_OUTRE_MER = {
    **dict.fromkeys(("690", "691"), "590"),
    **dict.fromkeys(("639", "692", "693"), "262"),
    **dict.fromkeys(("696", "697"), "596"),
    "694": "594",
}
"""Les mobiles d'outre-mer se composent comme ceux de métropole, mais ne se joignent que par leur propre indicatif."""
_DE_FICTION = "63998"
"""Réservés par l'Arcep aux œuvres de fiction, en métropole."""


class IdentifiantIllisible(Invalid):
    code = "identifiant-illisible"


def normaliser_identifiant(saisi: str) -> str:
    """Une adresse électronique en minuscules, ou un mobile français au format international.

    Les numéros étrangers ou surtaxés sont refusés : un code ne s'envoie qu'à un mobile français.
    """
    texte = saisi.strip()
    if "@" in texte:
        if _COURRIEL.fullmatch(texte):
            return texte.lower()
    else:
        mobile = mobile_international(re.sub(r"[\s.\-()]", "", texte))
        if mobile is not None:
            return mobile
    raise IdentifiantIllisible(
        "Saisissez une adresse électronique, par exemple prenom@exemple.fr, ou un numéro de mobile français."
    )


def mobile_international(chiffres: str) -> str | None:
    """Un mobile français, tapé sans séparateur, au format international ; rien si ce n'en est pas un."""
    if trouve := _MOBILE.fullmatch(chiffres):
        numero = trouve.group(1)
        return f"+{_indicatif(numero)}{numero}"
    if trouve := _MOBILE_OUTRE_MER.fullmatch(chiffres):
        return f"+{trouve.group(1)}{trouve.group(2)}"
    return None


def _indicatif(numero: str) -> str:
    return "33" if numero.startswith(_DE_FICTION) else _OUTRE_MER.get(numero[:3], "33")


def est_mobile(identifiant: str) -> bool:
    return identifiant.startswith("+")


def adresse_connue(prouvee: str | None, email: str | None, telephone: str | None, *, sans_sms: bool) -> str | None:
    """Où écrire : l'adresse prouvée, sinon celles du formulaire ; jamais un mobile à qui ne veut pas de SMS."""
    for connue in (prouvee, email, telephone):
        try:
            identifiant = normaliser_identifiant(connue) if connue else None
        except IdentifiantIllisible:
            continue
        if identifiant is not None and not (sans_sms and est_mobile(identifiant)):
            return identifiant
    return None


def autre_voie(connue: str, email: str | None, telephone: str | None, *, sans_sms: bool) -> str | None:
    """Le mobile de qui a été joint par courriel, l'adresse de qui l'a été par SMS ; rien s'il n'a qu'une voie."""
    if est_mobile(connue):
        return adresse_connue(None, email, None, sans_sms=True)
    trouve = adresse_connue(None, None, telephone, sans_sms=sans_sms)
    return trouve if trouve is not None and est_mobile(trouve) else None


def identifiants_de(personne: Personne) -> frozenset[str]:
    """Ce par quoi cette personne peut se connecter."""
    lus: set[str] = set()
    for saisi in (personne.email, personne.telephone):
        try:
            lus |= {normaliser_identifiant(saisi)} if saisi else set()
        except IdentifiantIllisible:
            continue
    return frozenset(lus)
