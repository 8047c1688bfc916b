from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from domain.cotation.evenements.errors import (
    DateDEvenementInvalide,
    EvenementDeVieImpossible,
    EvenementDeVieIntrouvable,
)
from domain.cotation.evenements.events import EvenementDeVieNote, EvenementDeVieRetire, RefusQualifie
from domain.cotation.evenements.policies import exiger_de_noter, raison_de_qualifier, raison_de_retirer
from domain.cotation.evenements.ports import EvenementsUnitOfWork
from domain.cotation.faits import Evenement, EvenementNote
from domain.cotation.reactions import noter_un_evenement, recoter
from domain.cotation.vocabulary import CauseDeCalcul, TypeEvenement
from domain.demandes.model import Demande
from domain.kernel import francais
from domain.organismes.acteur import Acteur


@dataclass(frozen=True, kw_only=True)
class NoterEvenement:
    demande_id: UUID
    type: TypeEvenement
    le: date
    motif: str


async def noter_evenement(command: NoterEvenement, acteur: Acteur, uow: EvenementsUnitOfWork) -> None:
    """Un agent note un fait daté et dit d'où il le tient : une déclaration inexacte, une visite refusée."""
    demande = await uow.demandes.get(acteur.departement, command.demande_id)
    note = EvenementNote(id=0, type=command.type.value, le=command.le)
    exiger_de_noter(acteur, demande, raison_de_retirer(note))
    _exiger_une_date_possible(demande, command.le, uow)
    connus = await uow.evenements_de_vie.de_la_demande(acteur.departement, demande.id)
    if any((connu.type, connu.le) == (note.type, note.le) for connu in connus):
        raise EvenementDeVieImpossible(
            f"« {command.type.libelle} » est déjà noté au {francais.jour(command.le)}. Rien n'a été changé."
        )
    uow.record(EvenementDeVieNote(**_dit(demande, note, command.motif, uow)))
    await noter_un_evenement(acteur.departement, demande.id, Evenement(type=note.type, le=note.le), acteur, uow)


def _exiger_une_date_possible(demande: Demande, le: date, uow: EvenementsUnitOfWork) -> None:
    if le > uow.today():
        raise DateDEvenementInvalide("Ce fait n'a pas encore eu lieu. Corrigez la date.")
    if demande.deposee_le is not None and le < demande.deposee_le:
        raise DateDEvenementInvalide(
            f"La demande a été déposée le {francais.jour(demande.deposee_le)} : un fait plus ancien n'est pas le sien."
        )


@dataclass(frozen=True, kw_only=True)
class QualifierRefus:
    demande_id: UUID
    evenement_id: int
    adapte: bool
    motif: str


async def qualifier_refus(command: QualifierRefus, acteur: Acteur, uow: EvenementsUnitOfWork) -> None:
    """Un refus ne pénalise que si le logement était adapté : un agent le dit, et pourquoi (CCH R441-2-10)."""
    demande, evenement = await _trouver(command.demande_id, command.evenement_id, acteur, uow)
    exiger_de_noter(acteur, demande, raison_de_qualifier(evenement))
    if evenement.adapte is command.adapte:
        return
    await uow.evenements_de_vie.qualifier(acteur.departement, evenement.id, adapte=command.adapte)
    uow.record(RefusQualifie(**_dit(demande, evenement, command.motif, uow), adapte=command.adapte))
    await recoter(acteur.departement, demande.id, acteur, uow, CauseDeCalcul.EVENEMENT)


@dataclass(frozen=True, kw_only=True)
class RetirerEvenement:
    demande_id: UUID
    evenement_id: int
    motif: str


async def retirer_evenement(command: RetirerEvenement, acteur: Acteur, uow: EvenementsUnitOfWork) -> None:
    """Un fait noté à tort, ou contesté avec succès, ne compte plus ; l'historique garde les deux gestes."""
    demande, evenement = await _trouver(command.demande_id, command.evenement_id, acteur, uow)
    exiger_de_noter(acteur, demande, raison_de_retirer(evenement))
    await uow.evenements_de_vie.retirer(acteur.departement, evenement.id)
    uow.record(EvenementDeVieRetire(**_dit(demande, evenement, command.motif, uow)))
    await recoter(acteur.departement, demande.id, acteur, uow, CauseDeCalcul.EVENEMENT)


async def _trouver(
    demande_id: UUID, evenement_id: int, acteur: Acteur, uow: EvenementsUnitOfWork
) -> tuple[Demande, EvenementNote]:
    demande = await uow.demandes.get(acteur.departement, demande_id)
    connus = await uow.evenements_de_vie.de_la_demande(acteur.departement, demande.id)
    evenement = next((connu for connu in connus if connu.id == evenement_id), None)
    if evenement is None:
        raise EvenementDeVieIntrouvable("Ce fait n'est plus dans le dossier.")
    return demande, evenement


def _dit(demande: Demande, evenement: EvenementNote, motif: str, uow: EvenementsUnitOfWork) -> dict[str, Any]:
    return {
        "departement": demande.departement,
        "aggregate_id": demande.id,
        "occurred_at": uow.now(),
        "genre": evenement.type,
        "date_du_fait": evenement.le,
        "motif": motif,
    }
