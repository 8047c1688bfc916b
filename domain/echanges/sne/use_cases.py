from dataclasses import dataclass
from uuid import UUID

from domain.demandes.policies import exiger_visible
from domain.echanges.sne.errors import TransmissionIntrouvable
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
