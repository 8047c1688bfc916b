from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import Field

from api.dependencies import ContainerDep, DemandeSession, Execute
from api.files import PDF_RESPONSES, file_response
from api.problems import problems
from api.queries import Attentes, Cotations, CotationsPassees, Demandes, EvenementsDeVie
from api.schemas import Body, Paragraphe
from domain.cotation.attente_lue import AttenteVue
from domain.cotation.evenements.errors import ContestationImpossible, EvenementDeVieIntrouvable
from domain.cotation.evenements.queries import VieCotee
from domain.cotation.evenements.use_cases import ContesterEvenement, contester_evenement
from domain.cotation.observation import NoterLesAffichages, noter_les_affichages
from domain.cotation.passees import CotationPassee
from domain.cotation.queries import Cotation
from domain.demandes.errors import DemandeIntrouvable
from domain.organismes.errors import NonConnecte

router = APIRouter(tags=["ma cotation"])


@router.get("/ma-cotation", operation_id="lire_ma_cotation", responses=problems(NonConnecte, DemandeIntrouvable))
async def ma_cotation(session: DemandeSession, queries: Cotations) -> list[Cotation]:
    """Mes points, ma place, d'où ils viennent, ce qui les changerait et ce qui a changé (CCH R441-2-17)."""
    return await queries.de_la_demande(session.acteur.perimetre, session.acteur, session.demande_id)


@router.get(
    "/ma-cotation/passees",
    operation_id="lire_mes_cotations_passees",
    responses=problems(NonConnecte, DemandeIntrouvable),
)
async def passees(session: DemandeSession, queries: CotationsPassees) -> list[CotationPassee]:
    """Mes points avec les versions de grille précédentes, et ce qui a changé depuis (CCH R441-2-17)."""
    return await queries.de_la_demande(session.acteur.perimetre, session.acteur, session.demande_id)


@router.get(
    "/ma-cotation/explication",
    operation_id="imprimer_ma_cotation",
    response_class=Response,
    responses={**PDF_RESPONSES, **problems(NonConnecte, DemandeIntrouvable)},
)
async def explication(
    session: DemandeSession, queries: Cotations, attentes: Attentes, demandes: Demandes, container: ContainerDep
) -> Response:
    """Mes points, ma place et mon attente sur papier, avec les mêmes phrases que l'écran."""
    cotations = await queries.de_la_demande(session.acteur.perimetre, session.acteur, session.demande_id)
    attente = await attentes.de_la_demande(session.acteur.perimetre, session.demande_id)
    demande = await demandes.relire(session.acteur.perimetre, session.acteur, session.demande_id)
    return file_response(
        await container.explication_pdf(demande, cotations, attente), "application/pdf", "mes-points.pdf"
    )


@router.put(
    "/ma-cotation/affichage",
    status_code=204,
    operation_id="noter_affichage_de_ma_cotation",
    responses=problems(NonConnecte, DemandeIntrouvable),
)
async def affichage(session: DemandeSession, queries: Cotations, execute: Execute) -> None:
    """J'ai vu mes points et ma place : la prochaine fois, la page dira ce qui a changé, et pourquoi."""
    vus = await queries.affichages(session.acteur.perimetre, session.acteur, session.demande_id)
    await execute(noter_les_affichages, NoterLesAffichages(demande_id=session.demande_id, vus=vus), session.acteur)


@router.get("/ma-cotation/faits", operation_id="lire_mes_faits", responses=problems(NonConnecte, DemandeIntrouvable))
async def faits(session: DemandeSession, queries: EvenementsDeVie) -> VieCotee:
    """Les faits datés que les grilles peuvent compter, ceux que je peux contester, et où en sont mes contestations."""
    return await queries.de_la_demande(session.acteur.perimetre, session.acteur, session.demande_id)


class MaContestationBody(Body):
    motif: Annotated[Paragraphe, Field(min_length=1)]
    """Pourquoi ce fait est inexact, ou ne devrait pas compter."""


@router.post(
    "/ma-cotation/faits/{evenement_id}/contestation",
    operation_id="contester_un_fait",
    responses=problems(NonConnecte, DemandeIntrouvable, EvenementDeVieIntrouvable, ContestationImpossible),
)
async def contester(
    evenement_id: Annotated[int, Path(ge=1, le=2**62, description="Le fait, tel que la liste le donne.")],
    body: MaContestationBody,
    session: DemandeSession,
    execute: Execute,
    queries: EvenementsDeVie,
) -> VieCotee:
    """Je conteste un fait qui me coûte des points : un agent décide, et je lis sa réponse ici."""
    command = ContesterEvenement(demande_id=session.demande_id, evenement_id=evenement_id, motif=body.motif)
    await execute(contester_evenement, command, session.acteur)
    return await queries.de_la_demande(session.acteur.perimetre, session.acteur, session.demande_id)


@router.get("/mon-attente", operation_id="lire_mon_attente", responses=problems(NonConnecte, DemandeIntrouvable))
async def mon_attente(session: DemandeSession, queries: Attentes) -> AttenteVue:
    """Combien de temps des demandes semblables ont attendu, et ce que donnerait un choix plus large."""
    return await queries.de_la_demande(session.acteur.perimetre, session.demande_id)
