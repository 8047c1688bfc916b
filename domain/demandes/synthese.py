"""Ce qui se déduit du formulaire : la taille du foyer, ses unités de consommation, ses ressources."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.demandes.formulaire import Formulaire, Personne
from domain.demandes.rules.menage import (
    Categorie,
    categorie_menage,
    composer_menage,
    personnes_a_loger,
    unites_de_consommation,
)
from domain.demandes.rules.ressources import ressources_mensuelles, rfr_a_comparer


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthese:
    """Le foyer en quelques nombres, tels que les lisent les listes et la recherche de candidats."""

    personnes: int
    libelle: str
    """« 2 adultes, 1 enfant »."""
    couple: bool
    parent_isole: bool
    unites_de_consommation: Decimal
    categorie: Categorie
    ressources_mensuelles: int
    """Euros par mois, hors aides au logement."""
    rfr: int | None
    """Revenu fiscal de référence à comparer au plafond, euros par an ; absent si un adulte n'a rien déclaré."""


def synthese(formulaire: Formulaire, le: date, departement: str) -> Synthese:
    """Le foyer tel qu'il se présente à cette date."""
    menage = composer_menage(formulaire, le)
    adultes = menage.titulaires
    autres = menage.personnes - adultes
    parts = [f"{adultes} adulte{'s' if adultes > 1 else ''}"]
    if autres:
        parts.append(f"{autres} à charge")
    return Synthese(
        personnes=personnes_a_loger(menage).valeur,
        libelle=", ".join(parts),
        couple=menage.couple,
        parent_isole=menage.titulaires == 1 and menage.enfants > 0,
        unites_de_consommation=unites_de_consommation(formulaire, le, departement, menage=menage).valeur,
        categorie=categorie_menage(menage, le).valeur,
        ressources_mensuelles=ressources_mensuelles(formulaire, le, departement).valeur,
        rfr=rfr_a_comparer(formulaire, le).valeur,
    )


def nom_affiche(personne: Personne | None) -> str:
    """Partout la même écriture : NOM D'USAGE (NOM DE NAISSANCE) Prénom."""
    if personne is None or not (personne.nom_naissance or personne.nom_usage):
        return "Demandeur non renseigné"
    naissance = (personne.nom_naissance or "").upper()
    usage = (personne.nom_usage or "").upper()
    prenom = (personne.prenoms or "").strip()
    deux_noms = bool(usage and naissance and usage != naissance)
    nom = f"{usage} ({naissance})" if deux_noms else usage or naissance
    return f"{nom} {prenom}".strip()
