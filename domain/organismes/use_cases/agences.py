"""Les agences d'un organisme."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.organismes.acteur import Acteur
from domain.organismes.model import Agence
from domain.organismes.ports import OrganismesUnitOfWork
from domain.organismes.use_cases.fiches import agence_de, exiger_version, organisme_gere


@dataclass(frozen=True, kw_only=True)
class CreerAgence:
    organisme_id: UUID
    libelle: str
    rue: str | None = None
    complement_1: str | None = None
    complement_2: str | None = None
    code_postal: str | None = None
    ville: str | None = None
    lieu_dit: str | None = None
    telephone: str | None = None
    fax: str | None = None
    email: str | None = None
    signature_1: str | None = None
    signature_2: str | None = None


async def creer_agence(command: CreerAgence, acteur: Acteur, uow: OrganismesUnitOfWork) -> UUID:
    await organisme_gere(command.organisme_id, acteur, uow)
    champs = {champ: valeur for champ, valeur in vars(command).items() if champ != "organisme_id"}
    agence = Agence.creer(champs, organisme_id=command.organisme_id, departement=acteur.departement, le=uow.now())
    uow.agences.add(agence)
    return agence.id


@dataclass(frozen=True, kw_only=True)
class ModifierAgence:
    organisme_id: UUID
    agence_id: UUID
    version: int
    changements: Mapping[str, Any]
    """Les champs à changer ; absent, un champ reste tel quel."""


async def modifier_agence(command: ModifierAgence, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    await organisme_gere(command.organisme_id, acteur, uow)
    agence = await agence_de(command.organisme_id, command.agence_id, acteur, uow)
    exiger_version(agence.version, command.version)
    agence.modifier(command.changements, le=uow.now())
