"""Tout ce qui peut s'opposer à un acte sur une demande : une liste fermée, que les applications connaissent."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from domain.demandes.codes import EtatDemande
from domain.demandes.vie.table import Acte, Role, roles_de
from domain.kernel.raisons import Raison

E = EtatDemande


class CodeRaison(StrEnum):
    """Pourquoi une action sur une demande n'est pas possible."""

    DROIT_MANQUANT = "droit-manquant"
    RESERVE_AU_DEMANDEUR = "reserve-au-demandeur"
    RESERVE_AU_GUICHET = "reserve-au-guichet"
    RESERVE_A_LA_COMMISSION = "reserve-a-la-commission"
    RESERVE_AU_FICHIER = "reserve-au-fichier"
    INSCRITE_EN_COMMISSION = "inscrite-en-commission"
    RENOUVELLEMENT_TROP_TOT = "renouvellement-trop-tot"
    ENCORE_VALABLE = "encore-valable"
    RADIATION_TROP_TOT = "radiation-trop-tot"
    JAMAIS_PREVENUE = "jamais-prevenue"
    DEJA_AVERTIE = "deja-avertie"
    REJET_ABSENT = "rejet-absent"
    AVERTISSEMENT_ABSENT = "avertissement-absent"
    AVERTISSEMENT_EN_COURS = "avertissement-en-cours"
    AVERTISSEMENT_DU_BAILLEUR = "avertissement-du-bailleur"
    REPONSE_A_LIRE = "reponse-a-lire"
    RESTAURATION_TROP_TARD = "restauration-trop-tard"
    RETRACTATION_TROP_TARD = "retractation-trop-tard"
    CONSERVATION_EN_COURS = "conservation-en-cours"
    ETAT_BROUILLON = "etat-brouillon"
    ETAT_EN_COURS_DE_SAISIE = "etat-en-cours-de-saisie"
    ETAT_EN_ATTENTE_DE_VALIDATION = "etat-en-attente-de-validation"
    ETAT_RETOURNEE = "etat-retournee"
    ETAT_ACTIVE = "etat-active"
    ETAT_EN_SOMMEIL = "etat-en-sommeil"
    ETAT_SATISFAITE = "etat-satisfaite"
    ETAT_RADIEE_NON_RENOUVELLEMENT = "etat-radiee-non-renouvellement"
    ETAT_RADIEE_ABANDON = "etat-radiee-abandon"
    ETAT_RADIEE_ABSENCE_DE_REPONSE = "etat-radiee-absence-de-reponse"
    ETAT_RADIEE_IRRECEVABILITE = "etat-radiee-irrecevabilite"
    ETAT_RADIEE_DECES = "etat-radiee-deces"
    ETAT_SUPPRIMEE = "etat-supprimee"
    ETAT_FUSIONNEE = "etat-fusionnee"


_ETATS: Mapping[EtatDemande, tuple[str, str]] = {
    E.BROUILLON: (
        "La demande est encore un brouillon.",
        "Un guichet est en train de saisir votre demande.",
    ),
    E.EN_COURS_DE_SAISIE: (
        "La demande n'a pas encore été envoyée par le demandeur.",
        "Vous n'avez pas encore envoyé votre demande.",
    ),
    E.EN_ATTENTE_DE_VALIDATION: (
        "La demande attend la vérification d'un guichet.",
        "Vous avez envoyé votre demande : un guichet la vérifie.",
    ),
    E.RETOURNEE: (
        "La demande a été retournée au demandeur, qui doit la corriger.",
        "Votre demande vous a été retournée : corrigez-la, puis renvoyez-la.",
    ),
    E.ACTIVE: (
        "La demande est déjà enregistrée et active.",
        "Votre demande est déjà enregistrée et active.",
    ),
    E.EN_SOMMEIL: (
        "La demande est en sommeil : elle n'a pas été renouvelée à temps. Réveillez-la d'abord.",
        "Votre demande est en sommeil : elle n'a pas été renouvelée à temps. Réveillez-la d'abord.",
    ),
    E.SATISFAITE: (
        "La demande est satisfaite : un bail a été signé.",
        "Votre demande est satisfaite : un bail a été signé.",
    ),
    E.RADIEE_NON_RENOUVELLEMENT: (
        "La demande n'a pas été renouvelée à temps et n'est plus active.",
        "Votre demande n'a pas été renouvelée à temps et n'est plus active.",
    ),
    E.RADIEE_ABANDON: (
        "La demande a été abandonnée et n'est plus active.",
        "Votre demande a été retirée et n'est plus active.",
    ),
    E.RADIEE_ABSENCE_DE_REPONSE: (
        "La demande a été radiée faute de réponse et n'est plus active.",
        "Votre demande a été radiée faute de réponse et n'est plus active.",
    ),
    E.RADIEE_IRRECEVABILITE: (
        "La demande a été jugée irrecevable et n'est plus active.",
        "Votre demande a été jugée irrecevable et n'est plus active.",
    ),
    E.RADIEE_DECES: (
        "Le décès de la seule personne titulaire a été enregistré : la demande n'est plus active.",
        "Votre demande n'est plus active : le décès de son titulaire a été enregistré.",
    ),
    E.SUPPRIMEE: ("Ce brouillon a été supprimé.", "Votre demande a été supprimée."),
    E.FUSIONNEE: (
        "La demande a été fusionnée avec une autre, qui garde la date de dépôt la plus ancienne.",
        "Votre demande a été réunie avec votre autre demande, qui garde la date de dépôt la plus ancienne.",
    ),
}
"""Ce que l'état répond à un acte qu'il ne permet pas : à un agent, puis à la personne dont c'est la demande."""


@cache
def raison_etat(etat: EtatDemande, *, au_demandeur: bool = False) -> Raison:
    """L'état de la demande s'oppose à l'acte."""
    return Raison(
        code=CodeRaison(f"etat-{etat.name.lower().replace('_', '-')}").value, phrase=_ETATS[etat][au_demandeur]
    )


@cache
def raison_role(etat: EtatDemande, acte: Acte) -> Raison:
    """L'acte est possible dans cet état, mais à un autre titre."""
    roles = roles_de(etat, acte)
    if roles == {Role.PARTENAIRE}:
        return Raison(
            code=CodeRaison.RESERVE_A_LA_COMMISSION.value, phrase="Seule la commission d'un bailleur peut faire cela."
        )
    if roles & {Role.PARTENAIRE, Role.GESTIONNAIRE}:
        return Raison(code=CodeRaison.RESERVE_AU_GUICHET.value, phrase="Seul un guichet peut faire cela.")
    if Role.DEMANDEUR in roles:
        return Raison(code=CodeRaison.RESERVE_AU_DEMANDEUR.value, phrase="Seul le demandeur peut faire cela.")
    return Raison(
        code=CodeRaison.RESERVE_AU_FICHIER.value,
        phrase="Personne ne fait cela d'un clic : c'est la suite d'un autre acte, ou d'une échéance.",
    )
