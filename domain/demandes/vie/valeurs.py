from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from domain.demandes.codes import MotifIrrecevabilite, MotifRadiation, MoyenAvertissement
from domain.kernel.calendrier import aujourd_hui
from domain.kernel.francais import jour
from domain.kernel.raisons import Raison


@dataclass(frozen=True, slots=True, kw_only=True)
class Verrou:
    """Pourquoi la demande est tenue par une commission, depuis quand et par qui."""

    raison: str
    depuis_le: datetime
    par: str
    passage_id: UUID
    """La proposition inscrite en commission."""
    organisme_id: UUID | None = None
    """Le bailleur de cette commission, seul à pouvoir l'en retirer."""
    tenue_le: date | None = None
    """Le jour de la commission."""

    def opposer(self, le: date | None = None) -> Raison:
        """Une demande inscrite en commission ne bouge plus jusqu'à la décision, ou jusqu'à son retrait.

        `le` : tant que la commission n'est pas passée, la demande peut bouger dès le lendemain.
        """
        ouverture = {}
        if self.tenue_le is not None and le is not None and le <= self.tenue_le:
            ouverture = {"possible_le": (self.tenue_le + timedelta(days=1)).isoformat()}
        return Raison(
            code="inscrite-en-commission",
            phrase=f"{self.raison} Elle pourra être modifiée après la décision, ou si {self.par} la retire de "
            f"l'ordre du jour. Contact : {self.par}.",
            parametres={"depuis_le": aujourd_hui(self.depuis_le).isoformat(), "par": self.par, **ouverture},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejet:
    """La décision d'une commission qui juge la demande irrecevable : elle seule ouvre l'avertissement.

    CCH R441-3 et R441-2-8 d ; arrêté du 23 mars 2015, § 6.4.
    """

    motif: MotifIrrecevabilite
    le: date
    par: str
    organisme_id: UUID
    """Le bailleur dont la commission a décidé."""
    passage_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Reponse:
    """Ce que le demandeur répond, depuis son espace, à la lettre d'un bailleur qui juge sa demande irrecevable."""

    texte: str
    le: datetime
    """La première réponse : le temps de la lire part de là, même complétée ensuite."""
    completee_le: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Avertissement:
    """La lettre qui doit précéder une radiation : pourquoi, quand, par quel moyen, et jusqu'à quand y répondre.

    CCH R441-2-8 ; arrêté du 23 mars 2015, § 6.3 et 6.4.
    """

    motif: MotifRadiation
    irrecevabilite: MotifIrrecevabilite | None = None
    moyen: MoyenAvertissement
    envoye_le: date
    echeance: date
    """Premier jour où la radiation est possible."""
    par: str
    reponse: Reponse | None = None

    def annoncer(self) -> str:
        """Ce qui attend la demande si rien ne change."""
        motif = (self.irrecevabilite or self.motif).libelle
        return (
            f"{self.par} a averti le demandeur le {jour(self.envoye_le)} "
            f"({motif[0].lower()}{motif[1:]}) : radiation possible à partir du {jour(self.echeance)}."
        )
