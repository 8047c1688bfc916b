"""Ce qui se lit de l'attente observée d'une demande ; `attente.py` dit comment elle s'estime."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.cotation.position import NiveauDeLieu
from domain.cotation.vocabulary import Population
from domain.kernel.codes import Typologie
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.raisons import Raison
from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Perimetre


class PartLogee(Nomenclature):
    """De quelle part des demandes on dit la durée."""

    QUART = "quart", "Une demande sur quatre"
    MOITIE = "moitie", "Une demande sur deux"
    TROIS_QUARTS = "trois_quarts", "Trois demandes sur quatre"


@dataclass(frozen=True, slots=True, kw_only=True)
class DureeEstimee(ReadModel):
    """En combien de mois une part des demandes restées actives a été logée."""

    part: PartLogee
    part_libelle: str
    mois: int | None
    """Absent quand cette part n'est pas atteinte sur la durée observée."""
    au_moins: int | None
    au_plus: int | None
    """Absent quand l'incertitude va au-delà de la durée observée."""
    phrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Echeance(ReadModel):
    """Sur cent demandes semblables, ce qu'elles sont devenues après un certain temps."""

    mois: int
    logees: int
    logees_au_moins: int
    logees_au_plus: int
    ailleurs: int
    """Logées dans un autre lieu ou une autre taille."""
    sorties: int
    """Radiées : non renouvelées, abandonnées, sans réponse, irrecevables."""
    attendent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttenteEstimee(ReadModel):
    """L'attente observée pour un logement d'une taille, dans un lieu, en mutation ou non."""

    commune: str
    """Commune souhaitée, ou envisagée, dont on parle."""
    commune_nom: str
    niveau: NiveauDeLieu
    """Territoire réellement observé."""
    niveau_libelle: str
    lieu_nom: str
    typologie: Typologie
    population: Population
    attributions: int
    """Logements attribués pendant la période, dans ce territoire et pour cette taille."""
    durees: list[DureeEstimee]
    echeances: list[Echeance]
    mois_connus: int
    """Au-delà, trop peu de demandes ont attendu aussi longtemps pour en parler."""
    elargie: Raison | None
    """Pourquoi le territoire observé est plus large que la commune."""
    phrase: str
    """L'essentiel, en une phrase qui se lit seule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fiabilite(ReadModel):
    """Ce que l'on aurait annoncé il y a quelques mois, comparé à ce qui s'est passé."""

    previsions: int
    tenues: int
    pourcentage: int
    annonce: int
    """Part des prévisions qui devaient se vérifier, en pour cent."""
    recul_mois: int
    phrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttenteVue(ReadModel):
    """L'attente de la demande, et ce qu'elle serait en élargissant ses vœux."""

    photo_du: date | None
    du: date | None
    au: date | None
    """Période observée."""
    estimations: list[AttenteEstimee]
    si_elargie: list[AttenteEstimee]
    """Autres lieux et autres tailles, chacun avec sa propre estimation."""
    absente: Raison | None
    """Pourquoi aucune estimation n'est donnée."""
    fiabilite: Fiabilite | None
    methode: str
    avertissement: str


class AttentesQueries(Protocol):
    async def de_la_demande(self, perimetre: Perimetre, demande_id: UUID) -> AttenteVue:
        """L'attente observée pour des demandes semblables, ou DemandeIntrouvable."""
        ...
