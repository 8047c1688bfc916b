from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import Event, Objet


@dataclass(frozen=True, kw_only=True)
class _EvenementPersonne(Event):
    """Un changement de titulaire ; l'historique garde qui, jamais ses coordonnées."""

    objet: ClassVar = Objet.DEMANDE
    personne_id: UUID
    personne: str
    commentaire: str = ""

    def description(self) -> str:
        return f"{self.personne}. {self.commentaire}".strip()


@dataclass(frozen=True, kw_only=True)
class CodemandeurAjoute(_EvenementPersonne):
    libelle: ClassVar = "Codemandeur ajouté"

    def phrase_publique(self) -> str:
        return f"{self.personne} demande désormais avec vous."


@dataclass(frozen=True, kw_only=True)
class TitulaireRetire(_EvenementPersonne):
    libelle: ClassVar = "Titulaire retiré"
    sorte: str
    sorte_libelle: str
    justificatif: str
    deces_le: str | None = None

    def description(self) -> str:
        quand = f" le {self.deces_le}" if self.deces_le else ""
        return (
            f"{self.personne} : {self.sorte_libelle.lower()}{quand} ({self.justificatif}). {self.commentaire}".strip()
        )

    def phrase_publique(self) -> str:
        return f"{self.personne} ne fait plus partie de votre demande."


@dataclass(frozen=True, kw_only=True)
class DemandeSeparee(_EvenementPersonne):
    """Celle qui reste. La nouvelle a son numéro, que le demandeur resté n'a pas à connaître."""

    libelle: ClassVar = "Séparation"
    public: ClassVar = "Votre demande ne concerne plus que vous : une séparation a été enregistrée."
    justificatif: str
    nouvelle_id: UUID

    def description(self) -> str:
        return f"{self.personne} a désormais sa propre demande ({self.justificatif}). {self.commentaire}".strip()


@dataclass(frozen=True, kw_only=True)
class DemandeNeeDUneSeparation(_EvenementPersonne):
    libelle: ClassVar = "Création à la suite d'une séparation"
    numero_unique: str
    deposee_le: str

    def description(self) -> str:
        return f"Numéro unique {self.numero_unique}, ancienneté du {self.deposee_le}. {self.commentaire}".strip()

    def phrase_publique(self) -> str:
        return (
            f"Votre demande est désormais à votre nom, sous le numéro unique {self.numero_unique}. "
            f"Elle garde son ancienneté, depuis le {self.deposee_le}."
        )


@dataclass(frozen=True, kw_only=True)
class SeparationDefaite(_EvenementPersonne):
    """`aggregate_id` est la demande d'origine ; la nouvelle la rejoint, et l'apprend à son historique."""

    libelle: ClassVar = "Séparation défaite"
    nouvelle_id: UUID
    numero: str

    def description(self) -> str:
        return f"{self.personne} rejoint la demande d'origine, le numéro {self.numero} ne sert plus. {self.commentaire}"

    def phrase_publique(self) -> str:
        return f"La séparation est annulée : {self.personne} demande de nouveau avec l'autre titulaire."

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ((Objet.DEMANDE, self.aggregate_id), (Objet.DEMANDE, self.nouvelle_id))


@dataclass(frozen=True, kw_only=True)
class SuiteDeSeparation(Event):
    """La demande née d'une séparation défaite ne compte plus parmi les demandes actives."""

    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Suite d'une séparation défaite"

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ()


@dataclass(frozen=True, kw_only=True)
class PersonneProtegee(Event):
    """Rien n'en est dit au portail : un accès partagé le lirait."""

    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Situation protégée"

    def description(self) -> str:
        return "Les coordonnées d'une personne de la demande sont masquées, les accès au portail ont été fermés."


@dataclass(frozen=True, kw_only=True)
class ProtectionLevee(Event):
    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Fin de la situation protégée"
    motif: str

    def description(self) -> str:
        return self.motif
