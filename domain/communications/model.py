from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from domain.communications import events
from domain.communications.errors import LettreNonPostee
from domain.kernel.aggregate import Aggregate
from domain.kernel.francais import INSECABLE, compte
from domain.kernel.identifiers import new_id
from domain.kernel.nomenclature import Nomenclature


class CanalMessage(Nomenclature):
    """Par où part un message. Codes du projet."""

    COURRIEL = "email", "Courriel"
    SMS = "sms", "SMS"
    COURRIER = "courrier", "Courrier"


class EtatMessage(Nomenclature):
    """Où en est l'envoi d'un message. Codes du projet."""

    A_ENVOYER = "a_envoyer", "En cours d'envoi"
    ENVOYE = "envoye", "Envoyé"
    ECHEC = "echec", "Non remis"


_D_UNE_LETTRE = {
    EtatMessage.A_ENVOYER: "À poster",
    EtatMessage.ENVOYE: "Postée",
    EtatMessage.ECHEC: "Non distribuée",
}


def dire_l_etat(canal: CanalMessage, etat: EtatMessage) -> str:
    """Une lettre se poste : elle n'est ni « en cours d'envoi », ni « envoyée »."""
    return _D_UNE_LETTRE[etat] if canal is CanalMessage.COURRIER else etat.libelle


class MotifDeRetour(Nomenclature):
    """Pourquoi une lettre est revenue, comme la poste l'écrit sur l'enveloppe. Codes du projet."""

    INCONNU = "npai", "destinataire inconnu à l'adresse (NPAI)"
    ADRESSE = "adresse", "défaut d'accès ou d'adressage"
    REFUSE = "refuse", "pli refusé par le destinataire"
    NON_RECLAME = "non_reclame", "pli avisé et non réclamé"


@dataclass(frozen=True, slots=True, kw_only=True)
class Destinataire:
    """L'adresse électronique, le mobile ou l'adresse postale à laquelle on écrit."""

    canal: CanalMessage
    adresse: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cout:
    """Combien de messages le réseau a comptés, et leur prix en millièmes d'euro."""

    segments: int
    milliemes: int

    def dire(self, canal: CanalMessage) -> str | None:
        """« 2 SMS, 0,090 € » : le prix d'un SMS se dit au millième. Un courriel n'en a pas."""
        if canal is CanalMessage.COURRIEL:
            return None
        euros, milliemes = divmod(self.milliemes, 1000)
        unite = ("SMS", "SMS") if canal is CanalMessage.SMS else ("lettre", "lettres")
        return f"{compte(self.segments, *unite)}, {euros},{milliemes:03}{INSECABLE}€"


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
    """Combien de SMS le réseau a comptés ; un courriel est un, une lettre aussi."""
    cout_milliemes: int | None = None
    """Ce que l'envoi a coûté, en millièmes d'euro."""
    lot_id: UUID | None = None
    """Avec quelles autres lettres elle part à la poste."""

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
                cout=cout.dire(self.canal),
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
        self._abandonner(cause, le)

    def noter_retour(self, motif: MotifDeRetour, *, le: datetime) -> None:
        """Une lettre postée est revenue : elle a coûté, et n'a pas été lue."""
        if self.canal is not CanalMessage.COURRIER or self.etat is not EtatMessage.ENVOYE:
            raise LettreNonPostee(
                "Seule une lettre postée peut revenir, et une seule fois. Son état n'a pas changé : relisez le lot."
            )
        self._abandonner(motif.libelle, le)

    def renoncer(self, cause: str, *, le: datetime) -> None:
        """Une lettre qui n'est pas encore partie ne partira pas."""
        self._abandonner(cause, le)

    def _abandonner(self, cause: str, le: datetime) -> None:
        self.cause = cause
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
