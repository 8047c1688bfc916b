"""Poster les lettres d'un lot, et noter celles qui reviennent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.communications.courriers.ports import AMettreSousPli, CourriersUnitOfWork
from domain.communications.courriers.raisons import PROTEGEE
from domain.communications.model import Message, MotifDeRetour
from domain.communications.rules.couts import cout_du_courrier
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import exiger


@dataclass(frozen=True, kw_only=True)
class RemettreUnLot:
    lot_id: UUID


async def remettre_un_lot(command: RemettreUnLot, acteur: Acteur, uow: CourriersUnitOfWork) -> None:
    """Une personne protégée depuis l'impression n'est pas du lot : sa lettre ne part pas."""
    exiger(acteur, Droit.ORGANISMES_GERER)
    lot = await uow.lots_de_courriers.get(acteur.departement, command.lot_id)
    lettres = ecarter_les_protegees(await uow.lots_de_courriers.lettres(acteur.departement, lot.id), le=uow.now())
    cout = cout_du_courrier(uow.today(), acteur.departement)
    lot.remettre(lettres, cout=cout, par=acteur.libelle, le=uow.now())


def ecarter_les_protegees(lettres: Sequence[AMettreSousPli], *, le: datetime) -> Sequence[Message]:
    """Les lettres qui attendent et peuvent partir ; celles des personnes protégées ne partiront pas."""
    attendent = [lettre for lettre in lettres if lettre.message.attend]
    for lettre in attendent:
        if lettre.protegee:
            lettre.message.renoncer(PROTEGEE, le=le)
    return [lettre.message for lettre in attendent if not lettre.protegee]


@dataclass(frozen=True, kw_only=True)
class NoterUnRetour:
    lot_id: UUID
    lettre_id: UUID
    motif: MotifDeRetour


async def noter_un_retour(command: NoterUnRetour, acteur: Acteur, uow: CourriersUnitOfWork) -> None:
    """L'enveloppe est revenue : la demande dit qu'elle n'a pas été lue, et pourquoi."""
    exiger(acteur, Droit.ORGANISMES_GERER)
    lettre = await uow.lots_de_courriers.lettre(acteur.departement, command.lot_id, command.lettre_id)
    lettre.noter_retour(command.motif, le=uow.now())
