from uuid import UUID

from fastapi import APIRouter, Response

from api.dependencies import ContainerDep, CurrentActeur
from api.files import PDF_RESPONSES, file_response
from api.problems import problems
from api.queries import Attentes, Cotations, CotationsPassees, Demandes, Tracabilite
from domain.cotation.attente_lue import AttenteVue
from domain.cotation.passees import CotationPassee
from domain.cotation.queries import Cotation
from domain.demandes.errors import DemandeIntrouvable
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger
from domain.tracabilite.codes import ObjetConsulte

router = APIRouter(tags=["cotation"])


@router.get(
    "/demandes/{demande_id}/cotations",
    operation_id="lire_cotations",
    responses=problems(DemandeIntrouvable, DroitManquant),
)
async def cotations(
    demande_id: UUID, acteur: CurrentActeur, queries: Cotations, tracabilite: Tracabilite
) -> list[Cotation]:
    """Les points de la demande dans chaque EPCI demandé, expliqués ligne par ligne."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    lues = await queries.de_la_demande(acteur.perimetre, acteur, demande_id)
    await tracabilite.noter_la_lecture(acteur.perimetre, acteur, demande_id, ObjetConsulte.COTATION)
    return lues


@router.get(
    "/demandes/{demande_id}/cotations/passees",
    operation_id="lire_cotations_passees",
    responses=problems(DemandeIntrouvable, DroitManquant),
)
async def passees(
    demande_id: UUID, acteur: CurrentActeur, queries: CotationsPassees, tracabilite: Tracabilite
) -> list[CotationPassee]:
    """Ce que donnaient à la demande les versions de grille qui ne la cotent plus, expliqué avec la grille d'alors."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    lues = await queries.de_la_demande(acteur.perimetre, acteur, demande_id)
    await tracabilite.noter_la_lecture(acteur.perimetre, acteur, demande_id, ObjetConsulte.COTATION)
    return lues


@router.get(
    "/demandes/{demande_id}/cotations/explication",
    operation_id="imprimer_cotations",
    response_class=Response,
    responses={**PDF_RESPONSES, **problems(DemandeIntrouvable, DroitManquant)},
)
async def explication(
    demande_id: UUID,
    acteur: CurrentActeur,
    queries: Cotations,
    attentes: Attentes,
    demandes: Demandes,
    tracabilite: Tracabilite,
    container: ContainerDep,
) -> Response:
    """L'explication à joindre à la fiche de commission, avec les mêmes phrases que l'écran."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    cotations = await queries.de_la_demande(acteur.perimetre, acteur, demande_id)
    attente = await attentes.de_la_demande(acteur.perimetre, demande_id)
    await tracabilite.noter_la_lecture(acteur.perimetre, acteur, demande_id, ObjetConsulte.COTATION)
    demande = await demandes.relire(acteur.perimetre, acteur, demande_id)
    return file_response(
        await container.explication_pdf(demande, cotations, attente), "application/pdf", "cotation.pdf"
    )


@router.get(
    "/demandes/{demande_id}/attente",
    operation_id="lire_attente",
    responses=problems(DemandeIntrouvable, DroitManquant),
)
async def attente(demande_id: UUID, acteur: CurrentActeur, queries: Attentes) -> AttenteVue:
    """Combien de temps des demandes semblables ont attendu, telle que le demandeur le lit."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    return await queries.de_la_demande(acteur.perimetre, demande_id)
