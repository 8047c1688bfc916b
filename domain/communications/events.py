from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import DelayedEvent, Event, Objet


@dataclass(frozen=True, kw_only=True)
class MessagePret(Event):
    """Un message est écrit et attend de partir. Il n'entre dans l'historique qu'une fois parti ou refusé."""

    libelle: ClassVar = "Message prêt"

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ()


@dataclass(frozen=True, kw_only=True)
class MessageARenvoyer(DelayedEvent):
    """Le serveur d'envoi n'a pas répondu : un nouvel essai est prévu."""

    libelle: ClassVar = "Nouvel essai d'envoi"


@dataclass(frozen=True, kw_only=True)
class _DuMessage(Event):
    objet: ClassVar = Objet.DEMANDE
    demande_id: UUID | None
    canal_libelle: str
    titre: str

    def description(self) -> str:
        return f"{self.canal_libelle} : {self.titre}"

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ((self.objet, self.demande_id),) if self.demande_id else ()


@dataclass(frozen=True, kw_only=True)
class MessageEnvoye(_DuMessage):
    libelle: ClassVar = "Message envoyé"
    cout: str | None = None
    """Ce qu'il a coûté, quand il n'est pas gratuit."""

    def description(self) -> str:
        return f"{super().description()} ({self.cout})" if self.cout else super().description()


@dataclass(frozen=True, kw_only=True)
class MessageNonRemis(_DuMessage):
    libelle: ClassVar = "Message non remis"
    cause: str

    def description(self) -> str:
        return f"{super().description()} ({self.cause})"


@dataclass(frozen=True, kw_only=True)
class MessageEcritParUnAgent(Event):
    """Un agent a écrit à plusieurs demandeurs, dont celui-ci."""

    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Message d'un agent"
    demande_id: UUID
    par: str
    organisme: str | None
    titre: str

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ((Objet.DEMANDE, self.demande_id),)

    def description(self) -> str:
        return f"{self.titre} (par {', '.join(filter(None, (self.par, self.organisme)))})"

    def phrase_publique(self) -> str:
        return f"{self.organisme or 'Un guichet'} vous a écrit : {self.titre}."


@dataclass(frozen=True, kw_only=True)
class EditionFaite(Event):
    """Un agent a imprimé un document d'une demande : lequel, d'où, et pour qui."""

    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Édition"
    demande_id: UUID
    document: str
    module: str
    destinataire: str
    par: str
    organisme: str | None

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ((Objet.DEMANDE, self.demande_id),)

    def description(self) -> str:
        par = ", ".join(filter(None, (self.par, self.organisme)))
        return f"{self.document}, depuis « {self.module} », pour {self.destinataire} (par {par})"

    def phrase_publique(self) -> str:
        return f"{self.organisme or 'Un guichet'} a imprimé pour vous : {self.document}."
