"""Les parts d'attributions que la loi réserve (CCH L441-1), comptées sur les baux signés."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.cotation.simulation.rapport import GroupePrioritaire
from domain.kernel.codes import TypeReservataire
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.read_model import Page, ReadModel
from domain.organismes.acteur import Perimetre


class Quota(Nomenclature):
    """Une part d'attributions que fixe la loi. Codes du projet."""

    PUBLICS = "publics_prioritaires", "Publics prioritaires"
    QUARTILE = "premier_quartile", "Premier quartile, hors quartier prioritaire"
    QPV = "autres_quartiles", "Autres quartiles, en quartier prioritaire"


class Partage(Nomenclature):
    """Par qui se partagent les attributions comptées. Codes du projet."""

    ENSEMBLE = "ensemble", "Toutes les attributions"
    BAILLEUR = "bailleur", "Bailleur"
    RESERVATAIRE = "reservataire", "Réservataire"
    EPCI = "epci", "Intercommunalité"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartAttribuee(ReadModel):
    """Une part, son numérateur et son dénominateur. Un nombre absent est celui d'un groupe trop petit."""

    quota: Quota
    obligation: int | None
    """Pourcentage que la loi demande ; absent, elle n'en demande pas ici."""
    attribuees: int | None
    """Attributions qui comptent pour cette part."""
    sur: int | None
    """Attributions dont elle est une part."""
    inconnues: int | None
    """Parmi elles, celles dont le quartile n'est pas connu : elles comptent dans le tout, jamais dans la part."""
    part: float | None
    atteinte: bool | None
    manque: int | None
    """Attributions de plus qu'il aurait fallu, à nombre d'attributions égal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneDeQuotas(ReadModel):
    """Les attributions d'un bailleur, d'un réservataire ou d'un EPCI, devant ce que la loi demande."""

    par: Partage
    valeur: str
    """À redonner comme filtre ; vide pour l'ensemble."""
    libelle: str
    contingent: TypeReservataire | None
    contingent_libelle: str | None
    attributions: int | None
    parts: list[PartAttribuee]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaDit(ReadModel):
    """Ce qu'un quota compte, et le texte qui le fixe."""

    quota: Quota
    libelle: str
    definition: str
    reference: str
    a_verifier: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotasDAttribution(ReadModel):
    """Les baux signés d'une période devant les parts que fixe la loi."""

    du: date
    au: date
    quotas: list[QuotaDit]
    ensemble: LigneDeQuotas
    bailleurs: list[LigneDeQuotas]
    reservataires: list[LigneDeQuotas]
    epcis: list[LigneDeQuotas]
    petit_groupe: int | None
    """En dessous, les nombres ne se montrent pas ; absent pour qui lit les attributions une à une."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionComptee(ReadModel):
    """Une attribution, et de quoi elle compte. Ni nom ni motif."""

    proposition_id: UUID
    demande_id: UUID
    numero_unique: str | None
    """Absent, la demande a été effacée, ou n'est pas de celles que voit qui demande."""
    bien_id: UUID
    bien_reference: str
    commune: str
    bailleur: str
    reservataire: str | None
    contingent_libelle: str
    bail_signe_le: date
    groupe: GroupePrioritaire
    groupe_libelle: str
    quartile: str
    """« Premier quartile », « Autres quartiles », « Non connu »."""
    qpv: bool
    compte: bool | None
    """Vrai quand elle compte dans la part choisie ; absent sans part choisie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotasCriteria:
    du: date | None = None
    au: date | None = None
    epci: str | None = None
    bailleur_id: UUID | None = None
    reservataire_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionsCriteria:
    quotas: QuotasCriteria
    quota: Quota | None = None
    """Les seules attributions dont ce quota est une part."""
    compte: bool | None = None
    """Vrai, celles qui y comptent ; faux, les autres."""


class QuotasQueries(Protocol):
    async def quotas(self, perimetre: Perimetre, criteria: QuotasCriteria, *, exacts: bool) -> QuotasDAttribution:
        """Les parts d'une période, ensemble puis bailleur par bailleur, réservataire par réservataire, EPCI par EPCI.

        `exacts` : les petits groupes aussi, pour qui lit les attributions une à une.
        """
        ...

    async def attributions(
        self, perimetre: Perimetre, criteria: AttributionsCriteria, *, page: int, size: int
    ) -> Page[AttributionComptee]:
        """La liste derrière un nombre, la plus récente d'abord."""
        ...
