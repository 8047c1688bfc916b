"""Ce que couvre un secteur choisi vient de qui l'a dessiné, jamais de la page ou du fichier qui le cite."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from domain.demandes.formulaire import Formulaire, LogementRecherche, SecteurSouhaite
from domain.demandes.secteurs.errors import SecteurInconnu
from domain.kernel.errors import ErreurDeChamp
from domain.kernel.text import normaliser_nom

CHAMP = "logement_recherche.secteurs"
MESSAGE = "Ce secteur n'est pas proposé aujourd'hui dans le département : choisissez-en un dans la liste."


def a_retrouver(sections: Mapping[str, Any], avant: Formulaire) -> Sequence[SecteurSouhaite]:
    """Les secteurs cités que la demande n'avait pas déjà."""
    recherche: LogementRecherche | None = sections.get("logement_recherche")
    connus = {s.id for s in _cites(avant)}
    return [s for s in (recherche.secteurs if recherche else ()) if s.id not in connus]


def nommer_les_secteurs(
    sections: Mapping[str, Any], avant: Formulaire, a_choisir: Sequence[SecteurSouhaite]
) -> Mapping[str, Any]:
    """Chaque secteur reprend le nom et les communes que le fichier lui connaît.

    Celui que la demande avait déjà garde ce qu'il couvrait, même fermé depuis : personne ne perd un choix sans le
    savoir.
    """
    recherche: LogementRecherche | None = sections.get("logement_recherche")
    if recherche is None or not recherche.secteurs:
        return sections
    connus = {s.id: s for s in (*a_choisir, *_cites(avant))}
    erreurs = [
        ErreurDeChamp(champ=f"{CHAMP}.{rang}", code=SecteurInconnu.code, message=MESSAGE)
        for rang, secteur in enumerate(recherche.secteurs)
        if secteur.id not in connus
    ]
    if erreurs:
        raise SecteurInconnu(f"{MESSAGE} Rien n'a été enregistré.", erreurs=erreurs)
    nommes = tuple(connus[s.id] for s in recherche.secteurs)
    return {**sections, "logement_recherche": replace(recherche, secteurs=nommes)}


def retrouver_par_le_nom(
    recherche: LogementRecherche, a_choisir: Sequence[SecteurSouhaite]
) -> tuple[LogementRecherche, Sequence[int]]:
    """Un fichier cite un secteur par son nom ; rend ce qui est reconnu, et le rang de ce qui ne l'est pas."""
    par_nom: dict[str, list[SecteurSouhaite]] = {}
    for secteur in a_choisir:
        par_nom.setdefault(normaliser_nom(secteur.nom), []).append(secteur)
    nommes: list[SecteurSouhaite] = []
    inconnus: list[int] = []
    for rang, cite in enumerate(recherche.secteurs):
        trouves = par_nom.get(normaliser_nom(cite.nom), [])
        if len(trouves) == 1:
            nommes.append(trouves[0])
        else:
            inconnus.append(rang)
    return replace(recherche, secteurs=tuple(nommes)), inconnus


def _cites(formulaire: Formulaire) -> Sequence[SecteurSouhaite]:
    return formulaire.logement_recherche.secteurs if formulaire.logement_recherche else ()
