"""How far each EPCI is with its grid, and the calendar where the manager of the file invites them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, Field

from api.dependencies import CurrentActeur, Execute, Idempotency
from api.problems import problems
from api.queries import Deploiement
from api.schemas import Body, Ligne, Siren
from domain.cotation.deploiement.errors import PersonneAInviter, RendezVousClos, RendezVousIntrouvable, RendezVousPasse
from domain.cotation.deploiement.queries import DeploiementVu
from domain.cotation.deploiement.use_cases import (
    AnnulerRendezVous,
    PlanifierRendezVous,
    annuler_un_rendez_vous,
    planifier_un_rendez_vous,
)
from domain.cotation.deploiement.vocabulary import SorteDeRendezVous
from domain.cotation.errors import EpciInconnu
from domain.kernel.calendrier import PARIS
from domain.kernel.errors import ConcurrentEdit
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger

router = APIRouter(tags=["cotation"])
DEPLOIEMENT = "/deploiement-de-la-cotation"
RENDEZ_VOUS = "/rendez-vous-de-cotation"


class RendezVousBody(Body):
    sorte: SorteDeRendezVous
    titre: Ligne
    debut: AwareDatetime
    """Jour et heure, à venir."""
    ou: Ligne
    """L'adresse d'une salle, ou celle d'une réunion en ligne."""
    epcis: Annotated[list[Siren], Field(default_factory=list, max_length=100)]
    """Les EPCI invités ; vide, tous ceux du département."""


@router.get(DEPLOIEMENT, operation_id="lire_deploiement_de_la_cotation", responses=problems(DroitManquant))
async def lire(
    acteur: CurrentActeur,
    deploiement: Deploiement,
    annee: Annotated[int | None, Query(ge=2010, le=2100, description="Année du calendrier ; celle du jour.")] = None,
) -> DeploiementVu:
    """Où en est chaque EPCI, et les dates d'une année."""
    exiger(acteur, Droit.COTATION_LIRE)
    return await deploiement.lire(acteur.perimetre, acteur, annee)


@router.post(
    RENDEZ_VOUS,
    status_code=201,
    operation_id="planifier_rendez_vous_de_cotation",
    responses=problems(EpciInconnu, PersonneAInviter, RendezVousPasse, DroitManquant),
)
async def planifier(
    body: RendezVousBody, acteur: CurrentActeur, execute: Execute, key: Idempotency, deploiement: Deploiement
) -> DeploiementVu:
    """Pose une date et y invite, par courriel, ceux qui écrivent les grilles."""
    command = PlanifierRendezVous(
        sorte=body.sorte, titre=body.titre, debut=body.debut, ou=body.ou, epcis=tuple(body.epcis)
    )
    await execute.create(planifier_un_rendez_vous, command, acteur, key)
    return await deploiement.lire(acteur.perimetre, acteur, body.debut.astimezone(PARIS).year)


@router.post(
    RENDEZ_VOUS + "/{rendez_vous_id}/annulation",
    operation_id="annuler_rendez_vous_de_cotation",
    responses=problems(RendezVousIntrouvable, RendezVousClos, DroitManquant, ConcurrentEdit),
)
async def annuler(
    rendez_vous_id: UUID, acteur: CurrentActeur, execute: Execute, deploiement: Deploiement
) -> DeploiementVu:
    """Annule un rendez-vous à venir ; les invités l'apprennent par courriel."""
    debut = await execute(annuler_un_rendez_vous, AnnulerRendezVous(id=rendez_vous_id), acteur)
    return await deploiement.lire(acteur.perimetre, acteur, debut.astimezone(PARIS).year)
