"""Le registre des grilles : chaque version dite en français, avec son document d'échange."""

from collections.abc import Mapping

from domain.cotation import phrases
from domain.cotation.bornes import extremes_du_critere
from domain.cotation.compilation import types_attendus
from domain.cotation.grille import Critere
from domain.cotation.model import GrilleCotation
from domain.cotation.queries import BlocDecrit, CritereDecrit, GrilleDetail, GrilleResume
from domain.cotation.writer import ecrire_grille


def resumer(grille: GrilleCotation, *, epci_nom: str) -> GrilleResume:
    return GrilleResume(
        id=grille.id,
        epci=grille.epci,
        epci_nom=epci_nom,
        libelle=grille.contenu.libelle,
        population=grille.population,
        population_libelle=grille.population.libelle,
        version_grille=grille.version_grille,
        statut=grille.statut,
        statut_libelle=grille.statut.libelle,
        fictive=grille.contenu.fictive,
        effet_du=grille.effet_du,
        effet_au=grille.effet_au,
        deliberation=None if grille.deliberation is None else grille.deliberation.reference,
        nb_criteres=len(grille.contenu.criteres),
    )


def decrire(grille: GrilleCotation, *, epci_nom: str, libelles_pieces: Mapping[str, str] | None = None) -> GrilleDetail:
    """Les critères et leur pondération, tels que le public y a accès (CCH R441-2-17)."""
    contenu = grille.contenu
    return GrilleDetail(
        id=grille.id,
        version=grille.version,
        epci=grille.epci,
        epci_nom=epci_nom,
        libelle=contenu.libelle,
        population=grille.population,
        version_grille=grille.version_grille,
        statut=grille.statut,
        statut_libelle=grille.statut.libelle,
        fictive=contenu.fictive,
        effet_du=grille.effet_du,
        effet_au=grille.effet_au,
        publiee_le=grille.publiee_le,
        deliberation=None if grille.deliberation is None else grille.deliberation.reference,
        note_methode=contenu.note_methode,
        blocs=[
            BlocDecrit(
                code=bloc.code,
                libelle=bloc.libelle,
                regle=phrases.regle_du_bloc(bloc, contenu),
                criteres=[_critere(critere, libelles_pieces or {}) for critere in bloc.criteres],
            )
            for bloc in contenu.blocs
        ],
        hors_cotation=[
            f"{exclusion.libelle} ({phrases.condition(exclusion.si)})" for exclusion in contenu.hors_cotation
        ],
        departage=[departage.libelle for departage in contenu.departage],
        document=ecrire_grille(grille.document()),
    )


def _critere(critere: Critere, libelles_pieces: Mapping[str, str]) -> CritereDecrit:
    extremes = extremes_du_critere(critere)
    return CritereDecrit(
        code=critere.code,
        libelle=critere.libelle,
        definition=critere.explication_public,
        condition=None if critere.si is None else phrases.condition(critere.si),
        bareme=phrases.bareme(critere),
        preuve=phrases.preuve(critere, types_attendus(critere), libelles_pieces),
        base_legale=critere.base_legale,
        points_min=extremes.min,
        points_max=extremes.max,
    )
