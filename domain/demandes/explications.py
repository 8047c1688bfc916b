"""Ce que les règles concluent d'une demande, chacune avec sa phrase et son texte : ce que les écrans montrent."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from domain.demandes.codes import Financement, Motif
from domain.demandes.formulaire import Formulaire
from domain.demandes.rules.menage import (
    Menage,
    categorie_menage,
    composer_menage,
    personnes_a_loger,
    unites_de_consommation,
)
from domain.demandes.rules.occupation import sous_occupation, sur_occupation, typologies_adaptees
from domain.demandes.rules.plafonds import part_du_plafond, plafond
from domain.demandes.rules.ressources import ressources_mensuelles, rfr_a_comparer
from domain.kernel.explication import Explication
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.read_model import ReadModel
from domain.referentiel.model import ZonePlafonds

FINANCEMENTS = (Financement.PLAI, Financement.PLUS, Financement.PLS)
"""Les plafonds du logement social, du plus bas au plus haut."""


class Theme(Nomenclature):
    """La page où la règle se lit."""

    FOYER = "foyer", "Votre foyer"
    REVENUS = "revenus", "Vos revenus et les plafonds"
    LOGEMENT = "logement", "La taille du logement"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegleVue(ReadModel):
    """Ce qu'une règle conclut de la demande, et pourquoi."""

    code: str
    theme: Theme
    titre: str
    phrase: str
    reference: str | None
    """Le texte qui fixe la règle."""
    a_verifier: bool
    """Un nombre de la règle attend d'être relu sur le texte officiel."""


def regles_lues(
    formulaire: Formulaire, *, le: date, departement: str, zone: ZonePlafonds | None, masque: bool = False
) -> tuple[RegleVue, ...]:
    """Toutes les règles qui s'appliquent à ce que la demande dit aujourd'hui.

    `masque` : le lecteur ne voit pas les informations de santé, la phrase ne doit pas les lui dire.
    """
    if formulaire.demandeur is None:
        return ()
    menage = composer_menage(formulaire, le)
    return (
        *_foyer(formulaire, menage, le, departement, masque),
        *_revenus(formulaire, menage, le, departement, zone),
        *_logement(formulaire, menage, le, departement),
    )


def _foyer(formulaire: Formulaire, menage: Menage, le: date, departement: str, masque: bool) -> Iterator[RegleVue]:
    yield _vue(Theme.FOYER, "Personnes à loger", personnes_a_loger(menage))
    categorie = categorie_menage(menage, le)
    if masque and menage.handicap:
        phrase = f"Catégorie {categorie.valeur.numero} : une information masquée pour votre profil y compte."
        categorie = replace(categorie, phrase=phrase)
    yield _vue(Theme.FOYER, "Catégorie de ménage", categorie)
    unites = unites_de_consommation(formulaire, le, departement, menage=menage)
    yield _vue(Theme.FOYER, "Unités de consommation", unites)


def _revenus(
    formulaire: Formulaire, menage: Menage, le: date, departement: str, zone: ZonePlafonds | None
) -> Iterator[RegleVue]:
    yield _vue(Theme.REVENUS, "Ressources du mois", ressources_mensuelles(formulaire, le, departement))
    retenu = rfr_a_comparer(formulaire, le)
    yield _vue(Theme.REVENUS, "Revenu fiscal retenu", retenu)
    categorie = categorie_menage(menage, le).valeur
    for financement in FINANCEMENTS:
        maximum = plafond(categorie, zone, financement, le)
        if maximum is None:
            continue
        vue = _vue(Theme.REVENUS, f"Plafond {financement.value}", maximum)
        if retenu.valeur is not None:
            vue = replace(vue, phrase=f"{vue.phrase} {part_du_plafond(retenu.valeur, maximum).phrase}")
        yield vue


def _logement(formulaire: Formulaire, menage: Menage, le: date, departement: str) -> Iterator[RegleVue]:
    adaptees = typologies_adaptees(
        menage.personnes,
        le,
        couple_seul=menage.est_couple_seul,
        assistant_maternel=Motif.ASSISTANT_MATERNEL in formulaire.motifs.codes,
        departement=departement,
    )
    yield _vue(Theme.LOGEMENT, "Taille qui convient d'habitude", adaptees)
    actuel = formulaire.logement_actuel
    if actuel is None:
        return
    habitants = actuel.nb_habitants or menage.personnes
    if actuel.surface:
        yield _vue(Theme.LOGEMENT, "Surface du logement actuel", sur_occupation(actuel.surface, habitants, le))
    if actuel.typologie:
        yield _vue(Theme.LOGEMENT, "Pièces du logement actuel", sous_occupation(actuel.typologie, habitants, le))


def _vue(theme: Theme, titre: str, explication: Explication[object]) -> RegleVue:
    return RegleVue(
        code=explication.code,
        theme=theme,
        titre=titre,
        phrase=explication.phrase,
        reference=explication.reference,
        a_verifier=explication.a_verifier,
    )
