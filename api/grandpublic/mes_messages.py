from fastapi import APIRouter, Response

from api.dependencies import ContainerDep, DemandeSession
from api.files import PDF_RESPONSES, file_response
from api.problems import problems
from api.queries import Communications
from domain.communications.errors import AttestationIndisponible
from domain.communications.queries import MessageVue
from domain.demandes.errors import DemandeIntrouvable
from domain.organismes.errors import NonConnecte

router = APIRouter(tags=["mes messages"])


@router.get("/mes-messages", operation_id="lister_mes_messages", responses=problems(NonConnecte, DemandeIntrouvable))
async def lister(session: DemandeSession, communications: Communications) -> list[MessageVue]:
    """Tout ce que le fichier vous a écrit, du plus récent au plus ancien."""
    return await communications.messages_de_la_demande(session.acteur.perimetre, session.acteur, session.demande_id)


@router.get(
    "/mon-attestation",
    operation_id="lire_mon_attestation",
    response_class=Response,
    responses={**PDF_RESPONSES, **problems(NonConnecte, DemandeIntrouvable, AttestationIndisponible)},
)
async def attestation(session: DemandeSession, communications: Communications, container: ContainerDep) -> Response:
    """Votre attestation d'enregistrement, faite sur l'instant."""
    found = await communications.attestation(session.acteur.perimetre, session.acteur, session.demande_id)
    pdf = await container.attestation_pdf(found)
    return file_response(pdf, "application/pdf", f"attestation-{found.numero_unique}.pdf")
