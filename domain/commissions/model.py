from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from domain.commissions import events
from domain.commissions.errors import CandidatNonInscrit, CommissionCloturee
from domain.kernel.aggregate import Aggregate
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.raisons import Raison
from domain.propositions.codes import Decision, MotifNonAttribution
from domain.propositions.rules import moment_de_la_commission, nommer_la_commission


class ModeSeance(Nomenclature):
    """Comment la commission se réunit. Codes du projet."""

    PRESENTIEL = "PRESENTIEL", "En présence"
    VISIOCONFERENCE = "VISIO", "Par visioconférence"
    DEMATERIALISEE = "DEMAT", "Dématérialisée, vote à distance"


class EtatSeance(Nomenclature):
    """Où en est la commission. Codes du projet."""

    OUVERTE = "OUVERTE", "Ouverte"
    CLOTUREE = "CLOTUREE", "Clôturée"


@dataclass(eq=False, kw_only=True)
class BienExamine:
    """Un logement à l'ordre du jour."""

    departement: str
    bien_id: UUID
    mise_en_location_id: UUID
    bien_libelle: str
    ordre: int
    justification: str | None = None
    """Pourquoi moins de candidats que la loi n'en demande (CCH R441-3)."""


@dataclass(eq=False, kw_only=True)
class Seance(Aggregate):
    """Une réunion de la commission d'attribution d'un bailleur (CCH L441-2)."""

    departement: str
    id: UUID
    organisme_id: UUID
    tenue_le: date
    heure: str | None = None
    """« 14:00 », à l'heure locale."""
    lieu: str = ""
    mode: ModeSeance
    etat: EtatSeance = EtatSeance.OUVERTE
    creee_le: datetime
    cloturee_le: datetime | None = None
    cloturee_par: str | None = None
    ordre_du_jour: list[BienExamine] = field(default_factory=list)
    version: int = 1

    @classmethod
    def programmer(
        cls,
        *,
        id: UUID,
        departement: str,
        organisme_id: UUID,
        tenue_le: date,
        heure: str | None,
        lieu: str,
        mode: ModeSeance,
        le: datetime,
    ) -> Self:
        seance = cls(
            departement=departement,
            id=id,
            organisme_id=organisme_id,
            tenue_le=tenue_le,
            heure=heure,
            lieu=lieu,
            mode=mode,
            creee_le=le,
        )
        seance.record(
            events.SeanceProgrammee(**seance._qui(le), tenue_le=seance.quand, lieu=lieu, mode_libelle=mode.libelle)
        )
        return seance

    @property
    def quand(self) -> str:
        return moment_de_la_commission(self.tenue_le, self.heure)

    @property
    def nom(self) -> str:
        return nommer_la_commission(self.tenue_le, self.heure, self.lieu)

    def raison_cloturee(self) -> Raison | None:
        """Une commission close ne change plus."""
        if self.etat is EtatSeance.OUVERTE:
            return None
        return Raison(
            code="commission-cloturee",
            phrase="La commission est clôturée : ses décisions ne changent plus.",
            parametres={"cloturee_par": self.cloturee_par},
        )

    def exiger_ouverte(self) -> None:
        raison = self.raison_cloturee()
        if raison is not None:
            raise CommissionCloturee(f"{raison.phrase} Rien n'a été changé.", raisons=[raison])

    def examen(self, bien_id: UUID) -> BienExamine:
        """Le logement tel qu'il figure à l'ordre du jour."""
        trouve = next((b for b in self.ordre_du_jour if b.bien_id == bien_id), None)
        if trouve is None:
            raise CandidatNonInscrit("Ce logement n'est pas à l'ordre du jour de cette commission.")
        return trouve

    def inscrire(self, *, bien_id: UUID, mise_en_location_id: UUID, bien_libelle: str) -> bool:
        """Vrai quand le logement entre à l'ordre du jour ; il n'y figure qu'une fois."""
        self.exiger_ouverte()
        if any(b.bien_id == bien_id for b in self.ordre_du_jour):
            return False
        self.ordre_du_jour.append(
            BienExamine(
                departement=self.departement,
                bien_id=bien_id,
                mise_en_location_id=mise_en_location_id,
                bien_libelle=bien_libelle,
                ordre=1 + max((b.ordre for b in self.ordre_du_jour), default=0),
            )
        )
        return True

    def justifier(self, bien_id: UUID, justification: str, *, candidats: int, le: datetime) -> None:
        """La commission dit pourquoi elle examine peu de candidats pour ce logement (CCH R441-3)."""
        examen = self.examen(bien_id)
        if examen.justification == justification:
            return
        examen.justification = justification
        self.record(
            events.MoinsDeTroisCandidats(
                **self._qui(le), bien_id=bien_id, candidats=candidats, justification=justification
            )
        )

    def cloturer(self, *, par: str, candidats: int, attributions: int, le: datetime) -> None:
        """La clôture fige l'ordre du jour et les décisions."""
        self.exiger_ouverte()
        self.etat = EtatSeance.CLOTUREE
        self.cloturee_le = le
        self.cloturee_par = par
        self.record(
            events.SeanceCloturee(
                **self._qui(le), biens=len(self.ordre_du_jour), candidats=candidats, attributions=attributions
            )
        )

    def _qui(self, le: datetime) -> dict[str, Any]:
        return {"departement": self.departement, "aggregate_id": self.id, "occurred_at": le}


@dataclass(frozen=True, slots=True, kw_only=True)
class Avis:
    """Ce que la commission décide d'un candidat (CCH R441-3)."""

    decision: Decision
    rang: int | None = None
    motif: MotifNonAttribution | None = None
    commentaire: str = ""
    condition: str | None = None


@dataclass(eq=False, kw_only=True)
class Passage:
    """L'examen d'un candidat par une commission. Un passage porte l'identifiant de sa proposition."""

    departement: str
    proposition_id: UUID
    seance_id: UUID
    bien_id: UUID
    demande_id: UUID
    inscrit_le: datetime
    inscrit_par: str
    decision: Decision | None = None
    rang: int | None = None
    motif: MotifNonAttribution | None = None
    commentaire: str | None = None
    condition: str | None = None
    decide_le: datetime | None = None
    decide_par: str | None = None
    version: int = 1

    @property
    def avis(self) -> Avis | None:
        if self.decision is None:
            return None
        return Avis(
            decision=self.decision,
            rang=self.rang,
            motif=self.motif,
            commentaire=self.commentaire or "",
            condition=self.condition,
        )

    def decider(self, avis: Avis, *, par: str, le: datetime) -> None:
        self.decision, self.rang, self.motif = avis.decision, avis.rang, avis.motif
        self.commentaire, self.condition = avis.commentaire or None, avis.condition
        self.decide_par, self.decide_le = par, le
