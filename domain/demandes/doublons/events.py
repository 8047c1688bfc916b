from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import Event, FollowUp, Objet


@dataclass(frozen=True, kw_only=True)
class _EvenementDoublon(Event):
    """Dit dans l'historique des deux demandes."""

    objet: ClassVar = Objet.DEMANDE
    autre_id: UUID

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ((Objet.DEMANDE, self.aggregate_id), (Objet.DEMANDE, self.autre_id))


@dataclass(frozen=True, kw_only=True)
class DoublonTranche(_EvenementDoublon):
    libelle: ClassVar = "Doublon examiné"
    decision: str
    decision_libelle: str
    motif: str

    def description(self) -> str:
        return f"{self.decision_libelle}. {self.motif}".strip()


@dataclass(frozen=True, kw_only=True)
class DemandesFusionnees(_EvenementDoublon):
    """`aggregate_id` est gardée, `autre_id` est fusionnée."""

    libelle: ClassVar = "Fusion de deux demandes"
    sorte: str
    sorte_libelle: str
    numero_garde: str
    numero_fusionne: str
    motif: str

    def description(self) -> str:
        return f"{self.sorte_libelle} : {self.numero_fusionne} rejoint {self.numero_garde}. {self.motif}".strip()

    def phrase_publique(self) -> str:
        return f"Vos deux demandes n'en font plus qu'une, la demande {self.numero_garde}. Votre ancienneté est gardée."


@dataclass(frozen=True, kw_only=True)
class FusionDefaite(_EvenementDoublon):
    libelle: ClassVar = "Fusion défaite"
    fusionnees_le: date
    numero_garde: str
    numero_fusionne: str
    motif: str

    def description(self) -> str:
        return f"{self.numero_fusionne} et {self.numero_garde} sont de nouveau deux demandes. {self.motif}".strip()

    def phrase_publique(self) -> str:
        return "La réunion de vos deux demandes est annulée : chacune est comme avant."


@dataclass(frozen=True, kw_only=True)
class FusionASuivre(Event):
    """La demande fusionnée ne compte plus parmi les demandes actives, ou compte de nouveau."""

    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Suite d'une fusion"

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ()


@dataclass(frozen=True, kw_only=True)
class BalayageAPoursuivre(FollowUp):
    """Il reste des demandes à comparer cette nuit, après `aggregate_id`."""

    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Suite de la recherche de doublons"
