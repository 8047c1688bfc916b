"""Les deux remèdes à un occupant mal rattaché, chacun en une action (règle R-OCC-1)."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from domain.demandes.codes import LienCodemandeur
from domain.demandes.errors import PersonneIntrouvable
from domain.demandes.events import OccupantDevenuCodemandeur, OccupantMisACharge
from domain.demandes.formulaire import Occupant
from domain.demandes.model import Demande
from domain.demandes.ports import DemandesUnitOfWork
from domain.demandes.rules.occupants import en_codemandeur, mettre_a_charge
from domain.demandes.use_cases import charger
from domain.demandes.vie.table import Acte
from domain.organismes.acteur import Acteur


@dataclass(frozen=True, kw_only=True)
class MettreOccupantACharge:
    demande_id: UUID
    version: int
    personne_id: UUID


async def mettre_occupant_a_charge(command: MettreOccupantACharge, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Premier remède : la personne est à charge fiscalement, une tutelle par exemple."""
    demande = await charger(acteur, uow, command.demande_id, Acte.MODIFIER, command.version)
    occupant = _occupant(demande, command.personne_id)
    if occupant.a_charge:
        return
    occupants = mettre_a_charge(demande.formulaire.occupants, occupant.id)
    fait = partial(OccupantMisACharge, personne_id=occupant.id, personne=_nom(occupant))
    demande.modifier({"occupants": occupants}, le=uow.now(), comme=fait)


@dataclass(frozen=True, kw_only=True)
class ChangerOccupantDeNature:
    demande_id: UUID
    version: int
    personne_id: UUID
    lien: LienCodemandeur


async def changer_occupant_de_nature(command: ChangerOccupantDeNature, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Second remède : la personne signera le bail ; elle garde son identité et devient codemandeur."""
    demande = await charger(acteur, uow, command.demande_id, Acte.MODIFIER, command.version)
    occupant = _occupant(demande, command.personne_id)
    formulaire = demande.formulaire
    demande.modifier(
        {
            "occupants": tuple(o for o in formulaire.occupants if o.id != occupant.id),
            "codemandeurs": (*formulaire.codemandeurs, en_codemandeur(occupant, command.lien)),
        },
        le=uow.now(),
        comme=partial(
            OccupantDevenuCodemandeur, personne_id=occupant.id, personne=_nom(occupant), lien=command.lien.libelle
        ),
    )


def _nom(occupant: Occupant) -> str:
    return f"{occupant.nom.upper()} {occupant.prenom}"


def _occupant(demande: Demande, personne_id: UUID) -> Occupant:
    for occupant in demande.formulaire.occupants:
        if occupant.id == personne_id:
            return occupant
    raise PersonneIntrouvable("Cette personne n'est pas parmi les occupants de la demande. Rechargez le dossier.")
