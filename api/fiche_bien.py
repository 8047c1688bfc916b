"""What a landlord says of a dwelling, on a screen or through his own software: one shape for both contracts."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints, WithJsonSchema

from api.schemas import Body, CodeCommune, Ligne
from domain.biens.codes import Chauffage, ClasseEnergie
from domain.biens.logement import Conditions, Logement
from domain.kernel.codes import CategorieLogement, Financement, TypeReservataire, Typologie

Euros = Annotated[
    Decimal,
    Field(ge=0, lt=100_000, decimal_places=2),
    WithJsonSchema({"type": "number", "minimum": 0, "exclusiveMaximum": 100_000, "multipleOf": 0.01}),
]
CodePostal = Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")]
Reference = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[^\x00-\x1f]*$")]
Rpls = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{1,10}$")]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Annee = Annotated[int, Field(ge=1500, le=2100)]
Surface = Annotated[int, Field(ge=1, le=2000)]
Etage = Annotated[int, Field(ge=-5, le=100)]


class ConditionsBody(Body):
    """À quelles conditions le logement se loue cette fois-ci."""

    disponible_le: date
    loyer: Euros
    charges: Euros = Field(default=Decimal(0), json_schema_extra={"default": 0})
    annexes: Euros = Field(default=Decimal(0), json_schema_extra={"default": 0})
    depot_garantie: Euros | None = None
    reservataire_id: UUID | None = None
    type_reservataire: TypeReservataire = TypeReservataire.AUCUN
    """Le contingent ; à défaut, le premier de ce réservataire."""
    charge_de_clientele: UUID | None = None
    """Le compte de l'agent qui suit la relocation."""

    def conditions(self) -> Conditions:
        return Conditions(**{f.name: getattr(self, f.name) for f in fields(Conditions)})


class FicheBody(ConditionsBody):
    """Un logement et les conditions de sa vacance."""

    adresse: Ligne
    complement: Ligne | None = None
    code_postal: CodePostal
    commune: CodeCommune
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    categorie: CategorieLogement = CategorieLogement.APPARTEMENT
    typologie: Typologie
    surface: Surface
    financement: Financement
    etage: Etage | None = None
    ascenseur: bool = False
    parking: bool = False
    balcon: bool = False
    jardin: bool = False
    adapte_handicap: bool = False
    annee_construction: Annee | None = None
    qpv: bool = False
    dpe: ClasseEnergie | None = None
    ges: ClasseEnergie | None = None
    chauffage: Chauffage | None = None
    rpls: Rpls | None = None

    def logement(self) -> Logement:
        return Logement(**{f.name: getattr(self, f.name) for f in fields(Logement)})
