"""The letters to those who have neither e-mail nor mobile: printed by batch, posted, sometimes returned."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.dependencies import ContainerDep, CurrentActeur, Execute
from api.files import CSV_RESPONSES, PDF_RESPONSES, stream_response
from api.listing import PageNumber, PageSize
from api.problems import problems
from api.queries import Courriers
from api.schemas import Body
from domain.communications.courriers.queries import LettreLigne, LotDeCourriersResume
from domain.communications.courriers.use_cases import NoterUnRetour, RemettreUnLot, noter_un_retour, remettre_un_lot
from domain.communications.errors import (
    LettreIntrouvable,
    LettreNonPostee,
    LotDeCourriersIntrouvable,
    LotDejaRemis,
    LotOublie,
)
from domain.communications.model import MotifDeRetour
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.read_model import Page
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger

router = APIRouter(prefix="/lots-de-courriers", tags=["courriers"])


class RetourDeLettreBody(Body):
    motif: MotifDeRetour
    """Ce que la poste a coché sur l'enveloppe."""


@router.get("", operation_id="lister_lots_de_courriers", responses=problems(DroitManquant))
async def lots(
    acteur: CurrentActeur, courriers: Courriers, page: PageNumber = 1, size: PageSize = 20
) -> Page[LotDeCourriersResume]:
    """Les lettres de chaque jour : à imprimer et à poster d'abord, puis celles qui sont parties."""
    exiger(acteur, Droit.ORGANISMES_GERER)
    return await courriers.lots(acteur.perimetre, acteur, page=page, size=size)


@router.get(
    "/{lot_id}/lettres",
    operation_id="lister_lettres_du_lot",
    responses=problems(LotDeCourriersIntrouvable, DroitManquant),
)
async def lettres(
    lot_id: UUID, acteur: CurrentActeur, courriers: Courriers, page: PageNumber = 1, size: PageSize = 50
) -> Page[LettreLigne]:
    """Qui reçoit une lettre de ce lot, et ce qu'elle est devenue."""
    exiger(acteur, Droit.ORGANISMES_GERER)
    return await courriers.lettres(acteur.perimetre, acteur, lot_id, page=page, size=size)


@router.get(
    "/{lot_id}/document",
    operation_id="imprimer_lettres_du_lot",
    response_class=Response,
    responses={**PDF_RESPONSES, **problems(LotDeCourriersIntrouvable, LotOublie, DroitManquant)},
)
async def document(lot_id: UUID, acteur: CurrentActeur, courriers: Courriers, container: ContainerDep) -> Response:
    """Les lettres à imprimer, une page par personne. La lecture est tracée sur chaque demande."""
    exiger(acteur, Droit.ORGANISMES_GERER)
    documents = await courriers.emporter(acteur.perimetre, acteur, lot_id)
    return await stream_response(container.courrier.ouvrir(documents.lettres), "application/pdf", "lettres.pdf")


@router.get(
    "/{lot_id}/adresses",
    operation_id="emporter_adresses_du_lot",
    response_class=Response,
    responses={**CSV_RESPONSES, **problems(LotDeCourriersIntrouvable, LotOublie, DroitManquant)},
)
async def adresses(lot_id: UUID, acteur: CurrentActeur, courriers: Courriers, container: ContainerDep) -> Response:
    """Les adresses à donner au prestataire qui met sous pli. La lecture est tracée sur chaque demande."""
    exiger(acteur, Droit.ORGANISMES_GERER)
    documents = await courriers.emporter(acteur.perimetre, acteur, lot_id)
    return await stream_response(container.courrier.ouvrir(documents.adresses), "text/csv", "adresses.csv")


@router.post(
    "/{lot_id}/remise",
    operation_id="remettre_lot_de_courriers",
    responses=problems(LotDeCourriersIntrouvable, LotDejaRemis, DroitManquant, ConcurrentEdit),
)
async def remettre(lot_id: UUID, acteur: CurrentActeur, execute: Execute, courriers: Courriers) -> LotDeCourriersResume:
    """Les lettres sont postées, ou confiées à un prestataire : chacune entre dans l'historique de sa demande."""
    await execute(remettre_un_lot, RemettreUnLot(lot_id=lot_id), acteur)
    return await courriers.lot(acteur.perimetre, acteur, lot_id)


@router.post(
    "/{lot_id}/lettres/{lettre_id}/retour",
    operation_id="noter_retour_de_lettre",
    status_code=204,
    responses=problems(LettreIntrouvable, LettreNonPostee, DroitManquant, ConcurrentEdit),
)
async def retour(
    lot_id: UUID, lettre_id: UUID, body: RetourDeLettreBody, acteur: CurrentActeur, execute: Execute
) -> None:
    """L'enveloppe est revenue : la demande dit que sa lettre n'a pas été lue."""
    command = NoterUnRetour(lot_id=lot_id, lettre_id=lettre_id, motif=body.motif)
    await execute(noter_un_retour, command, acteur)
