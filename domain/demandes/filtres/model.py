from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from domain.demandes.codes import Besoin, EtatDemande, NatureDossier
from domain.demandes.filtres import events
from domain.demandes.queries import Rupture
from domain.kernel.aggregate import Aggregate
from domain.kernel.codes import Typologie
from domain.kernel.identifiers import new_id
from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Acteur


@dataclass(frozen=True, slots=True, kw_only=True)
class RechercheGardee(ReadModel):
    """Les filtres, l'ordre et les colonnes d'une liste. Ni nom ni numéro : un filtre ne suit pas une personne."""

    etat: tuple[EtatDemande, ...] = ()
    commune: str | None = None
    commune_actuelle: str | None = None
    typologie: Typologie | None = None
    nature: NatureDossier | None = None
    guichet: UUID | None = None
    label: str | None = None
    contingent: str | None = None
    degre: int | None = None
    origine_label: str | None = None
    collecteur: str | None = None
    action_logement: bool = False
    besoin: tuple[Besoin, ...] = ()
    suivi_par: str | None = None
    mon_organisme: bool = False
    a_valider: bool = False
    points_min: int | None = None
    points_max: int | None = None
    axe: int | None = None
    axe_min: int | None = None
    axe_max: int | None = None
    par: Rupture | None = None
    sort: str | None = None


@dataclass(eq=False, kw_only=True)
class FiltreEnregistre(Aggregate):
    """Une recherche qu'un agent retrouve par son nom, et que ses collègues retrouvent s'il la partage."""

    departement: str
    id: UUID
    compte_id: UUID
    organisme_id: UUID | None
    auteur: str
    nom: str
    partage: bool
    recherche: RechercheGardee
    cree_le: datetime

    @classmethod
    def garder(cls, acteur: Acteur, *, nom: str, partage: bool, recherche: RechercheGardee, le: datetime) -> Self:
        assert acteur.compte_id is not None
        filtre = cls(
            departement=acteur.departement,
            id=new_id(),
            compte_id=acteur.compte_id,
            organisme_id=acteur.organisme_id,
            auteur=acteur.libelle,
            nom=nom,
            partage=partage,
            recherche=recherche,
            cree_le=le,
        )
        filtre.record(events.FiltreGarde(**filtre._dit(le)))
        return filtre

    def modifier(self, *, nom: str, partage: bool, le: datetime) -> None:
        if (nom, partage) != (self.nom, self.partage):
            self.nom, self.partage = nom, partage
            self.record(events.FiltreModifie(**self._dit(le)))

    def retirer(self, *, le: datetime) -> None:
        self.record(events.FiltreRetire(**self._dit(le)))

    def _dit(self, le: datetime) -> dict[str, Any]:
        return {
            "departement": self.departement,
            "aggregate_id": self.id,
            "occurred_at": le,
            "compte_id": self.compte_id,
            "nom": self.nom,
            "partage": self.partage,
        }
