"""Un fait qui coûte des points se conteste : la contestation est jugée, motivée, et comptée."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.cotation.vocabulary import TypeEvenement
from domain.kernel import francais
from domain.kernel.nomenclature import Nomenclature


class Issue(Nomenclature):
    """Ce qu'un agent décide d'une contestation. Codes du projet."""

    ADMISE = "admise", "Contestation admise : le fait ne compte plus"
    REJETEE = "rejetee", "Contestation rejetée : le fait compte toujours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestation:
    """Le demandeur, ou un partenaire, dit qu'un fait retenu contre la demande est inexact ou ne devait pas compter.

    CCH R441-2-10 : le système de cotation dit les effets d'un refus de logement adapté ; CRPA L311-3-1 et R311-3-1-2 :
    qui subit le résultat d'un calcul en connaît les données, et peut les discuter.
    """

    id: UUID
    demande_id: UUID
    evenement_id: int
    type: str
    """Nature du fait : elle reste lisible quand le fait est retiré."""
    le: date
    """Date du fait."""
    motif: str
    deposee_le: date
    par: str
    """Le demandeur, ou l'organisme qui conteste."""
    par_compte_id: UUID | None
    issue: Issue | None = None
    decidee_le: date | None = None
    decidee_par: str | None = None
    motif_decision: str | None = None

    @property
    def ouverte(self) -> bool:
        return self.issue is None

    @property
    def fait(self) -> str:
        return f"{TypeEvenement(self.type).libelle} du {francais.jour(self.le)}"

    @property
    def phrase(self) -> str:
        """Où elle en est, en une phrase."""
        return dire_la_contestation(self.deposee_le, self.issue, self.decidee_le)


def dire_la_contestation(deposee_le: date, issue: Issue | None, decidee_le: date | None) -> str:
    if issue is None or decidee_le is None:
        return f"contesté le {francais.jour(deposee_le)}, en attente de décision"
    dite = "admise" if issue is Issue.ADMISE else "rejetée"
    return f"contesté le {francais.jour(deposee_le)}, contestation {dite} le {francais.jour(decidee_le)}"
