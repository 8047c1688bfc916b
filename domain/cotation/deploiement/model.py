from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from domain.cotation.deploiement import events
from domain.cotation.deploiement.errors import RendezVousClos, RendezVousPasse
from domain.cotation.deploiement.vocabulary import SorteDeRendezVous
from domain.kernel.aggregate import Aggregate
from domain.kernel.errors import ErreurDeChamp
from domain.kernel.identifiers import new_id
from domain.kernel.raisons import Raison


@dataclass(eq=False, kw_only=True)
class RendezVous(Aggregate):
    """Un webinaire ou une réunion où le gestionnaire du fichier invite ceux qui écrivent les grilles."""

    departement: str
    id: UUID
    organisme_id: UUID
    """Qui invite."""
    sorte: SorteDeRendezVous
    titre: str
    debut: datetime
    ou: str
    """L'adresse d'une salle, ou celle d'une réunion en ligne."""
    epcis: tuple[str, ...]
    """SIREN des EPCI invités ; vide, tous ceux du département."""
    invites: int
    """Agents à qui l'invitation est partie."""
    planifie_le: datetime
    annule_le: datetime | None = None
    version: int = 1

    @classmethod
    def planifier(
        cls,
        *,
        departement: str,
        organisme_id: UUID,
        sorte: SorteDeRendezVous,
        titre: str,
        debut: datetime,
        ou: str,
        epcis: tuple[str, ...],
        invites: int,
        le: datetime,
    ) -> Self:
        if debut <= le:
            raise RendezVousPasse(
                "Ce moment est passé. Rien n'a été planifié : choisissez une date à venir.",
                erreurs=[ErreurDeChamp(champ="debut", code="rendez-vous-passe", message="Moment déjà passé.")],
            )
        rendez_vous = cls(
            departement=departement,
            id=new_id(),
            organisme_id=organisme_id,
            sorte=sorte,
            titre=titre,
            debut=debut,
            ou=ou,
            epcis=epcis,
            invites=invites,
            planifie_le=le,
        )
        rendez_vous.record(events.RendezVousPlanifie(**rendez_vous._qui(le)))
        return rendez_vous

    def annuler(self, *, le: datetime) -> None:
        raison = raison_annuler(self.debut, self.annule_le, le)
        if raison is not None:
            raise RendezVousClos(f"{raison.phrase} Rien n'a été changé.", raisons=[raison])
        self.annule_le = le
        self.record(events.RendezVousAnnule(**self._qui(le)))

    def _qui(self, le: datetime) -> dict[str, Any]:
        return {
            "departement": self.departement,
            "aggregate_id": self.id,
            "occurred_at": le,
            "organisme_id": self.organisme_id,
            "titre": self.titre,
            "debut": self.debut,
        }


def raison_annuler(debut: datetime, annule_le: datetime | None, le: datetime) -> Raison | None:
    """Pourquoi ce rendez-vous ne s'annule plus, ou rien s'il le peut."""
    if annule_le is not None:
        return Raison(code="rendez-vous-annule", phrase="Ce rendez-vous est déjà annulé.")
    if debut <= le:
        return Raison(code="rendez-vous-passe", phrase="Ce rendez-vous a déjà eu lieu.")
    return None
