"""The commissions of each landlord: regular ones over the past year, a recent one, the next ones."""

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from uuid import UUID

from adapters.seed.hasard import Hasard
from adapters.seed.partenaires import AgentDemo, Partenaire, annuaire
from adapters.seed.vies import ATTRIBUTIONS_PAR_AN, CONSERVATION
from domain.commissions.model import EtatSeance, ModeSeance, Seance
from domain.organismes.acteur import Acteur

BIENS_PAR_SEANCE = 4
RECENTE = 6
"""Days since the last commission: its proposals still wait for their answers."""

_MODES = (ModeSeance.PRESENTIEL, ModeSeance.PRESENTIEL, ModeSeance.VISIOCONFERENCE, ModeSeance.DEMATERIALISEE)


class Seances:
    def __init__(
        self, graine: str, departements: tuple[str, ...], departement: str, demandes: int, today: date
    ) -> None:
        tous = annuaire(graine, departements)
        self._graine, self._departement, self._today = graine, departement, today
        self._bailleurs = {b.id: b for b in tous.bailleurs(departement)}
        total = sum(b.implantations[departement].part for b in self._bailleurs.values())
        self._jours = {
            b.id: _calendrier(rang, demandes * ATTRIBUTIONS_PAR_AN * b.implantations[departement].part / total, today)
            for rang, b in enumerate(self._bailleurs.values())
        }
        self._faites: dict[tuple[UUID, date], Seance] = {}

    def derniere(self, bailleur_id: UUID, *, apres: date, avant: date) -> Seance | None:
        """The last one between two days, both included."""
        jours = self._jours[bailleur_id]
        rang = bisect_right(jours, avant) - 1
        return self._seance(bailleur_id, jours[rang]) if rang >= 0 and jours[rang] >= apres else None

    def prochaine(self, bailleur_id: UUID) -> Seance:
        jours = self._jours[bailleur_id]
        return self._seance(bailleur_id, jours[bisect_left(jours, self._today + timedelta(days=2))])

    def president(self, seance: Seance) -> Acteur:
        """Who keeps its record."""
        bailleur = self._bailleurs[seance.organisme_id]
        return bailleur.acteur(_responsable(bailleur, self._departement), self._departement)

    def _seance(self, bailleur_id: UUID, jour: date) -> Seance:
        key = (bailleur_id, jour)
        if key not in self._faites:
            self._faites[key] = self._programmer(bailleur_id, jour)
        return self._faites[key]

    def _programmer(self, bailleur_id: UUID, jour: date) -> Seance:
        hasard = Hasard.de(self._graine, "seance", self._departement, bailleur_id, jour)
        le = hasard.instant(min(jour - timedelta(days=35), self._today - timedelta(days=8)))
        bailleur = self._bailleurs[bailleur_id]
        seance = Seance.programmer(
            id=hasard.identifiant(le),
            departement=self._departement,
            organisme_id=bailleur_id,
            tenue_le=jour,
            heure=hasard.un(("09:00", "09:30", "10:00", "14:00")),
            lieu=f"Siège de {bailleur.nom}",
            mode=hasard.un(_MODES),
            le=le,
        )
        if jour < self._today:
            president = self.president(seance)
            seance.etat = EtatSeance.CLOTUREE
            seance.cloturee_le = datetime.combine(jour, time(17, 5), UTC)
            seance.cloturee_par = president.libelle
            seance.version = 2
        return seance


@cache
def seances(graine: str, departements: tuple[str, ...], departement: str, demandes: int, today: date) -> Seances:
    return Seances(graine, departements, departement, demandes, today)


def _calendrier(rang: int, attributions: float, today: date) -> list[date]:
    """Close enough together for about four dwellings each, weekly at most, monthly at least."""
    pas = timedelta(days=max(7, min(28, int(365 * BIENS_PAR_SEANCE / max(1.0, attributions)))))
    jour = today - timedelta(days=CONSERVATION + 150 - rang)
    found = [today - timedelta(days=RECENTE)]
    while jour < today + timedelta(days=45):
        if not today - timedelta(days=RECENTE) < jour <= today + timedelta(days=1):
            found.append(jour)
        jour += pas
    return sorted({_en_semaine(j) for j in found})


def _en_semaine(jour: date) -> date:
    return jour - timedelta(days=max(0, jour.weekday() - 4))


def _responsable(bailleur: Partenaire, departement: str) -> AgentDemo:
    return next(a for a in bailleur.agents if departement in a.profils)
