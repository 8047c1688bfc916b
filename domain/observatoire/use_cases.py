from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from domain.kernel.errors import ErreurDeChamp, Invalid
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import exiger
from domain.organismes.ports import OrganismesUnitOfWork


class PeriodeInversee(Invalid):
    code = "periode-inversee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actualite:
    """Une annonce du gestionnaire, montrée entre deux dates aux types d'organismes choisis."""

    departement: str
    id: UUID
    titre: str
    texte: str
    du: date
    au: date
    types_organisme: tuple[str, ...] | None
    creee_le: datetime


class Actualites(Protocol):
    async def publier(self, actualite: Actualite) -> None: ...

    async def retirer(self, departement: str, id: UUID) -> None: ...


class Favoris(Protocol):
    async def ranger(self, compte_id: UUID, favoris: list[dict[str, Any]]) -> None: ...


class AccueilUnitOfWork(OrganismesUnitOfWork, Protocol):
    @property
    def actualites(self) -> Actualites: ...

    @property
    def favoris(self) -> Favoris: ...


@dataclass(frozen=True, kw_only=True)
class PublierActualite:
    titre: str
    texte: str
    du: date
    au: date
    types_organisme: tuple[str, ...] | None


async def publier_actualite(command: PublierActualite, acteur: Acteur, uow: AccueilUnitOfWork) -> UUID:
    exiger(acteur, Droit.ACTUALITES_ECRIRE)
    if command.au < command.du:
        raise PeriodeInversee(
            "La fin de l'annonce précède son début. Corrigez les dates.",
            erreurs=[ErreurDeChamp(champ="au", code="periode-inversee", message="Date antérieure au début.")],
        )
    actualite = Actualite(departement=acteur.departement, id=new_id(), creee_le=uow.now(), **vars(command))
    await uow.actualites.publier(actualite)
    return actualite.id


@dataclass(frozen=True, kw_only=True)
class RetirerActualite:
    id: UUID


async def retirer_actualite(command: RetirerActualite, acteur: Acteur, uow: AccueilUnitOfWork) -> None:
    exiger(acteur, Droit.ACTUALITES_ECRIRE)
    await uow.actualites.retirer(acteur.departement, command.id)


@dataclass(frozen=True, kw_only=True)
class RangerFavoris:
    favoris: tuple[tuple[str, str], ...]
    """Libellé et adresse, dans l'ordre voulu."""


async def ranger_favoris(command: RangerFavoris, acteur: Acteur, uow: AccueilUnitOfWork) -> None:
    assert acteur.compte_id is not None
    await uow.favoris.ranger(acteur.compte_id, [{"libelle": t, "lien": lien} for t, lien in command.favoris])
