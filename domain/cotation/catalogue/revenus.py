"""De quoi le foyer vit."""

from typing import Final

from domain.cotation.champs import Absence, Champ, Rubrique, TypeChamp, Unite
from domain.demandes.codes import Ressource

CHAMPS: Final = (
    Champ(
        code="taux_effort",
        libelle="Part des ressources consacrée au logement actuel",
        type=TypeChamp.NOMBRE,
        unite=Unite.POURCENT,
        decimales=1,
        minimum=None,
        rubrique=Rubrique.REVENUS,
    ),
    Champ(
        code="reste_a_vivre",
        libelle="Reste à vivre par mois et par unité de consommation",
        type=TypeChamp.NOMBRE,
        unite=Unite.EUROS,
        minimum=None,
        rubrique=Rubrique.REVENUS,
    ),
    Champ(
        code="reste_a_vivre_par_personne",
        libelle="Reste à vivre par mois et par personne à loger",
        type=TypeChamp.NOMBRE,
        unite=Unite.EUROS,
        minimum=None,
        rubrique=Rubrique.REVENUS,
    ),
    Champ(
        code="ressources_mensuelles",
        libelle="Ressources mensuelles du foyer",
        type=TypeChamp.NOMBRE,
        unite=Unite.EUROS,
        rubrique=Rubrique.REVENUS,
    ),
    Champ(
        code="revenu_par_uc",
        libelle="Ressources mensuelles par unité de consommation",
        type=TypeChamp.NOMBRE,
        unite=Unite.EUROS,
        rubrique=Rubrique.REVENUS,
    ),
    Champ(
        code="rfr",
        libelle="Revenu fiscal de référence du foyer",
        type=TypeChamp.NOMBRE,
        unite=Unite.EUROS,
        rubrique=Rubrique.REVENUS,
    ),
    Champ(
        code="ressources",
        libelle="Natures de ressources",
        type=TypeChamp.ENSEMBLE,
        absence=Absence.VIDE,
        nomenclature=Ressource,
        rubrique=Rubrique.REVENUS,
    ),
    Champ(
        code="rfr_uc_quartile",
        libelle="Quartile de revenus du territoire, le premier étant le plus modeste",
        type=TypeChamp.NOMBRE,
        minimum=1,
        rubrique=Rubrique.REVENUS,
        propre_au_territoire=True,
    ),
    Champ(
        code="pourcentage_plafond_plus",
        libelle="Revenus rapportés au plafond PLUS",
        type=TypeChamp.NOMBRE,
        unite=Unite.POURCENT,
        decimales=1,
        rubrique=Rubrique.REVENUS,
    ),
    Champ(
        code="pourcentage_plafond_plai",
        libelle="Revenus rapportés au plafond PLAI",
        type=TypeChamp.NOMBRE,
        unite=Unite.POURCENT,
        decimales=1,
        rubrique=Rubrique.REVENUS,
    ),
    Champ(
        code="pourcentage_plafond_pls",
        libelle="Revenus rapportés au plafond PLS",
        type=TypeChamp.NOMBRE,
        unite=Unite.POURCENT,
        decimales=1,
        rubrique=Rubrique.REVENUS,
    ),
)
