from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import Event, FollowUp, Objet


@dataclass(frozen=True, kw_only=True)
class _DuLabel(Event):
    objet: ClassVar = Objet.DEMANDE
    code: str
    label: str
    origine: str
    dit_au_demandeur: bool

    def description(self) -> str:
        return self.label


@dataclass(frozen=True, kw_only=True)
class LabelPose(_DuLabel):
    """Un public prioritaire est reconnu à la demande."""

    libelle: ClassVar = "Label ajouté"
    motif: str = ""
    faits: list[str] = field(default_factory=list)

    def description(self) -> str:
        raisons = " ; ".join([*self.faits, *([self.motif] if self.motif else [])])
        return f"{self.label}. {raisons}".strip()

    def phrase_publique(self) -> str | None:
        return f"Une priorité vous est reconnue : {self.label}." if self.dit_au_demandeur else None


@dataclass(frozen=True, kw_only=True)
class LabelRetire(_DuLabel):
    libelle: ClassVar = "Label retiré"
    motif: str

    def description(self) -> str:
        return f"{self.label}. {self.motif}".strip()

    def phrase_publique(self) -> str | None:
        return f"Une priorité ne vous est plus reconnue : {self.label}." if self.dit_au_demandeur else None


@dataclass(frozen=True, kw_only=True)
class DecisionDaloEnregistree(Event):
    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Décision DALO"
    statut: str
    statut_libelle: str
    decidee_le: str | None
    numero_recours: str | None
    avant: str

    def description(self) -> str:
        du = f" le {self.decidee_le}" if self.decidee_le else ""
        numero = f", recours n° {self.numero_recours}" if self.numero_recours else ""
        return f"{self.statut_libelle}{du}{numero}"

    def phrase_publique(self) -> str:
        return f"Droit au logement opposable : {self.statut_libelle.lower()}."


@dataclass(frozen=True, kw_only=True)
class ReglePublicModifiee(Event):
    """La règle d'un public prioritaire du département change ; le stock se relabellise la nuit qui suit."""

    objet: ClassVar = Objet.PUBLIC
    libelle: ClassVar = "Règle modifiée"
    code: str
    numero: int
    effet_du: str
    motif: str

    def description(self) -> str:
        return f"{self.code}, version {self.numero}, à partir du {self.effet_du}. {self.motif}"


@dataclass(frozen=True, kw_only=True)
class StockALabelliser(FollowUp):
    """La suite d'une passe sur toutes les demandes actives du département."""

    libelle: ClassVar = "Suite de la labellisation"
    passe_id: UUID
    apres: UUID


@dataclass(frozen=True, kw_only=True)
class UrgenceDeclaree(Event):
    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Urgence déclarée par le demandeur"
    public: ClassVar = "Vous avez signalé une situation urgente."
    urgence_id: UUID


@dataclass(frozen=True, kw_only=True)
class UrgencePriseEnCompte(Event):
    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Urgence prise en compte"
    urgence_id: UUID
    par: str
    reponse: str

    def description(self) -> str:
        return self.reponse

    def phrase_publique(self) -> str:
        return f"{self.par} a pris en compte la situation urgente que vous avez signalée."
