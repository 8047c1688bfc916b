from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import Event, Objet


@dataclass(frozen=True, kw_only=True)
class EvenementProposition(Event):
    """Ce qui arrive à une proposition se lit aussi sur la demande et sur le bien."""

    objet: ClassVar = Objet.PROPOSITION
    demande_id: UUID
    bien_id: UUID
    bien_libelle: str
    """« T3 à Rennes, réf. 1234 »."""

    def description(self) -> str:
        return self.bien_libelle

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return (
            (Objet.PROPOSITION, self.aggregate_id),
            (Objet.DEMANDE, self.demande_id),
            (Objet.BIEN, self.bien_id),
        )


@dataclass(frozen=True, kw_only=True)
class EvenementDeCommission(EvenementProposition):
    """La commission le lit aussi dans son propre historique, avec le numéro de la demande examinée."""

    seance_id: UUID
    numero_unique: str = ""

    def description(self) -> str:
        return f"{self.bien_libelle}{self.laquelle}"

    @property
    def laquelle(self) -> str:
        return f" (demande {self.numero_unique})" if self.numero_unique else ""

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return (*EvenementProposition.concerne(self), (Objet.COMMISSION, self.seance_id))


@dataclass(frozen=True, kw_only=True)
class CandidatRetenu(EvenementProposition):
    libelle: ClassVar = "Candidat retenu sur un logement"
    public: ClassVar = "Votre demande est étudiée pour un logement."


@dataclass(frozen=True, kw_only=True)
class PropositionInscrite(EvenementDeCommission):
    libelle: ClassVar = "Inscription en commission d'attribution"
    tenue_le: str

    def description(self) -> str:
        return f"{self.bien_libelle}, commission du {self.tenue_le}{self.laquelle}"

    def phrase_publique(self) -> str:
        return f"Votre demande passera en commission d'attribution le {self.tenue_le}."


@dataclass(frozen=True, kw_only=True)
class AttributionDecidee(EvenementDeCommission):
    libelle: ClassVar = "Décision de la commission : attribution"
    decision: str
    decision_libelle: str
    rang: int | None
    condition: str | None

    def description(self) -> str:
        rang = f", rang {self.rang}" if self.rang else ""
        condition = f", sous condition : {self.condition}" if self.condition else ""
        return f"{self.decision_libelle}{rang}{condition}. {self.bien_libelle}{self.laquelle}"

    def phrase_publique(self) -> str:
        if self.condition:
            return f"La commission vous attribue un logement, à une condition : {self.condition}"
        if self.rang and self.rang > 1:
            return (
                f"La commission vous a placé en rang {self.rang} pour un logement : il vous sera proposé "
                "si les candidats placés avant vous le refusent."
            )
        return "La commission vous attribue un logement. La proposition va vous être envoyée."


@dataclass(frozen=True, kw_only=True)
class CandidatEcarte(EvenementDeCommission):
    libelle: ClassVar = "Décision de la commission : candidat écarté"
    decision: str
    decision_libelle: str
    motif: str
    motif_libelle: str
    commentaire: str = ""

    def description(self) -> str:
        suite = f" ({self.commentaire})" if self.commentaire else ""
        return f"{self.decision_libelle} : {self.motif_libelle}{suite}. {self.bien_libelle}{self.laquelle}"

    def phrase_publique(self) -> str:
        pourquoi = self.commentaire or self.motif_libelle
        return (
            f"La commission n'a pas retenu votre demande pour un logement : {pourquoi[:1].lower()}{pourquoi[1:]}. "
            "Votre demande continue pour d'autres logements."
        )


@dataclass(frozen=True, kw_only=True)
class DecisionReprise(EvenementDeCommission):
    libelle: ClassVar = "Décision de la commission reprise avant la clôture"


@dataclass(frozen=True, kw_only=True)
class PropositionNotifiee(EvenementProposition):
    libelle: ClassVar = "Proposition envoyée au candidat"
    repondre_avant_le: str

    def description(self) -> str:
        return f"{self.bien_libelle}, réponse attendue avant le {self.repondre_avant_le} inclus"

    def phrase_publique(self) -> str:
        return f"Un logement vous est proposé. Répondez avant le {self.repondre_avant_le} inclus."


@dataclass(frozen=True, kw_only=True)
class PropositionAcceptee(EvenementProposition):
    libelle: ClassVar = "Proposition acceptée par le candidat"
    public: ClassVar = "Vous avez accepté le logement. Le bailleur va vous contacter pour signer le bail."


@dataclass(frozen=True, kw_only=True)
class PropositionRefusee(EvenementProposition):
    libelle: ClassVar = "Proposition refusée par le candidat"
    motif: str
    motif_libelle: str
    commentaire: str = ""

    def description(self) -> str:
        suite = f" ({self.commentaire})" if self.commentaire else ""
        return f"{self.motif_libelle}{suite}. {self.bien_libelle}"

    def phrase_publique(self) -> str:
        return f"Le logement proposé a été refusé : {self.motif_libelle.lower()}."


@dataclass(frozen=True, kw_only=True)
class PropositionSansReponse(EvenementProposition):
    libelle: ClassVar = "Proposition restée sans réponse"
    public: ClassVar = (
        "Le délai pour répondre à la proposition de logement est dépassé. L'absence de réponse vaut refus."
    )


@dataclass(frozen=True, kw_only=True)
class PropositionArretee(EvenementProposition):
    libelle: ClassVar = "Proposition arrêtée"
    motif: str
    motif_libelle: str

    def description(self) -> str:
        return f"{self.motif_libelle}. {self.bien_libelle}"

    def phrase_publique(self) -> str | None:
        if self.motif == "bien-loue":
            return "Un logement pour lequel votre demande était étudiée a été attribué à un autre candidat."
        return None


@dataclass(frozen=True, kw_only=True)
class PropositionAnnulee(EvenementProposition):
    libelle: ClassVar = "Proposition annulée"
    motif: str

    def description(self) -> str:
        return f"{self.motif}. {self.bien_libelle}"

    def phrase_publique(self) -> str:
        return "Un logement pour lequel votre demande était étudiée n'est plus disponible."


@dataclass(frozen=True, kw_only=True)
class BailSigne(EvenementProposition):
    libelle: ClassVar = "Bail signé"
    signe_le: str
    entree_le: str
    organisme_id: UUID
    numero_unique: str
    accord_collectif: str | None = None
    dalo: bool = False

    def description(self) -> str:
        titre = [self.accord_collectif or "", "Au titre du DALO" if self.dalo else ""]
        dit = "".join(f". {t}" for t in titre if t)
        return f"Bail du {self.signe_le}, entrée le {self.entree_le}. {self.bien_libelle}{dit}"

    def phrase_publique(self) -> str:
        return f"Vous avez signé le bail de votre logement. Entrée prévue le {self.entree_le}."
