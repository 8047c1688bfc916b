"""Le registre des grilles : chaque version dite en français, avec son document d'échange."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from domain.cotation import phrases
from domain.cotation.bornes import extremes_du_critere
from domain.cotation.compilation import types_attendus
from domain.cotation.grille import Critere, Grille
from domain.cotation.model import GrilleCotation
from domain.cotation.queries import BlocDecrit, CritereDecrit, EnsembleDecrit, GrilleDetail, GrilleResume, SecteurDecrit
from domain.cotation.rules import Niveau, Observation, relire, relire_document
from domain.cotation.vocabulary import StatutGrille
from domain.cotation.writer import ecrire_grille
from domain.kernel.raisons import ActionPossible


def observations(grille: GrilleCotation, le: date, pieces_connues: Collection[str] | None = None) -> list[Observation]:
    """Ce que la relecture remarque tant que la grille n'est pas publiée."""
    if grille.statut not in (StatutGrille.BROUILLON, StatutGrille.TEST):
        return []
    if grille.brouillon is not None:
        return relire_document(grille.brouillon, le, pieces_connues=pieces_connues)
    return relire(grille.contenu, le, pieces_connues=pieces_connues)


def resumer(grille: GrilleCotation, *, epci_nom: str, le: date, modifiable: bool = False) -> GrilleResume:
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
        nb_bloquants=sum(o.niveau is Niveau.BLOQUANT for o in observations(grille, le)),
        modifiable=modifiable and grille.statut is StatutGrille.BROUILLON,
    )


def decrire(
    grille: GrilleCotation,
    *,
    epci_nom: str,
    nom_commune: Callable[[str], str] = str,
    le: date,
    actions: Sequence[ActionPossible] = (),
    precedente_id: UUID | None = None,
    libelles_pieces: Mapping[str, str] | None = None,
) -> GrilleDetail:
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
        blocs=blocs_decrits(contenu, libelles_pieces or {}),
        ensembles=ensembles_decrits(contenu),
        secteurs=secteurs_decrits(contenu, nom_commune),
        hors_cotation=cas_hors_cotation(contenu),
        departage=[departage.libelle for departage in contenu.departage],
        document=dict(grille.brouillon) if grille.brouillon is not None else ecrire_grille(grille.document()),
        prevenir=grille.prevenir,
        inachevee=grille.brouillon is not None,
        observations=observations(grille, le, libelles_pieces),
        precedente_id=precedente_id,
        adresse_publique=None if grille.publiee_le is None else f"/{grille.departement}/{adresse_au_registre(grille)}",
        actions=list(actions),
    )


def adresse_au_registre(grille: GrilleCotation) -> str:
    """L'adresse d'une version au registre public ; elle ne change jamais."""
    return f"grilles-de-cotation/{adresse(grille)}"


def adresse(grille: GrilleCotation) -> str:
    return f"{grille.epci}-{grille.population.value}-{grille.version_grille}"


def cas_hors_cotation(contenu: Grille) -> list[str]:
    return [f"{exclusion.libelle} ({phrases.condition(exclusion.si)})" for exclusion in contenu.hors_cotation]


def blocs_decrits(contenu: Grille, libelles_pieces: Mapping[str, str]) -> list[BlocDecrit]:
    """Chaque bloc et chaque critère, dits en français."""
    return [
        BlocDecrit(
            code=bloc.code,
            libelle=bloc.libelle,
            regle=phrases.regle_du_bloc(bloc, contenu),
            criteres=[_critere(critere, contenu.libelles, libelles_pieces) for critere in bloc.criteres],
        )
        for bloc in contenu.blocs
    ]


def secteurs_decrits(contenu: Grille, nom_commune: Callable[[str], str]) -> list[SecteurDecrit]:
    """Les secteurs, avec le nom de leurs communes."""
    return [
        SecteurDecrit(code=s.code, libelle=s.libelle, communes=sorted(nom_commune(code) for code in s.communes))
        for s in contenu.secteurs
    ]


def ensembles_decrits(contenu: Grille) -> list[EnsembleDecrit]:
    """Les blocs qui comptent ensemble, dits en français."""
    return [
        EnsembleDecrit(
            code=ensemble.code, libelle=ensemble.libelle, regle=phrases.regle_de_l_ensemble(ensemble, contenu)
        )
        for ensemble in contenu.ensembles
    ]


def _critere(critere: Critere, libelles: Mapping[str, str], libelles_pieces: Mapping[str, str]) -> CritereDecrit:
    extremes = extremes_du_critere(critere)
    return CritereDecrit(
        code=critere.code,
        libelle=critere.libelle,
        definition=critere.explication_public,
        condition=None if critere.si is None else phrases.condition(critere.si),
        bareme=phrases.bareme(critere, libelles),
        preuve=phrases.preuve(critere, types_attendus(critere), libelles_pieces),
        base_legale=critere.base_legale,
        points_min=extremes.min,
        points_max=extremes.max,
    )
