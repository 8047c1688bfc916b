"""La longueur de chaque texte du formulaire, telle que le SNE l'accepte (domaine 2) ou que le projet la fixe."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from domain.demandes.formulaire import (
    AccompagnementSocial,
    Adresse,
    Codemandeur,
    Colocataire,
    CoordonneesEmployeur,
    DossierCollecteur,
    FicheHandicap,
    LogementActuel,
    LogementPossede,
    LogementRecherche,
    Motifs,
    Occupant,
    Personne,
    QuartierSouhaite,
    Referent,
    SecteurSouhaite,
    SituationProfessionnelle,
)
from domain.demandes.rules.controles.controle import Contexte, Controle, bloque
from domain.kernel.parametres import Parametres

Texte = tuple[str, str, str | None]
"""Le champ, la limite qui le concerne, ce qui est écrit."""

PERSONNE = {nom: nom for nom in ("nom_naissance", "nom_usage", "prenoms", "email")}
ADRESSE = {
    nom: nom
    for nom in (
        "numero",
        "voie",
        "complement",
        "hebergeant",
        "appartement",
        "etage",
        "escalier",
        "batiment",
        "lieu_dit",
        "ville_etrangere",
        "pays",
    )
}
METIER = {"profession": "profession", "employeur": "employeur"}
EMPLOYEUR = {
    "voie": "adresse_employeur",
    "complement": "adresse_employeur",
    "ville": "adresse_employeur",
    "correspondant": "correspondant",
    "email": "email",
}
COLLECTEUR = {"organisme": "collecteur", "numero": "numero_dossier"}
OCCUPANT = {"nom": "occupant", "prenom": "occupant"}
COLOCATAIRE = {nom: nom for nom in ("nom_naissance", "nom_usage", "prenoms")}
ACTUEL = {"bailleur": "bailleur", "hebergeant": "hebergeant"}
FICHE = {nom: nom for nom in ("autre_nature", "besoin", "autre_besoin")}
REFERENT = {"nom": "referent", "adresse": "referent_adresse", "email": "email"}
ACCOMPAGNEMENT = {"nom": "accompagnement", "adresse": "accompagnement_adresse", "email": "email"}
POSSEDE = {"lieu": "possede"}
RECHERCHE = {"precision": "precision"}
QUARTIER = {"nom": "quartier"}
SECTEUR = {"nom": "secteur"}
LIMITES: Mapping[type, Mapping[str, str]] = {
    Personne: PERSONNE,
    Codemandeur: PERSONNE,
    Adresse: ADRESSE,
    SituationProfessionnelle: METIER,
    CoordonneesEmployeur: EMPLOYEUR,
    DossierCollecteur: COLLECTEUR,
    Occupant: OCCUPANT,
    Colocataire: COLOCATAIRE,
    LogementActuel: ACTUEL,
    LogementPossede: POSSEDE,
    LogementRecherche: RECHERCHE | {"programmes": "programme"},
    QuartierSouhaite: QUARTIER,
    SecteurSouhaite: SECTEUR,
    FicheHandicap: FICHE,
    Referent: REFERENT,
    AccompagnementSocial: ACCOMPAGNEMENT,
    Motifs: {"autre": "autre_motif"},
}
"""Pour chaque rubrique, la limite qui concerne chacun de ses textes."""


def longueurs(le: date, parametres: Parametres) -> dict[str, Any]:
    """Toutes les limites, celles du SNE et celles des champs qu'il ne connaît pas."""
    limites: dict[str, Any] = {}
    for cle in ("formulaire.longueurs", "formulaire.longueurs_locales"):
        limites |= parametres.a_la_date(cle, le).tableau()
    return limites


def longueur_du_champ(rubrique: type, champ: str, le: date, parametres: Parametres) -> int | None:
    """Combien de caractères tient ce texte ; rien pour un nombre, une date, un code ou ce qu'une forme contrôle."""
    limite = LIMITES.get(rubrique, {}).get(champ)
    return None if limite is None else longueurs(le, parametres)[limite]


def trop_longs(contexte: Contexte) -> Iterator[Controle]:
    """Les textes que le SNE couperait."""
    limites = longueurs(contexte.le, contexte.parametres)
    for champ, limite, texte in _textes(contexte):
        maximum = limites[limite]
        if texte is not None and len(texte) > maximum:
            yield bloque(
                champ,
                "trop-long",
                f"Ce texte est trop long : {maximum} caractères au plus, ici {len(texte)}.",
            )


def _textes(contexte: Contexte) -> Iterator[Texte]:
    formulaire = contexte.formulaire
    for chemin, personne in contexte.adultes():
        yield from _personne(chemin, personne)
    for rang, occupant in enumerate(formulaire.occupants):
        yield from _lus(f"occupants.{rang}", occupant, OCCUPANT)
    for rang, colocataire in enumerate(formulaire.colocataires):
        yield from _lus(f"colocataires.{rang}", colocataire, COLOCATAIRE)
    for rang, fiche in enumerate(formulaire.handicaps):
        yield from _lus(f"handicaps.{rang}", fiche, FICHE)
        yield from _lus(f"handicaps.{rang}.referent", fiche.referent, REFERENT)
    yield from _lus("accompagnement", formulaire.accompagnement, ACCOMPAGNEMENT)
    actuel, recherche = formulaire.logement_actuel, formulaire.logement_recherche
    yield from _lus("logement_actuel", actuel, ACTUEL)
    yield from _lus("logement_actuel.possede", actuel.possede if actuel else None, POSSEDE)
    yield from _lus("logement_recherche", recherche, RECHERCHE)
    if recherche is not None:
        for rang, quartier in enumerate(recherche.quartiers):
            yield from _lus(f"logement_recherche.quartiers.{rang}", quartier, QUARTIER)
        for rang, programme in enumerate(recherche.programmes):
            yield f"logement_recherche.programmes.{rang}", "programme", programme
    yield "motifs.autre", "autre_motif", formulaire.motifs.autre


def _personne(chemin: str, personne: Personne) -> Iterator[Texte]:
    yield from _lus(chemin, personne, PERSONNE)
    for nom in ("adresse", "adresse_logement"):
        yield from _adresse(f"{chemin}.{nom}", getattr(personne, nom))
    metier = personne.situation_professionnelle
    if metier is not None:
        yield from _lus(f"{chemin}.situation_professionnelle", metier, METIER)
        ou = f"{chemin}.situation_professionnelle.coordonnees_employeur"
        yield from _lus(ou, metier.coordonnees_employeur, EMPLOYEUR)
        for rang, dossier in enumerate(metier.collecteurs):
            yield from _lus(f"{chemin}.situation_professionnelle.collecteurs.{rang}", dossier, COLLECTEUR)


def _adresse(chemin: str, adresse: Adresse | None) -> Iterator[Texte]:
    yield from _lus(chemin, adresse, ADRESSE)
    if adresse is not None and adresse.etranger:
        yield f"{chemin}.code_postal", "code_postal_etranger", adresse.code_postal


def _lus(chemin: str, objet: object | None, champs: Mapping[str, str]) -> Iterator[Texte]:
    if objet is not None:
        for champ, limite in champs.items():
            yield f"{chemin}.{champ}", limite, getattr(objet, champ)
