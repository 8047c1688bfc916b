from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import Field

from api.dependencies import CurrentActeur, Execute
from api.problems import problems
from api.queries import EvenementsDeVie, Tracabilite
from api.schemas import Body, Paragraphe
from domain.cotation.evenements.errors import (
    ContestationImpossible,
    ContestationIntrouvable,
    DateDEvenementInvalide,
    EvenementDeVieImpossible,
    EvenementDeVieIntrouvable,
)
from domain.cotation.evenements.model import Issue
from domain.cotation.evenements.queries import VieCotee
from domain.cotation.evenements.use_cases import (
    ContesterEvenement,
    DeciderContestation,
    NoterEvenement,
    QualifierRefus,
    RetirerEvenement,
    contester_evenement,
    decider_contestation,
    noter_evenement,
    qualifier_refus,
    retirer_evenement,
)
from domain.cotation.vocabulary import TypeEvenement
from domain.demandes.errors import DemandeIntrouvable
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger
from domain.tracabilite.codes import ObjetConsulte

router = APIRouter(prefix="/demandes/{demande_id}/evenements-de-vie", tags=["cotation"])
EvenementId = Annotated[int, Path(ge=1, le=2**62, description="Le fait, tel que la liste le donne.")]
Motif = Annotated[Paragraphe, Field(min_length=1)]
EN_ECRITURE = (DemandeIntrouvable, DroitManquant, EvenementDeVieIntrouvable, EvenementDeVieImpossible)


class EvenementDeVieBody(Body):
    type: Literal[
        TypeEvenement.DECLARATION_INEXACTE,
        TypeEvenement.REFUS_PROSPECTION,
        TypeEvenement.ABSENCE_VISITE,
        TypeEvenement.TROUBLES,
    ]
    le: date
    motif: Motif
    """D'où l'on tient ce fait : l'historique le garde pour les agents ; le demandeur y lit le fait et sa date."""


class QualificationBody(Body):
    adapte: bool
    """Le logement refusé convenait-il aux besoins et aux capacités du ménage (CCH R441-2-10) ?"""
    motif: Motif


class RetraitEvenementBody(Body):
    motif: Motif


class ContestationBody(Body):
    motif: Motif
    """Ce que le demandeur, ou le partenaire, dit de ce fait : l'historique le garde pour les agents."""


class DecisionDeContestationBody(Body):
    issue: Issue
    motif: Motif
    """Le demandeur le lit."""


@router.get("", operation_id="lire_evenements_de_vie", responses=problems(DemandeIntrouvable, DroitManquant))
async def evenements(
    demande_id: UUID, acteur: CurrentActeur, queries: EvenementsDeVie, tracabilite: Tracabilite
) -> VieCotee:
    """Les faits datés que les grilles peuvent compter, et ce que l'on peut en dire."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    lus = await queries.de_la_demande(acteur.perimetre, acteur, demande_id)
    await tracabilite.noter_la_lecture(acteur.perimetre, acteur, demande_id, ObjetConsulte.COTATION)
    return lus


@router.post("", operation_id="noter_evenement_de_vie", responses=problems(*EN_ECRITURE, DateDEvenementInvalide))
async def noter(
    demande_id: UUID, body: EvenementDeVieBody, acteur: CurrentActeur, execute: Execute, queries: EvenementsDeVie
) -> VieCotee:
    """Note un fait daté ; la demande est recotée aussitôt. Le même fait le même jour ne se note qu'une fois."""
    await execute(noter_evenement, NoterEvenement(demande_id=demande_id, **body.model_dump()), acteur)
    return await queries.de_la_demande(acteur.perimetre, acteur, demande_id)


@router.post("/{evenement_id}/qualification", operation_id="qualifier_refus", responses=problems(*EN_ECRITURE))
async def qualifier(
    demande_id: UUID,
    evenement_id: EvenementId,
    body: QualificationBody,
    acteur: CurrentActeur,
    execute: Execute,
    queries: EvenementsDeVie,
) -> VieCotee:
    """Dit si le logement refusé était adapté : sans cela, un refus ne pénalise pas."""
    command = QualifierRefus(demande_id=demande_id, evenement_id=evenement_id, **body.model_dump())
    await execute(qualifier_refus, command, acteur)
    return await queries.de_la_demande(acteur.perimetre, acteur, demande_id)


@router.post("/{evenement_id}/retrait", operation_id="retirer_evenement_de_vie", responses=problems(*EN_ECRITURE))
async def retirer(
    demande_id: UUID,
    evenement_id: EvenementId,
    body: RetraitEvenementBody,
    acteur: CurrentActeur,
    execute: Execute,
    queries: EvenementsDeVie,
) -> VieCotee:
    """Retire un fait noté à tort ; l'historique garde les deux gestes."""
    command = RetirerEvenement(demande_id=demande_id, evenement_id=evenement_id, **body.model_dump())
    await execute(retirer_evenement, command, acteur)
    return await queries.de_la_demande(acteur.perimetre, acteur, demande_id)


@router.post(
    "/{evenement_id}/contestation",
    operation_id="contester_evenement_de_vie",
    responses=problems(DemandeIntrouvable, DroitManquant, EvenementDeVieIntrouvable, ContestationImpossible),
)
async def contester(
    demande_id: UUID,
    evenement_id: EvenementId,
    body: ContestationBody,
    acteur: CurrentActeur,
    execute: Execute,
    queries: EvenementsDeVie,
) -> VieCotee:
    """Enregistre la contestation d'un fait qui coûte des points ; il compte jusqu'à la décision."""
    command = ContesterEvenement(demande_id=demande_id, evenement_id=evenement_id, **body.model_dump())
    await execute(contester_evenement, command, acteur)
    return await queries.de_la_demande(acteur.perimetre, acteur, demande_id)


@router.post(
    "/contestations/{contestation_id}/decision",
    operation_id="decider_contestation",
    responses=problems(DemandeIntrouvable, DroitManquant, ContestationIntrouvable, ContestationImpossible),
)
async def decider(
    demande_id: UUID,
    contestation_id: UUID,
    body: DecisionDeContestationBody,
    acteur: CurrentActeur,
    execute: Execute,
    queries: EvenementsDeVie,
) -> VieCotee:
    """Décide d'une contestation : admise, le fait ne compte plus et la demande est recotée aussitôt."""
    command = DeciderContestation(demande_id=demande_id, contestation_id=contestation_id, **body.model_dump())
    await execute(decider_contestation, command, acteur)
    return await queries.de_la_demande(acteur.perimetre, acteur, demande_id)
