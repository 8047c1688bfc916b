"""Ce qu'un agent tape pour trouver une demande, et les mots sous lesquels elle se range."""

import re
from collections.abc import Iterable
from datetime import date

from domain.demandes.codes import Besoin
from domain.demandes.formulaire import Formulaire, Personne
from domain.demandes.rules.identifiants import mobile_international
from domain.kernel.text import normaliser_nom
from domain.kernel.vocabulary import Nir, NirInvalide

_JOUR_FRANCAIS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_JOUR_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SEPARATEURS = re.compile(r"[\s.\-()/]")
_NATIONAL = re.compile(r"(?:\+33|0033|0)0?([1-9]\d{8})")
_INTERNATIONAL = re.compile(r"(?:\+|00)([1-9]\d{7,14})")


def naissance_tapee(mot: str) -> date | None:
    """Une date de naissance telle qu'on la tape : « 12/05/1984 », « 12.05.1984 », « 1984-05-12 »."""
    if trouve := _JOUR_FRANCAIS.fullmatch(mot):
        jour, mois, annee = trouve.groups()
    elif trouve := _JOUR_ISO.fullmatch(mot):
        annee, mois, jour = trouve.groups()
    else:
        return None
    try:
        return date(int(annee), int(mois), int(jour))
    except ValueError:
        return None


def telephone_international(saisi: str) -> str | None:
    """Un téléphone, fixe ou mobile, sous la seule forme où il se compare : « +33299000000 ».

    Ce qui n'est pas un numéro de téléphone n'en devient pas un.
    """
    chiffres = _SEPARATEURS.sub("", saisi)
    if (mobile := mobile_international(chiffres)) is not None:
        return mobile
    if trouve := _NATIONAL.fullmatch(chiffres):
        return f"+33{trouve.group(1)}"
    if trouve := _INTERNATIONAL.fullmatch(chiffres):
        return f"+{trouve.group(1)}"
    return None


def mot_de_naissance(ne_le: date) -> str:
    """Le mot d'une date de naissance. Aucun nom ne commence par ce signe."""
    return f"#{ne_le:%Y%m%d}"


def mot_de_collecteur(organisme: str) -> str:
    """Le mot d'un collecteur de la participation des employeurs. Aucun nom ne commence par ce signe."""
    return f"{ACTION_LOGEMENT}{normaliser_nom(organisme).replace(' ', '').lower()}"


ACTION_LOGEMENT = "$"
"""Le début du mot de qui relève du contingent d'Action Logement : il cotise, ou a un dossier chez un collecteur."""


def mots_des_personnes(personnes: Iterable[Personne]) -> set[str]:
    """Naissances, téléphones, collecteurs et numéros de dossier de chaque adulte, codemandeurs compris."""
    mots: set[str] = set()
    for personne in personnes:
        if personne.ne_le is not None:
            mots.add(mot_de_naissance(personne.ne_le))
        telephones = (personne.telephone, personne.telephone_domicile, personne.telephone_travail)
        mots |= {numero for saisi in telephones if saisi and (numero := telephone_international(saisi)) is not None}
        metier = personne.situation_professionnelle
        if metier is not None and (metier.cotise_action_logement or metier.collecteurs):
            mots |= {ACTION_LOGEMENT, *(mot_de_collecteur(dossier.organisme) for dossier in metier.collecteurs)}
            mots |= {mot for d in metier.collecteurs if d.numero for mot in normaliser_nom(d.numero).lower().split()}
    return mots


def besoins_declares(formulaire: Formulaire) -> set[Besoin]:
    """Ce que le foyer a déclaré : un handicap ou un logement à adapter, un suivi, un dossier FSL, une caution."""
    souhait = formulaire.logement_recherche
    declares = {
        Besoin.HANDICAP: any(p.handicap for p in formulaire.personnes) or bool(souhait and souhait.adapte_handicap),
        Besoin.ACCOMPAGNEMENT: formulaire.accompagnement is not None,
        Besoin.FSL: souhait is not None and souhait.dossier_fsl is not None,
        Besoin.CAUTION: souhait is not None and souhait.caution,
    }
    return {besoin for besoin, dit in declares.items() if dit}


def mots_des_besoins(formulaire: Formulaire) -> set[str]:
    """Accompagnement, dossier FSL et caution déclarés, et qui suit le foyer. Le handicap a sa propre colonne."""
    suivi = formulaire.accompagnement
    noms = {mot_du_suivi(mot) for mot in normaliser_nom(suivi.nom).lower().split()} if suivi else set()
    return {mot_de_besoin(besoin) for besoin in besoins_declares(formulaire) - {Besoin.HANDICAP}} | noms


def mot_de_besoin(besoin: Besoin) -> str:
    """Le mot d'un besoin. Aucun nom ne commence par ce signe."""
    return f"&{besoin.value}"


def mot_du_suivi(mot: str) -> str:
    """Un mot du nom de qui suit le foyer : il ne se confond pas avec celui d'un demandeur."""
    return f"@{mot}"


def est_un_nir(saisi: str) -> bool:
    """Un numéro de sécurité sociale entier, clé juste : dans une adresse, il resterait écrit partout."""
    try:
        Nir.lire(saisi)
    except NirInvalide:
        return False
    return True
