"""Who reserves which part of each landlord's yearly flow, and the conventions that say so."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from uuid import UUID

from adapters.seed.hasard import Hasard
from adapters.seed.partenaires import Partenaire, annuaire
from adapters.seed.vies import ATTRIBUTIONS_PAR_AN
from domain.conventions_flux.model import Convention, ModeDeGestion
from domain.conventions_flux.rules import Part, repartir
from domain.kernel.codes import TypeReservataire

R = TypeReservataire

PARTS: tuple[tuple[str, TypeReservataire, int], ...] = (
    ("prefecture", R.ETAT_PRIORITAIRES, 25),
    ("prefecture", R.ETAT_AGENTS, 5),
    ("action-logement", R.ACTION_LOGEMENT, 18),
    ("epci-1", R.COLLECTIVITES, 10),
    ("epci-2", R.COLLECTIVITES, 4),
    ("commune", R.COLLECTIVITES, 4),
    ("departement", R.COLLECTIVITES, 2),
)
"""Within the limits of the law: 30 % for the State, 20 % for local authorities (CCH R441-5-2, R441-5-4)."""


@dataclass(frozen=True, slots=True)
class Reservation:
    reservataire: Partenaire
    type: TypeReservataire
    convention_id: UUID


class Conventions:
    def __init__(
        self, graine: str, departements: tuple[str, ...], departement: str, demandes: int, today: date
    ) -> None:
        self._annuaire = annuaire(graine, departements)
        self._departement = departement
        self.liste: list[Convention] = []
        self._ids: dict[tuple[UUID, str, TypeReservataire, int], UUID] = {}
        bailleurs = self._annuaire.bailleurs(departement)
        total = sum(b.implantations[departement].part for b in bailleurs)
        for annee in (today.year - 1, today.year):
            for bailleur in bailleurs:
                part = bailleur.implantations[departement].part / total
                assiette = max(12, round(demandes * ATTRIBUTIONS_PAR_AN * part))
                self._signer(graine, bailleur, annee, assiette)
        self.signatures = [event for convention in self.liste for event in convention.pull_events()]
        self.par_id = {c.id: c for c in self.liste}

    def tirer(self, hasard: Hasard, bailleur_id: UUID, commune: str, le: date) -> Reservation | None:
        """At whose disposal a dwelling is put that day; nobody's for the share that no one reserves."""
        reste = hasard.random() * 100
        for cle, type, taux in PARTS:
            reservataire = self._annuaire.de(self._departement, cle)
            reste -= taux
            if reste >= 0:
                continue
            communes = reservataire.implantations[self._departement].communes
            found = self._ids.get((bailleur_id, cle, type, le.year))
            if found is None or (communes is not None and commune not in communes):
                return None
            return Reservation(reservataire, type, found)
        return None

    def _signer(self, graine: str, bailleur: Partenaire, annee: int, assiette: int) -> None:
        debut = date(annee, 1, 1)
        objectifs = repartir(
            assiette,
            [Part(cle=f"{cle}/{type.value}", type=type, taux=Decimal(taux)) for cle, type, taux in PARTS],
            debut,
        )
        for cle, type, taux in PARTS:
            le = datetime(annee - 1, 12, 5, 10, tzinfo=UTC)
            reservataire = self._annuaire.de(self._departement, cle)
            hasard = Hasard.de(graine, "convention", self._departement, bailleur.cle, cle, type.value, annee)
            convention = Convention.signer(
                id=hasard.identifiant(le),
                departement=self._departement,
                bailleur_id=bailleur.id,
                reservataire_id=reservataire.id,
                type_reservataire=type,
                annee=annee,
                taux=Decimal(taux),
                objectif=objectifs[f"{cle}/{type.value}"].valeur,
                debut=debut,
                fin=date(annee, 12, 31),
                mode_gestion=ModeDeGestion.DIRECTE if type is R.ACTION_LOGEMENT else ModeDeGestion.DELEGUEE,
                communes=reservataire.implantations[self._departement].communes,
                le=le,
            )
            self.liste.append(convention)
            self._ids[bailleur.id, cle, type, annee] = convention.id


@cache
def conventions(
    graine: str, departements: tuple[str, ...], departement: str, demandes: int, today: date
) -> Conventions:
    return Conventions(graine, departements, departement, demandes, today)
