"""Ce que dit la fiche d'un bien : le logement lui-même, et à quelles conditions il se loue."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Self
from uuid import UUID

from domain.biens.codes import Chauffage, ClasseEnergie
from domain.kernel.codes import CategorieLogement, Financement, TypeReservataire, Typologie

ZERO = Decimal(0)
CENTIME = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Logement:
    """Ce qu'est le logement, d'une vacance à l'autre."""

    adresse: str
    code_postal: str
    commune: str
    """Code INSEE."""
    categorie: CategorieLogement
    typologie: Typologie
    surface: int
    """Mètres carrés habitables."""
    financement: Financement
    complement: str | None = None
    """Bâtiment, escalier, porte."""
    latitude: float | None = None
    longitude: float | None = None
    etage: int | None = None
    """Zéro pour le rez-de-chaussée ; absent pour une maison."""
    ascenseur: bool = False
    parking: bool = False
    balcon: bool = False
    jardin: bool = False
    adapte_handicap: bool = False
    annee_construction: int | None = None
    qpv: bool = False
    dpe: ClasseEnergie | None = None
    ges: ClasseEnergie | None = None
    chauffage: Chauffage | None = None
    rpls: str | None = None
    """Identifiant du répertoire des logements locatifs sociaux."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """À quelles conditions le logement se loue, pour cette vacance."""

    disponible_le: date
    loyer: Decimal
    charges: Decimal = ZERO
    annexes: Decimal = ZERO
    depot_garantie: Decimal | None = None
    reservataire_id: UUID | None = None
    type_reservataire: TypeReservataire = TypeReservataire.AUCUN
    charge_de_clientele: UUID | None = None
    """Le compte de l'agent du bailleur qui suit la relocation."""

    @property
    def mensualite(self) -> Decimal:
        """Ce que le locataire paie chaque mois : loyer, charges et annexes."""
        return self.loyer + self.charges + self.annexes

    def au_centime(self) -> Self:
        """Les mêmes montants, écrits comme ils seront gardés."""
        depot = self.depot_garantie
        return replace(
            self,
            loyer=self.loyer.quantize(CENTIME),
            charges=self.charges.quantize(CENTIME),
            annexes=self.annexes.quantize(CENTIME),
            depot_garantie=None if depot is None else depot.quantize(CENTIME),
        )

    @property
    def reservation(self) -> tuple[UUID | None, TypeReservataire]:
        """À qui le logement est réservé, et au titre de quel contingent."""
        return self.reservataire_id, self.type_reservataire
