from dataclasses import dataclass
from uuid import UUID

from domain.demandes.policies import exiger_visible
from domain.echanges.sne.errors import DemandeInconnueDuSne, LiaisonFermee, TransmissionIntrouvable
from domain.echanges.sne.model import Transmission
from domain.echanges.sne.policies import raison_des_copies
from domain.echanges.sne.ports import SneUnitOfWork
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import exiger


@dataclass(frozen=True, kw_only=True)
class RejouerTransmission:
    demande_id: UUID
    transmission_id: UUID


async def rejouer_transmission(command: RejouerTransmission, acteur: Acteur, uow: SneUnitOfWork) -> None:
    """Ce que le SNE a refusé repart, dans l'état du dossier d'aujourd'hui."""
    exiger_visible(acteur, await uow.demandes.get(acteur.departement, command.demande_id))
    exiger(acteur, Droit.DEMANDES_VALIDER)
    transmission = await uow.transmissions.get(acteur.departement, command.transmission_id)
    if transmission.demande_id != command.demande_id:
        raise TransmissionIntrouvable("Cette transmission est introuvable.")
    transmission.rejouer(le=uow.now())


@dataclass(frozen=True, kw_only=True)
class DemanderLesCopies:
    demande_id: UUID


async def demander_les_copies(command: DemanderLesCopies, acteur: Acteur, uow: SneUnitOfWork) -> None:
    """Les documents que le SNE garde de la demande entreront au dossier ; demandés deux fois, ils viennent une fois."""
    demande = await uow.demandes.get(acteur.departement, command.demande_id)
    exiger_visible(acteur, demande)
    exiger(acteur, Droit.PIECES_ECRIRE)
    if raison := raison_des_copies(demande.numero_unique, ouvert=uow.sne.ouvert):
        kind = LiaisonFermee if raison.code == LiaisonFermee.code else DemandeInconnueDuSne
        raise kind(raison.phrase, raisons=[raison])
    if not await uow.transmissions.reception_en_attente(demande.departement, demande.id):
        uow.transmissions.add(
            Transmission.demander_les_copies(departement=demande.departement, demande_id=demande.id, le=uow.now())
        )
