from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from domain.communications import events
from domain.kernel.aggregate import Aggregate
from domain.kernel.francais import INSECABLE, compte
from domain.kernel.identifiers import new_id
from domain.kernel.nomenclature import Nomenclature


class CanalMessage(Nomenclature):
    """Par où part un message. Codes du projet."""

    COURRIEL = "email", "Courriel"
    SMS = "sms", "SMS"


class EtatMessage(Nomenclature):
    """Où en est l'envoi d'un message. Codes du projet."""

    A_ENVOYER = "a_envoyer", "En cours d'envoi"
    ENVOYE = "envoye", "Envoyé"
    ECHEC = "echec", "Non remis"


@dataclass(frozen=True, slots=True, kw_only=True)
class Destinataire:
    """L'adresse électronique ou le mobile auquel on écrit."""

    canal: CanalMessage
    adresse: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cout:
    """Combien de messages le réseau a comptés, et leur prix en millièmes d'euro."""

    segments: int
    milliemes: int

    @property
    def libelle(self) -> str:
        """« 2 SMS, 0,090 € » : le prix d'un SMS se dit au millième."""
        euros, milliemes = divmod(self.milliemes, 1000)
        return f"{compte(self.segments, 'SMS', 'SMS')}, {euros},{milliemes:03}{INSECABLE}€"


@dataclass(eq=False, kw_only=True)
class Message(Aggregate):
    """Un message du fichier à un demandeur ou à un organisme, gardé tel qu'il a été écrit."""

    departement: str
    id: UUID
    demande_id: UUID | None
    modele: str
    canal: CanalMessage
    destinataire: str
    objet: str
    corps: str
    etat: EtatMessage = EtatMessage.A_ENVOYER
    tentatives: int = 0
    cause: str | None = None
    """Pourquoi le dernier essai n'a pas abouti."""
    cree_le: datetime
    envoye_le: datetime | None = None
    segments: int | None = None
    """Combien de SMS le réseau a comptés ; un courriel est un."""
    cout_milliemes: int | None = None
    """Ce que l'envoi a coûté, en millièmes d'euro."""

    @classmethod
    def ecrire(
        cls,
        *,
        departement: str,
        demande_id: UUID | None,
        modele: str,
        destinataire: Destinataire,
        objet: str,
        corps: str,
        le: datetime,
    ) -> Self:
        message = cls(
            departement=departement,
            id=new_id(),
            demande_id=demande_id,
            modele=modele,
            canal=destinataire.canal,
            destinataire=destinataire.adresse,
            objet=objet,
            corps=corps,
            cree_le=le,
        )
        message.record(events.MessagePret(departement=departement, aggregate_id=message.id, occurred_at=le))
        return message

    @property
    def attend(self) -> bool:
        """Un message parti ou refusé ne repart pas, même rejoué."""
        return self.etat is EtatMessage.A_ENVOYER

    def noter_envoi(self, *, cout: Cout, le: datetime) -> None:
        self.tentatives += 1
        self.segments, self.cout_milliemes = cout.segments, cout.milliemes
        self.etat = EtatMessage.ENVOYE
        self.envoye_le = le
        self.cause = None
        self.record(
            events.MessageEnvoye(
                departement=self.departement,
                aggregate_id=self.id,
                occurred_at=le,
                demande_id=self.demande_id,
                canal_libelle=self.canal.libelle,
                titre=self.objet,
                cout=cout.libelle if self.canal is CanalMessage.SMS else None,
            )
        )

    def noter_echec(self, *, cause: str, attentes: tuple[timedelta, ...], le: datetime) -> None:
        """Un essai manqué en prévoit un autre, tant qu'il reste une attente prévue ; ensuite l'échec se voit."""
        self.tentatives += 1
        self.cause = cause
        if self.tentatives <= len(attentes):
            self.record(
                events.MessageARenvoyer(
                    departement=self.departement,
                    aggregate_id=self.id,
                    occurred_at=le,
                    not_before=le + attentes[self.tentatives - 1],
                )
            )
            return
        self.etat = EtatMessage.ECHEC
        self.record(
            events.MessageNonRemis(
                departement=self.departement,
                aggregate_id=self.id,
                occurred_at=le,
                demande_id=self.demande_id,
                canal_libelle=self.canal.libelle,
                titre=self.objet,
                cause=cause,
            )
        )
