"""Formulaires de personnes fictives, complets par défaut."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from domain.demandes.codes import (
    Civilite,
    Contrat,
    Coparentalite,
    LienCodemandeur,
    LienParente,
    Motif,
    Nationalite,
    Ressource,
    Sexe,
    SituationFamiliale,
    StatutLogement,
    Typologie,
)
from domain.demandes.formulaire import (
    Adresse,
    Codemandeur,
    Formulaire,
    LogementActuel,
    LogementRecherche,
    Motifs,
    Naissances,
    Occupant,
    Personne,
    RessourceMensuelle,
    RevenuFiscal,
    Revenus,
    SituationProfessionnelle,
)
from domain.kernel.calendrier import ajouter_mois
from domain.kernel.identifiers import new_id

JOUR = date(2026, 6, 15)
PRENOMS = ("Camille", "Dominique", "Claude", "Sacha", "Alix")


def ne_il_y_a(ans: int, le: date = JOUR) -> date:
    """La date de naissance de quelqu'un qui a cet âge, anniversaire passé de trois mois."""
    return ajouter_mois(le, -12 * ans - 3)


def une_personne(**champs: Any) -> Personne:
    personne = Personne(
        id=new_id(),
        civilite=Civilite.MADAME,
        nom_naissance="Exemple",
        prenoms="Camille",
        ne_le=ne_il_y_a(35),
        nationalite=Nationalite.FRANCAISE,
        situation_familiale=SituationFamiliale.CELIBATAIRE,
        telephone="0600000000",
        email="camille.exemple@exemple.fr",
        adresse=Adresse(numero="1", voie="rue des Essais", code_postal="35000", commune="35238"),
        situation_professionnelle=SituationProfessionnelle(contrat=Contrat.CDI),
    )
    return replace(personne, **champs)


def un_codemandeur(lien: LienCodemandeur = LienCodemandeur.CONJOINT, **champs: Any) -> Codemandeur:
    modele = une_personne(
        civilite=Civilite.MONSIEUR,
        prenoms="Dominique",
        situation_familiale=SituationFamiliale.MARIE,
        **champs,
    )
    return Codemandeur(lien=lien, **{nom: getattr(modele, nom) for nom in Personne.__dataclass_fields__})


def un_occupant(
    ans: int = 8,
    *,
    lien: LienParente = LienParente.ENFANT,
    a_charge: bool = True,
    coparentalite: Coparentalite | None = None,
    prenom: str = "Charlie",
    le: date = JOUR,
) -> Occupant:
    return Occupant(
        id=new_id(),
        nom="Exemple",
        prenom=prenom,
        ne_le=ne_il_y_a(ans, le),
        sexe=Sexe.FEMININ,
        lien=lien,
        a_charge=a_charge,
        coparentalite=coparentalite,
    )


def un_formulaire(le: date = JOUR, **sections: Any) -> Formulaire:
    """Une demande complète, que rien n'empêche d'enregistrer si le numéro de sécurité sociale est connu."""
    demandeur = sections.pop("demandeur", None) or une_personne()
    codemandeurs: tuple[Codemandeur, ...] = tuple(sections.pop("codemandeurs", ()))
    formulaire = Formulaire(
        demandeur=demandeur,
        codemandeurs=codemandeurs,
        revenus=des_revenus([demandeur.id, *(c.id for c in codemandeurs)], le),
        logement_actuel=LogementActuel(statut=StatutLogement.PARC_PRIVE, loyer=620, surface=38, nb_habitants=1),
        logement_recherche=LogementRecherche(typologies=(Typologie.T2,), communes=("35238", "35047")),
        motifs=Motifs(codes=(Motif.TROP_CHER,)),
    )
    return replace(formulaire, **sections)


def des_revenus(personnes: Sequence[UUID], le: date, *, rfr: int = 14_000, salaire: int = 1_450) -> Revenus:
    return Revenus(
        rfr=tuple(RevenuFiscal(personne_id=p, annee=le.year - 2, montant=rfr) for p in personnes),
        ressources=tuple(
            RessourceMensuelle(personne_id=p, nature=Ressource.SALAIRE, montant=salaire) for p in personnes
        ),
    )


def un_foyer(description: Mapping[str, Any], le: date = JOUR) -> Formulaire:
    """Un formulaire décrit par des âges : titulaires, enfants, garde alternée, à naître…"""
    ages: list[int] = description["titulaires"]
    lien = LienCodemandeur(description.get("lien", "M"))
    adultes = [
        {
            "ne_le": ne_il_y_a(ans, le),
            "prenoms": PRENOMS[rang],
            "handicap": description.get("handicap", False),
        }
        for rang, ans in enumerate(ages)
    ]

    def occupants(cle: str, **champs: Any) -> list[Occupant]:
        return [un_occupant(ans, le=le, **champs) for ans in description.get(cle, [])]

    return un_formulaire(
        le,
        demandeur=une_personne(**adultes[0]),
        codemandeurs=tuple(replace(un_codemandeur(lien), **adulte) for adulte in adultes[1:]),
        occupants=tuple(
            occupants("enfants")
            + occupants("parents_a_charge", lien=LienParente.PARENT)
            + occupants("garde_alternee", a_charge=False, coparentalite=Coparentalite.GARDE_ALTERNEE)
            + occupants("droit_de_visite", a_charge=False, coparentalite=Coparentalite.DROIT_DE_VISITE)
            + occupants("mal_rattaches", a_charge=False)
        ),
        a_naitre=Naissances(nombre=description["a_naitre"]) if "a_naitre" in description else None,
    )
