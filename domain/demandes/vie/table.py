"""La vie de la demande, en une table : le modèle, les commandes, les boutons et la nuit la lisent tous."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from domain.demandes.codes import EtatDemande, MotifRadiation

E = EtatDemande


class Acte(StrEnum):
    """Ce qui fait vivre une demande."""

    MODIFIER = "modifier"
    SOUMETTRE = "soumettre"
    RETOURNER = "retourner"
    VALIDER = "valider"
    SUPPRIMER = "supprimer"
    RENOUVELER = "renouveler"
    ENDORMIR = "endormir"
    REVEILLER = "reveiller"
    AVERTIR_ABSENCE = "avertir-absence"
    AVERTIR_IRRECEVABILITE = "avertir-irrecevabilite"
    LEVER_AVERTISSEMENT = "lever-avertissement"
    REPONDRE_AVERTISSEMENT = "repondre-avertissement"
    SATISFAIRE = "satisfaire"
    ANNULER = "annuler"
    RADIER_ABSENCE = "radier-absence"
    RADIER_IRRECEVABILITE = "radier-irrecevabilite"
    RADIER_NON_RENOUVELEE = "radier-non-renouvelee"
    RADIER_DECES = "radier-deces"
    REVENIR = "revenir"
    RESTAURER = "restaurer"
    FUSIONNER = "fusionner"
    DEFAIRE_LA_FUSION = "defaire-la-fusion"
    EFFACER = "effacer"


class Role(StrEnum):
    """À quel titre on agit sur une demande."""

    DEMANDEUR = "demandeur"
    PARTENAIRE = "partenaire"
    """Un agent d'un guichet ou d'un service instructeur, avec le droit que l'acte demande."""
    GESTIONNAIRE = "gestionnaire"
    SYSTEME = "systeme"
    """Le fichier : le temps qui passe, ou la suite d'un acte fait ailleurs (bail signé, fusion décidée)."""


class Garde(StrEnum):
    """Ce qui peut encore s'opposer à un acte que l'état permet : une date, une commission, un avertissement."""

    LIBRE = "libre"
    """La demande n'est inscrite à aucune commission."""
    RENOUVELABLE = "renouvelable"
    ENDORMISSABLE = "endormissable"
    RADIABLE = "radiable"
    """Le délai de radiation pour non-renouvellement est passé."""
    PREVENUE = "prevenue"
    """L'avis d'expiration est parti, et a eu le temps d'être lu."""
    REJETEE = "rejetee"
    """La commission d'un bailleur a jugé la demande irrecevable."""
    SANS_AVERTISSEMENT = "sans-avertissement"
    AVERTIE = "avertie"
    AVERTIE_POUR_ABSENCE = "avertie-pour-absence"
    AVERTIE_POUR_IRRECEVABILITE = "avertie-pour-irrecevabilite"
    AVERTISSEMENT_ABSENCE_ECHU = "avertissement-absence-echu"
    AVERTISSEMENT_IRRECEVABILITE_ECHU = "avertissement-irrecevabilite-echu"
    RESTAURABLE = "restaurable"
    RETRACTABLE = "retractable"
    CONSERVATION_PASSEE = "conservation-passee"
    """Les données d'une demande qui n'est plus active ont été gardées le temps que veut la loi."""


@dataclass(frozen=True, slots=True)
class Ligne:
    """D'un état, par un acte, vers un état : qui le peut, et ce qui doit être vrai."""

    de: EtatDemande
    acte: Acte
    vers: EtatDemande
    roles: frozenset[Role]
    gardes: tuple[Garde, ...] = ()
    ou: frozenset[EtatDemande] = frozenset()
    """Les autres états où l'acte peut la rendre : celui d'avant, que l'acte qu'il défait a gardé."""


DEMANDEUR = frozenset({Role.DEMANDEUR})
GUICHET = frozenset({Role.PARTENAIRE, Role.GESTIONNAIRE})
COMMISSION = frozenset({Role.PARTENAIRE})
"""La commission d'un bailleur, et elle seule, prononce une irrecevabilité (arrêté du 23 mars 2015, § 6.4)."""
TOUS = DEMANDEUR | GUICHET
FICHIER = frozenset({Role.SYSTEME})
G = Garde
NON_RENOUVELEE = (G.LIBRE, G.RADIABLE, G.PREVENUE)
AVANT_LA_FUSION = frozenset({E.EN_SOMMEIL, E.EN_ATTENTE_DE_VALIDATION, E.RETOURNEE, E.BROUILLON})

VIE: tuple[Ligne, ...] = (
    # La saisie
    Ligne(E.BROUILLON, Acte.MODIFIER, E.BROUILLON, GUICHET),
    Ligne(E.BROUILLON, Acte.VALIDER, E.ACTIVE, GUICHET),
    Ligne(E.BROUILLON, Acte.SUPPRIMER, E.SUPPRIMEE, GUICHET),
    Ligne(E.EN_COURS_DE_SAISIE, Acte.MODIFIER, E.EN_COURS_DE_SAISIE, DEMANDEUR),
    Ligne(E.EN_COURS_DE_SAISIE, Acte.SOUMETTRE, E.EN_ATTENTE_DE_VALIDATION, DEMANDEUR),
    Ligne(E.EN_ATTENTE_DE_VALIDATION, Acte.MODIFIER, E.EN_ATTENTE_DE_VALIDATION, TOUS),
    Ligne(E.EN_ATTENTE_DE_VALIDATION, Acte.RETOURNER, E.RETOURNEE, GUICHET),
    Ligne(E.EN_ATTENTE_DE_VALIDATION, Acte.VALIDER, E.ACTIVE, GUICHET),
    Ligne(E.RETOURNEE, Acte.MODIFIER, E.RETOURNEE, TOUS),
    Ligne(E.RETOURNEE, Acte.SOUMETTRE, E.EN_ATTENTE_DE_VALIDATION, DEMANDEUR),
    # La demande active
    Ligne(E.ACTIVE, Acte.MODIFIER, E.ACTIVE, DEMANDEUR, (G.LIBRE,)),
    Ligne(E.ACTIVE, Acte.MODIFIER, E.ACTIVE, GUICHET),
    Ligne(E.ACTIVE, Acte.RENOUVELER, E.ACTIVE, TOUS, (G.RENOUVELABLE,)),
    Ligne(E.ACTIVE, Acte.AVERTIR_ABSENCE, E.ACTIVE, GUICHET, (G.LIBRE, G.SANS_AVERTISSEMENT)),
    Ligne(E.ACTIVE, Acte.AVERTIR_IRRECEVABILITE, E.ACTIVE, COMMISSION, (G.REJETEE, G.SANS_AVERTISSEMENT)),
    Ligne(E.ACTIVE, Acte.LEVER_AVERTISSEMENT, E.ACTIVE, DEMANDEUR, (G.AVERTIE_POUR_ABSENCE,)),
    Ligne(E.ACTIVE, Acte.LEVER_AVERTISSEMENT, E.ACTIVE, GUICHET, (G.AVERTIE,)),
    Ligne(E.ACTIVE, Acte.REPONDRE_AVERTISSEMENT, E.ACTIVE, DEMANDEUR, (G.AVERTIE_POUR_IRRECEVABILITE,)),
    Ligne(E.ACTIVE, Acte.SATISFAIRE, E.SATISFAITE, FICHIER),
    Ligne(E.ACTIVE, Acte.ANNULER, E.RADIEE_ABANDON, TOUS, (G.LIBRE,)),
    Ligne(
        E.ACTIVE,
        Acte.RADIER_ABSENCE,
        E.RADIEE_ABSENCE_DE_REPONSE,
        GUICHET | FICHIER,
        (G.LIBRE, G.AVERTISSEMENT_ABSENCE_ECHU),
    ),
    Ligne(
        E.ACTIVE,
        Acte.RADIER_IRRECEVABILITE,
        E.RADIEE_IRRECEVABILITE,
        COMMISSION,
        (G.LIBRE, G.AVERTISSEMENT_IRRECEVABILITE_ECHU),
    ),
    Ligne(E.ACTIVE, Acte.ENDORMIR, E.EN_SOMMEIL, FICHIER, (G.LIBRE, G.ENDORMISSABLE)),
    Ligne(E.ACTIVE, Acte.RADIER_NON_RENOUVELEE, E.RADIEE_NON_RENOUVELLEMENT, FICHIER, NON_RENOUVELEE),
    Ligne(E.ACTIVE, Acte.RADIER_DECES, E.RADIEE_DECES, FICHIER, (G.LIBRE,)),
    Ligne(E.ACTIVE, Acte.FUSIONNER, E.FUSIONNEE, FICHIER, (G.LIBRE,)),
    # Le sommeil
    Ligne(E.EN_SOMMEIL, Acte.REVEILLER, E.ACTIVE, TOUS),
    Ligne(E.EN_SOMMEIL, Acte.SATISFAIRE, E.SATISFAITE, FICHIER),
    Ligne(E.EN_SOMMEIL, Acte.ANNULER, E.RADIEE_ABANDON, TOUS, (G.LIBRE,)),
    Ligne(E.EN_SOMMEIL, Acte.RADIER_NON_RENOUVELEE, E.RADIEE_NON_RENOUVELLEMENT, FICHIER, NON_RENOUVELEE),
    Ligne(E.EN_SOMMEIL, Acte.RADIER_DECES, E.RADIEE_DECES, FICHIER, (G.LIBRE,)),
    Ligne(E.EN_SOMMEIL, Acte.FUSIONNER, E.FUSIONNEE, FICHIER, (G.LIBRE,)),
    # Le retour
    Ligne(E.RADIEE_NON_RENOUVELLEMENT, Acte.RESTAURER, E.ACTIVE, TOUS, (G.RESTAURABLE,)),
    Ligne(E.RADIEE_ABSENCE_DE_REPONSE, Acte.RESTAURER, E.ACTIVE, TOUS, (G.RESTAURABLE,)),
    Ligne(E.RADIEE_ABANDON, Acte.REVENIR, E.ACTIVE, TOUS, (G.RETRACTABLE,)),
    Ligne(E.RADIEE_ABANDON, Acte.RESTAURER, E.ACTIVE, GUICHET, (G.RESTAURABLE,)),
    Ligne(E.RADIEE_IRRECEVABILITE, Acte.RESTAURER, E.ACTIVE, GUICHET, (G.RESTAURABLE,)),
    Ligne(E.RADIEE_DECES, Acte.RESTAURER, E.ACTIVE, GUICHET, (G.RESTAURABLE,)),
    Ligne(E.SATISFAITE, Acte.RESTAURER, E.ACTIVE, GUICHET, (G.RESTAURABLE,)),
    # Une demande pas encore enregistrée rejoint celle de la même personne ; défaite, elle redevient ce qu'elle était
    Ligne(E.EN_ATTENTE_DE_VALIDATION, Acte.FUSIONNER, E.FUSIONNEE, FICHIER),
    Ligne(E.RETOURNEE, Acte.FUSIONNER, E.FUSIONNEE, FICHIER),
    Ligne(E.BROUILLON, Acte.FUSIONNER, E.FUSIONNEE, FICHIER),
    Ligne(E.FUSIONNEE, Acte.DEFAIRE_LA_FUSION, E.ACTIVE, FICHIER, ou=AVANT_LA_FUSION),
    # L'oubli : un an après, il ne reste qu'une ligne sans personne
    *(
        Ligne(close, Acte.EFFACER, E.SUPPRIMEE, FICHIER, (G.CONSERVATION_PASSEE,))
        for close in (
            E.SATISFAITE,
            E.RADIEE_NON_RENOUVELLEMENT,
            E.RADIEE_ABANDON,
            E.RADIEE_ABSENCE_DE_REPONSE,
            E.RADIEE_IRRECEVABILITE,
            E.RADIEE_DECES,
            E.FUSIONNEE,
        )
    ),
)
"""Toute la vie de la demande. Ce qui n'y figure pas n'arrive jamais.

CCH R441-2-3 à R441-2-8 ; arrêté du 23 mars 2015, annexe, § 3 à 7.
"""

TRANSITIONS: Mapping[tuple[EtatDemande, Acte], EtatDemande] = MappingProxyType(
    {(ligne.de, ligne.acte): ligne.vers for ligne in VIE}
)
ISSUES: Mapping[tuple[EtatDemande, Acte], frozenset[EtatDemande]] = MappingProxyType(
    {(ligne.de, ligne.acte): ligne.ou | {ligne.vers} for ligne in VIE}
)
"""Tous les états où un acte peut mener : un seul, sauf pour celui qui rend l'état d'avant."""
LIGNES: Mapping[tuple[EtatDemande, Acte, Role], Ligne] = MappingProxyType(
    {(ligne.de, ligne.acte, role): ligne for ligne in VIE for role in ligne.roles}
)
ACTES_DE_RADIATION: Mapping[MotifRadiation, Acte] = MappingProxyType(
    {
        MotifRadiation.ATTRIBUTION: Acte.SATISFAIRE,
        MotifRadiation.ABANDON: Acte.ANNULER,
        MotifRadiation.ABSENCE_DE_REPONSE: Acte.RADIER_ABSENCE,
        MotifRadiation.IRRECEVABILITE: Acte.RADIER_IRRECEVABILITE,
        MotifRadiation.NON_RENOUVELLEMENT: Acte.RADIER_NON_RENOUVELEE,
        MotifRadiation.DECES: Acte.RADIER_DECES,
    }
)
"""Chaque motif de la loi est un acte (CCH R441-2-8) ; le décès, dit au guichet, en est un aussi."""

FUSIONNABLES = frozenset(ligne.de for ligne in VIE if ligne.acte is Acte.FUSIONNER)
"""Une demande radiée ne se fusionne pas : elle se rétablit d'abord, ou reste radiée."""
RADIEES = frozenset(ligne.vers for ligne in VIE if ligne.acte in ACTES_DE_RADIATION.values())
ENREGISTREES = frozenset({E.ACTIVE, E.EN_SOMMEIL})
"""La demande a son numéro et court toujours."""


def roles_de(etat: EtatDemande, acte: Acte) -> frozenset[Role]:
    """Qui peut faire cet acte dans cet état ; personne si l'état ne le permet pas."""
    return frozenset(role for role in Role if (etat, acte, role) in LIGNES)


def actes_de(role: Role) -> tuple[Acte, ...]:
    """Les actes que ce rôle peut faire un jour, dans l'ordre de la vie : ses boutons."""
    return tuple(acte for acte in Acte if any(role in ligne.roles for ligne in _lignes_de(acte)))


def _lignes_de(acte: Acte) -> Iterator[Ligne]:
    return (ligne for ligne in VIE if ligne.acte is acte)
