from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from api.dependencies import CurrentActeur, Execute
from api.problems import problems
from api.queries import Tracabilite, Validations
from api.schemas import Body, Paragraphe
from domain.cotation.validations.errors import (
    CritereAValiderIntrouvable,
    ValidationImpossible,
    ValidationIntrouvable,
)
from domain.cotation.validations.queries import ValidationsDuDossier
from domain.cotation.validations.use_cases import (
    RetirerUneValidation,
    ValiderUnCritere,
    retirer_une_validation,
    valider_un_critere,
)
from domain.demandes.errors import DemandeIntrouvable
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger
from domain.tracabilite.codes import ObjetConsulte

router = APIRouter(prefix="/demandes/{demande_id}/criteres-a-valider", tags=["cotation"])
Motif = Annotated[Paragraphe, Field(min_length=1)]


class ValidationDeCritereBody(Body):
    epci: Annotated[str, Field(pattern=r"^\d{9}$")]
    """SIREN du territoire dont la grille porte ce critère."""
    critere: Annotated[str, Field(min_length=1, max_length=200)]
    """Son code dans la grille."""
    motif: Motif
    """D'où l'on tient ce que l'on valide : les agents le lisent."""


class RetraitDeValidationBody(Body):
    motif: Motif


@router.get("", operation_id="lire_criteres_a_valider", responses=problems(DemandeIntrouvable, DroitManquant))
async def criteres(
    demande_id: UUID, acteur: CurrentActeur, queries: Validations, tracabilite: Tracabilite
) -> ValidationsDuDossier:
    """Ce que les grilles des territoires demandés font vérifier par un intervenant, et où en est chaque critère."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    lus = await queries.de_la_demande(acteur.perimetre, acteur, demande_id)
    await tracabilite.noter_la_lecture(acteur.perimetre, acteur, demande_id, ObjetConsulte.COTATION)
    return lus


@router.post(
    "",
    operation_id="valider_critere",
    responses=problems(DemandeIntrouvable, DroitManquant, CritereAValiderIntrouvable, ValidationImpossible),
)
async def valider(
    demande_id: UUID, body: ValidationDeCritereBody, acteur: CurrentActeur, execute: Execute, queries: Validations
) -> ValidationsDuDossier:
    """Valide un critère : ses points sont aussitôt vérifiés, pour le temps que la grille donne à cette preuve."""
    await execute(valider_un_critere, ValiderUnCritere(demande_id=demande_id, **body.model_dump()), acteur)
    return await queries.de_la_demande(acteur.perimetre, acteur, demande_id)


@router.post(
    "/{validation_id}/retrait",
    operation_id="retirer_validation_de_critere",
    responses=problems(DemandeIntrouvable, DroitManquant, ValidationIntrouvable, ValidationImpossible),
)
async def retirer(
    demande_id: UUID,
    validation_id: UUID,
    body: RetraitDeValidationBody,
    acteur: CurrentActeur,
    execute: Execute,
    queries: Validations,
) -> ValidationsDuDossier:
    """Retire une validation posée à tort ; l'historique garde les deux gestes."""
    command = RetirerUneValidation(demande_id=demande_id, validation_id=validation_id, **body.model_dump())
    await execute(retirer_une_validation, command, acteur)
    return await queries.de_la_demande(acteur.perimetre, acteur, demande_id)
