from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from domain.cotation.evenements.errors import (
    ContestationIntrouvable,
    DateDEvenementInvalide,
    EvenementDeVieImpossible,
    EvenementDeVieIntrouvable,
)
from domain.cotation.evenements.events import (
    ContestationDecidee,
    EvenementDeVieNote,
    EvenementDeVieRetire,
    FaitConteste,
    RefusQualifie,
)
from domain.cotation.evenements.model import Contestation, Issue
from domain.cotation.evenements.policies import (
    exiger_de_contester,
    exiger_de_decider,
    exiger_de_noter,
    raison_contestee,
    raison_de_contester,
    raison_de_qualifier,
    raison_de_qui_conteste,
    raison_de_retirer,
    raison_decidee,
)
from domain.cotation.evenements.ports import EvenementsUnitOfWork
from domain.cotation.faits import Evenement, EvenementNote
from domain.cotation.reactions import noter_un_evenement, recoter
from domain.cotation.vocabulary import CauseDeCalcul, TypeEvenement
from domain.demandes.model import Demande
from domain.demandes.policies import exiger_visible
from domain.kernel import francais
from domain.kernel.identifiers import new_id
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
    contestations = await uow.contestations.de_la_demande(acteur.departement, demande.id)
    exiger_de_noter(acteur, demande, raison_de_retirer(evenement), raison_contestee(evenement, contestations))
    await uow.evenements_de_vie.retirer(acteur.departement, evenement.id)
    uow.record(EvenementDeVieRetire(**_dit(demande, evenement, command.motif, uow)))
    await recoter(acteur.departement, demande.id, acteur, uow, CauseDeCalcul.EVENEMENT)


@dataclass(frozen=True, kw_only=True)
class ContesterEvenement:
    demande_id: UUID
    evenement_id: int
    motif: str


async def contester_evenement(command: ContesterEvenement, acteur: Acteur, uow: EvenementsUnitOfWork) -> None:
    """Qui conteste dit pourquoi ; le fait compte jusqu'à la décision, et l'explication des points le dit."""
    demande, evenement = await _trouver(command.demande_id, command.evenement_id, acteur, uow)
    connues = await uow.contestations.de_la_demande(acteur.departement, demande.id)
    exiger_de_contester(acteur, demande, raison_de_contester(evenement), raison_contestee(evenement, connues))
    contestation = Contestation(
        id=new_id(),
        demande_id=demande.id,
        evenement_id=evenement.id,
        type=evenement.type,
        le=evenement.le,
        motif=command.motif,
        deposee_le=uow.today(),
        par=acteur.organisme_libelle or acteur.libelle,
        par_compte_id=acteur.compte_id,
    )
    await uow.contestations.deposer(acteur.departement, contestation)
    uow.record(FaitConteste(**_dit(demande, evenement, command.motif, uow)))


@dataclass(frozen=True, kw_only=True)
class DeciderContestation:
    demande_id: UUID
    contestation_id: UUID
    issue: Issue
    motif: str


async def decider_contestation(command: DeciderContestation, acteur: Acteur, uow: EvenementsUnitOfWork) -> None:
    """Un autre agent décide et dit pourquoi : admise, le fait ne compte plus et les points se refont aussitôt."""
    demande = await uow.demandes.get(acteur.departement, command.demande_id)
    connues = await uow.contestations.de_la_demande(acteur.departement, demande.id)
    contestation = next((connue for connue in connues if connue.id == command.contestation_id), None)
    if contestation is None:
        exiger_visible(acteur, demande)
        raise ContestationIntrouvable("Cette contestation est introuvable dans le dossier.")
    exiger_de_decider(acteur, demande, raison_decidee(contestation), raison_de_qui_conteste(acteur, contestation))
    decidee = replace(
        contestation,
        issue=command.issue,
        decidee_le=uow.today(),
        decidee_par=acteur.organisme_libelle or acteur.libelle,
        motif_decision=command.motif,
    )
    await uow.contestations.decider(acteur.departement, decidee)
    admise = command.issue is Issue.ADMISE
    fait = EvenementNote(id=contestation.evenement_id, type=contestation.type, le=contestation.le)
    dit = _dit(demande, fait, command.motif, uow)
    uow.record(ContestationDecidee(**dit, admise=admise, contestation_id=contestation.id))
    if admise:
        await uow.evenements_de_vie.retirer(acteur.departement, contestation.evenement_id)
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
