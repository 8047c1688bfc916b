from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from api.dependencies import CurrentActeur, Execute
from api.listing import PageNumber, PageSize
from api.problems import problems
from api.queries import SneExchanges, Tracabilite
from domain.demandes.errors import DemandeIntrouvable
from domain.echanges.sne.codes import EtatTransmission
from domain.echanges.sne.errors import DemandeInconnueDuSne, LiaisonFermee, TransmissionEnCours, TransmissionIntrouvable
from domain.echanges.sne.queries import EchangeLigne, EtatDesEchanges, TransmissionLigne
from domain.echanges.sne.use_cases import (
    DemanderLesCopies,
    RejouerTransmission,
    demander_les_copies,
    rejouer_transmission,
)
from domain.kernel.raisons import ActionPossible
from domain.kernel.read_model import Page
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger
from domain.tracabilite.codes import ObjetConsulte

router = APIRouter(tags=["échanges"])
Etat = Annotated[EtatTransmission | None, Query(description="Seulement celles qui en sont là.")]


@router.get(
    "/demandes/{demande_id}/echanges",
    operation_id="lister_echanges_de_la_demande",
    responses=problems(DemandeIntrouvable, DroitManquant),
)
async def de_la_demande(
    demande_id: UUID,
    acteur: CurrentActeur,
    sne: SneExchanges,
    tracabilite: Tracabilite,
    page: PageNumber = 1,
    size: PageSize = 20,
) -> Page[EchangeLigne]:
    """Ce que la demande a dit au SNE et aux logiciels des partenaires, et ce qu'ils ont répondu."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    lus = await sne.de_la_demande(acteur.perimetre, acteur, demande_id, page=page, size=size)
    await tracabilite.noter_la_lecture(acteur.perimetre, acteur, demande_id, ObjetConsulte.ECHANGES)
    return lus


@router.post(
    "/demandes/{demande_id}/echanges/{transmission_id}/rejeu",
    operation_id="rejouer_transmission",
    status_code=204,
    responses=problems(DemandeIntrouvable, DroitManquant, TransmissionEnCours, TransmissionIntrouvable),
)
async def rejouer(demande_id: UUID, transmission_id: UUID, acteur: CurrentActeur, execute: Execute) -> None:
    """Une transmission refusée repart au prochain envoi, dans l'état du dossier de ce jour-là."""
    command = RejouerTransmission(demande_id=demande_id, transmission_id=transmission_id)
    await execute(rejouer_transmission, command, acteur)


@router.get(
    "/demandes/{demande_id}/echanges/copies",
    operation_id="lire_demande_de_copies",
    responses=problems(DemandeIntrouvable, DroitManquant),
)
async def demande_des_copies(demande_id: UUID, acteur: CurrentActeur, sne: SneExchanges) -> ActionPossible:
    """Si les documents que le SNE garde de cette demande peuvent être demandés, et sinon pourquoi."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    return await sne.demande_des_copies(acteur.perimetre, acteur, demande_id)


@router.post(
    "/demandes/{demande_id}/echanges/copies",
    operation_id="demander_copies_du_sne",
    status_code=202,
    responses=problems(DemandeInconnueDuSne, DemandeIntrouvable, DroitManquant, LiaisonFermee),
)
async def copies(demande_id: UUID, acteur: CurrentActeur, execute: Execute) -> None:
    """Les documents que le SNE garde de cette demande arrivent au dossier, contrôlés comme tout dépôt."""
    await execute(demander_les_copies, DemanderLesCopies(demande_id=demande_id), acteur)


@router.get("/transmissions", operation_id="lister_transmissions", responses=problems(DroitManquant))
async def journal(
    acteur: CurrentActeur, sne: SneExchanges, etat: Etat = None, page: PageNumber = 1, size: PageSize = 20
) -> Page[TransmissionLigne]:
    """Tout ce qui a été dit au SNE, le plus récent d'abord."""
    exiger(acteur, Droit.ORGANISMES_GERER)
    return await sne.journal(acteur.perimetre, etat, page=page, size=size)


@router.get("/transmissions/etat", operation_id="lire_etat_des_transmissions", responses=problems(DroitManquant))
async def etat(acteur: CurrentActeur, sne: SneExchanges) -> EtatDesEchanges:
    """Ce qui attend, ce qui est refusé, et depuis quand."""
    exiger(acteur, Droit.ORGANISMES_GERER)
    return await sne.etat(acteur.perimetre)
