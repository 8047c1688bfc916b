from uuid import UUID

from fastapi import APIRouter, Response

from api.dependencies import ContainerDep, CurrentActeur
from api.files import PDF_RESPONSES, file_response
from api.problems import problems
from api.queries import Communications
from domain.communications.errors import AttestationIndisponible
from domain.demandes.errors import DemandeIntrouvable
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger

router = APIRouter(prefix="/demandes/{demande_id}", tags=["demandes"])


@router.get(
    "/attestation",
    operation_id="lire_attestation",
    response_class=Response,
    responses={**PDF_RESPONSES, **problems(DemandeIntrouvable, DroitManquant, AttestationIndisponible)},
)
async def attestation(
    demande_id: UUID, acteur: CurrentActeur, communications: Communications, container: ContainerDep
) -> Response:
    """L'attestation d'enregistrement, faite sur l'instant. La lecture est tracée."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    found = await communications.attestation(acteur.perimetre, acteur, demande_id)
    pdf = await container.attestation_pdf(found)
    return file_response(pdf, "application/pdf", f"attestation-{found.numero_unique}.pdf")
