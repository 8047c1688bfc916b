"""Les tableaux croisés de l'observatoire : deux dimensions, sur la photo de la nuit (arrêté du 23 mars 2015, § 8.3).

Un nombre absent est celui d'un groupe trop petit, ou d'où l'on pourrait le déduire.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.kernel.nomenclature import Nomenclature
from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Perimetre


class Axe(Nomenclature):
    """Ce qui partage les demandes actives d'un tableau. Codes du projet."""

    COMMUNE = "commune", "Première commune souhaitée"
    EPCI = "epci", "Intercommunalité souhaitée"
    TYPOLOGIE = "typologie", "Premier type cherché"
    COMPOSITION = "composition", "Composition du ménage"
    PERSONNES = "personnes", "Taille du ménage"
    AGE = "age", "Âge du demandeur"
    PLAFOND = "plafond", "Revenus rapportés au plafond PLUS"
    STATUT = "statut_logement", "Logement actuel"
    MOTIF = "motif", "Motif principal"
    ANCIENNETE = "anciennete", "Ancienneté de la demande"
    QPV = "qpv", "Logement actuel en quartier prioritaire"
    NATURE = "nature", "Nature de la demande"
    PUBLIC = "public", "Public prioritaire"


class Mesure(Nomenclature):
    """Ce que compte chaque case. Codes du projet."""

    DEMANDES = "demandes", "Demandes actives"
    PERSONNES = "personnes", "Personnes à loger"
    ANCIENNETE = "anciennete", "Ancienneté moyenne, en mois"


@dataclass(frozen=True, slots=True, kw_only=True)
class Modalite(ReadModel):
    """Une valeur d'un axe."""

    code: str
    libelle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneCroisee(ReadModel):
    modalite: Modalite
    valeurs: list[int | None]
    """Une par colonne."""
    total: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableauCroise(ReadModel):
    """Les demandes actives d'une photo, réparties selon deux axes."""

    photo_du: date | None
    """Absente tant qu'aucune photo n'est prise."""
    lignes_par: Axe
    colonnes_par: Axe
    mesure: Mesure
    epci: str | None
    epci_nom: str | None
    colonnes: list[Modalite]
    lignes: list[LigneCroisee]
    totaux: list[int | None]
    """Un par colonne."""
    total: int | None
    tues: int
    """Cases et totaux qui ne se montrent pas."""
    petit_groupe: int
    definition: str
    secret: str
    """Pourquoi des cases se taisent."""


class CroisementsQueries(Protocol):
    async def tableau(
        self, perimetre: Perimetre, lignes: Axe, colonnes: Axe, *, mesure: Mesure, epci: str | None
    ) -> TableauCroise: ...
