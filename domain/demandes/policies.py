"""Qui peut faire quoi sur une demande, et sinon pourquoi. Les commandes et les boutons lisent les mêmes gardes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from domain.demandes.codes import EtatDemande, MotifRadiation
from domain.demandes.errors import (
    ActeReserve,
    AvertissementEnCours,
    AvertissementRequis,
    DelaiPasse,
    DemandeIntrouvable,
    DemandeVerrouillee,
    EcheanceNonAtteinte,
    NirDansLAdresse,
    RenouvellementTropTot,
    TransitionInterdite,
)
from domain.demandes.model import Demande
from domain.demandes.rules.recherche import est_un_nir
from domain.demandes.vie.gardes import GARDES
from domain.demandes.vie.raisons import CodeRaison, raison_etat, raison_role
from domain.demandes.vie.table import LIGNES, TRANSITIONS, Acte, Role, actes_de
from domain.demandes.vie.valeurs import Verrou
from domain.kernel.calendrier import aujourd_hui
from domain.kernel.errors import DomainError
from domain.kernel.francais import jour
from domain.kernel.raisons import ActionPossible, Raison, action, possible_le
from domain.organismes.acteur import Acteur, Droit, Perimetre, SorteActeur
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import raison_droit

C = CodeRaison

LIBELLES: dict[Acte, str] = {
    Acte.MODIFIER: "Modifier",
    Acte.SOUMETTRE: "Envoyer ma demande",
    Acte.RETOURNER: "Retourner au demandeur",
    Acte.VALIDER: "Valider la demande",
    Acte.SUPPRIMER: "Supprimer le brouillon",
    Acte.RENOUVELER: "Renouveler",
    Acte.REVEILLER: "Réveiller la demande",
    Acte.AVERTIR_ABSENCE: "Avertir d'une radiation sans réponse",
    Acte.AVERTIR_IRRECEVABILITE: "Avertir d'une irrecevabilité",
    Acte.LEVER_AVERTISSEMENT: "Lever l'avertissement",
    Acte.REPONDRE_AVERTISSEMENT: "Répondre au bailleur",
    Acte.ANNULER: "Annuler la demande",
    Acte.RADIER_ABSENCE: "Radier faute de réponse",
    Acte.RADIER_IRRECEVABILITE: "Radier pour irrecevabilité",
    Acte.REVENIR: "Revenir sur l'annulation",
    Acte.RESTAURER: "Restaurer la demande",
}
LIBELLES_DU_DEMANDEUR: Mapping[Acte, str] = {
    Acte.REVEILLER: "Réveiller ma demande",
    Acte.LEVER_AVERTISSEMENT: "Je maintiens ma demande",
    Acte.ANNULER: "Annuler ma demande",
    Acte.REVENIR: "Reprendre ma demande annulée",
    Acte.RESTAURER: "Rétablir ma demande",
}
DROITS: dict[Acte, Droit] = {
    Acte.MODIFIER: Droit.DEMANDES_ECRIRE,
    Acte.RETOURNER: Droit.DEMANDES_VALIDER,
    Acte.VALIDER: Droit.DEMANDES_VALIDER,
    Acte.SUPPRIMER: Droit.DEMANDES_ECRIRE,
    Acte.RENOUVELER: Droit.DEMANDES_ECRIRE,
    Acte.REVEILLER: Droit.DEMANDES_ECRIRE,
    Acte.AVERTIR_ABSENCE: Droit.DEMANDES_RADIER,
    Acte.AVERTIR_IRRECEVABILITE: Droit.COMMISSIONS_DECIDER,
    Acte.LEVER_AVERTISSEMENT: Droit.DEMANDES_RADIER,
    Acte.ANNULER: Droit.DEMANDES_RADIER,
    Acte.RADIER_ABSENCE: Droit.DEMANDES_RADIER,
    Acte.RADIER_IRRECEVABILITE: Droit.COMMISSIONS_DECIDER,
    Acte.REVENIR: Droit.DEMANDES_RADIER,
    Acte.RESTAURER: Droit.DEMANDES_RESTAURER,
}
"""Le droit de chaque acte d'un agent. L'irrecevabilité n'appartient qu'à la commission (CCH R441-2-8 d)."""
REFUS: Mapping[CodeRaison, type[DomainError]] = {
    C.DROIT_MANQUANT: DroitManquant,
    C.RESERVE_AU_DEMANDEUR: ActeReserve,
    C.RESERVE_AU_GUICHET: ActeReserve,
    C.RESERVE_A_LA_COMMISSION: ActeReserve,
    C.RESERVE_AU_FICHIER: ActeReserve,
    C.INSCRITE_EN_COMMISSION: DemandeVerrouillee,
    C.RENOUVELLEMENT_TROP_TOT: RenouvellementTropTot,
    C.ENCORE_VALABLE: EcheanceNonAtteinte,
    C.RADIATION_TROP_TOT: EcheanceNonAtteinte,
    C.JAMAIS_PREVENUE: EcheanceNonAtteinte,
    C.AVERTISSEMENT_EN_COURS: EcheanceNonAtteinte,
    C.REPONSE_A_LIRE: EcheanceNonAtteinte,
    C.DEJA_AVERTIE: AvertissementEnCours,
    C.AVERTISSEMENT_DU_BAILLEUR: AvertissementEnCours,
    C.AVERTISSEMENT_ABSENT: AvertissementRequis,
    C.REJET_ABSENT: AvertissementRequis,
    C.RESTAURATION_TROP_TARD: DelaiPasse,
    C.RETRACTATION_TROP_TARD: DelaiPasse,
    C.CONSERVATION_EN_COURS: EcheanceNonAtteinte,
}
"""Le refus de chaque raison ; celles de l'état sont des transitions interdites."""
DE_LA_COMMISSION = frozenset({Acte.AVERTIR_IRRECEVABILITE, Acte.RADIER_IRRECEVABILITE})
"""Ce qui n'appartient qu'au bailleur dont la commission a décidé (arrêté du 23 mars 2015, § 6.4)."""
TOUJOURS_MONTRES = frozenset({Acte.MODIFIER, Acte.SOUMETTRE, Acte.VALIDER, Acte.RETOURNER, Acte.RENOUVELER})
"""Les boutons que l'on cherche : visibles dans tous les états, avec leur raison. Les autres viennent à leur heure."""
DE_LA_LETTRE = frozenset({Acte.LEVER_AVERTISSEMENT, Acte.REPONDRE_AVERTISSEMENT})
"""Ce qui répond à une lettre n'a de bouton que quand il y en a une."""
C_EST_A_VOUS = (EtatDemande.EN_COURS_DE_SAISIE, EtatDemande.RETOURNEE, EtatDemande.EN_SOMMEIL)


def role_de(acteur: Acteur) -> Role:
    """À quel titre cet acteur agit sur une demande."""
    if acteur.sorte is SorteActeur.DEMANDEUR:
        return Role.DEMANDEUR
    if acteur.sorte is SorteActeur.SYSTEME:
        return Role.SYSTEME
    return Role.GESTIONNAIRE if acteur.perimetre.tout_organisme else Role.PARTENAIRE


def exiger_visible(acteur: Acteur, demande: Demande) -> None:
    """Hors de son périmètre, une demande n'existe pas ; un brouillon supprimé n'existe plus pour personne."""
    perimetre = acteur.perimetre
    visible = demande.departement == perimetre.departement and demande.etat is not EtatDemande.SUPPRIMEE
    if acteur.sorte is SorteActeur.DEMANDEUR:
        visible = visible and demande.id == perimetre.demande_id
    elif demande.etat is EtatDemande.BROUILLON:
        visible = visible and (perimetre.tout_organisme or demande.organisme_id == perimetre.organisme_id)
    elif demande.etat is EtatDemande.EN_COURS_DE_SAISIE:
        visible = visible and acteur.est_le_fichier
    if perimetre.limite:
        sienne = perimetre.organisme_id in (demande.organisme_id, demande.mandataire_id)
        visible = visible and (sienne or _dans_les_limites(perimetre, demande))
    if not visible:
        raise DemandeIntrouvable("Cette demande est introuvable.")


def _dans_les_limites(perimetre: Perimetre, demande: Demande) -> bool:
    ici = perimetre.communes is None or demande.concerne(perimetre.communes, perimetre.voisines)
    return ici and (demande.signale_un_handicap or not perimetre.handicap_seulement)


def raisons(acteur: Acteur, demande: Demande, acte: Acte, le: date) -> tuple[Raison, ...]:
    """Tout ce qui s'oppose à cet acte, pour cet acteur, ce jour-là ; d'abord le droit qu'il n'a pas."""
    return tuple(_opposees(acteur, role_de(acteur), demande, acte, le))


def _opposees(acteur: Acteur, role: Role, demande: Demande, acte: Acte, le: date) -> Iterator[Raison]:
    if role in (Role.PARTENAIRE, Role.GESTIONNAIRE) and acte in DROITS:
        manque = raison_droit(acteur, DROITS[acte])
        if manque is not None:
            yield manque
    if (demande.etat, acte) not in TRANSITIONS:
        yield _de_l_etat(role, demande, le)
        return
    ligne = LIGNES.get((demande.etat, acte, role))
    if ligne is None:
        yield raison_role(demande.etat, acte)
        return
    if acte in DE_LA_COMMISSION and demande.rejet is not None and demande.rejet.organisme_id != acteur.organisme_id:
        yield Raison(
            code=C.RESERVE_A_LA_COMMISSION.value,
            phrase=f"La demande a été rejetée par la commission de {demande.rejet.par} : c'est à ce bailleur "
            "d'avertir le demandeur, puis de prononcer.",
        )
    if acte is Acte.LEVER_AVERTISSEMENT and role is Role.PARTENAIRE:
        yield from _d_un_autre_bailleur(acteur, demande)
    for garde in ligne.gardes:
        trouvee = GARDES[garde](demande, le)
        if trouvee is not None:
            yield trouvee


def _de_l_etat(role: Role, demande: Demande, le: date) -> Raison:
    """L'état s'oppose à l'acte ; à qui peut encore rétablir sa demande lui-même, il dit de commencer par là."""
    raison = raison_etat(demande.etat, au_demandeur=role is Role.DEMANDEUR)
    for acte, consigne in _D_ABORD.items():
        ligne = LIGNES.get((demande.etat, acte, role)) if role is Role.DEMANDEUR else None
        if ligne is not None and not any(GARDES[garde](demande, le) for garde in ligne.gardes):
            return replace(raison, phrase=f"{raison.phrase} {consigne}", parametres={"d_abord": acte.value})
    return raison


_D_ABORD: Mapping[Acte, str] = {
    Acte.RESTAURER: "Rétablissez-la d'abord.",
    Acte.REVENIR: "Reprenez-la d'abord.",
}


def _d_un_autre_bailleur(acteur: Acteur, demande: Demande) -> Iterator[Raison]:
    """La lettre d'une commission ne se lève que par le bailleur qui l'a envoyée : c'est lui qui lit la réponse."""
    a, rejet = demande.avertissement, demande.rejet
    if a is None or a.motif is not MotifRadiation.IRRECEVABILITE or rejet is None:
        return
    if rejet.organisme_id != acteur.organisme_id:
        yield Raison(
            code=C.RESERVE_A_LA_COMMISSION.value,
            phrase=f"L'avertissement vient de la commission de {rejet.par} : c'est à ce bailleur de le lever.",
        )


def lit_la_reponse(acteur: Acteur, demande: Demande) -> bool:
    """La réponse à une irrecevabilité parle de revenus ou de séjour : le bailleur la lit, et qui l'a écrite."""
    if acteur.sorte is not SorteActeur.AGENT:
        return True
    du_bailleur = demande.rejet is not None and demande.rejet.organisme_id == acteur.organisme_id
    return acteur.peut(Droit.COMMISSIONS_DECIDER) and (du_bailleur or acteur.perimetre.tout_organisme)


def exiger(acteur: Acteur, demande: Demande, acte: Acte, le: date) -> None:
    """Refuse l'acte avec sa première raison, celle que montrait le bouton."""
    exiger_visible(acteur, demande)
    for raison in raisons(acteur, demande, acte, le):
        refus = REFUS.get(CodeRaison(raison.code), TransitionInterdite)
        ouverture = possible_le(raison)
        quand = f" Possible à partir du {jour(ouverture)}." if ouverture else ""
        raise refus(f"{raison.phrase}{quand} Rien n'a été changé.", raisons=[raison])


def actions(acteur: Acteur, demande: Demande, le: date) -> tuple[ActionPossible, ...]:
    """Tous les actes de ce rôle : permis, ou grisés avec leur raison, depuis quand, et la personne à joindre."""
    role = role_de(acteur)
    boutons = (acte for acte in actes_de(role) if role is not Role.SYSTEME)  # le fichier n'a pas d'écran
    return tuple(_action(acteur, role, demande, acte, le) for acte in boutons)


def _action(acteur: Acteur, role: Role, demande: Demande, acte: Acte, le: date) -> ActionPossible:
    opposees = tuple(_opposees(acteur, role, demande, acte, le))
    du_demandeur = LIBELLES_DU_DEMANDEUR.get(acte) if role is Role.DEMANDEUR else None
    return action(
        acte.value,
        du_demandeur or LIBELLES[acte],
        *opposees,
        qui=qui_debloque(role, demande, opposees),
        depuis_le=depuis_la_raison(demande, opposees),
        lien=lien_de(role, demande, opposees),
        plus_tot=any(r.code == C.INSCRITE_EN_COMMISSION for r in opposees),
        montrer=acte in TOUJOURS_MONTRES
        or ((demande.etat, acte, role) in LIGNES and (demande.avertissement is not None or acte not in DE_LA_LETTRE)),
    )


def qui_debloque(role: Role, demande: Demande, opposees: tuple[Raison, ...]) -> str | None:
    """La personne qui peut lever la première raison : celle qui tient la demande, ou celle qui donne les droits."""
    codes = {raison.code for raison in opposees}
    if C.DROIT_MANQUANT in codes:
        return "le référent de l'organisme"
    if C.INSCRITE_EN_COMMISSION in codes and demande.verrou is not None:
        return demande.verrou.par
    if C.AVERTISSEMENT_DU_BAILLEUR in codes and demande.avertissement is not None:
        return demande.avertissement.par
    if role is Role.DEMANDEUR:
        a_vous = demande.etat in C_EST_A_VOUS or any("d_abord" in raison.parametres for raison in opposees)
        return None if a_vous else "le guichet qui suit votre demande"
    return "le demandeur" if C.RESERVE_AU_DEMANDEUR in codes else "le référent de l'organisme"


def liberation(acteur: Acteur, verrou: Verrou) -> ActionPossible:
    """Le bailleur de la commission peut retirer la demande de son ordre du jour, depuis la proposition qui la tient."""
    autre = (
        None
        if acteur.organisme_id is not None and acteur.organisme_id == verrou.organisme_id
        else Raison(
            code=C.RESERVE_A_LA_COMMISSION.value,
            phrase=f"C'est à {verrou.par} de retirer la demande de son ordre du jour.",
        )
    )
    return action(
        "retirer-de-l-ordre-du-jour",
        "Retirer de l'ordre du jour",
        autre,
        raison_droit(acteur, Droit.PROPOSITIONS_ECRIRE),
        qui=verrou.par if autre else "le référent de votre organisme",
        lien=f"propositions/{verrou.passage_id}",
    )


def depuis_la_raison(demande: Demande, opposees: tuple[Raison, ...]) -> date | None:
    """Depuis quand la première raison tient : sa propre date, sinon celle de l'état."""
    if not opposees:
        return None
    dite = opposees[0].parametres.get("depuis_le")
    if isinstance(dite, str):
        return date.fromisoformat(dite[:10])
    return depuis_quand(demande) if opposees[0].code.startswith("etat-") else None


def depuis_quand(demande: Demande) -> date | None:
    """Le jour où la demande est entrée dans son état."""
    if demande.etat is EtatDemande.EN_SOMMEIL:
        return demande.endormie_le
    if demande.radiee_le is not None:
        return demande.radiee_le
    instants = {
        EtatDemande.BROUILLON: demande.creee_le,
        EtatDemande.EN_COURS_DE_SAISIE: demande.creee_le,
        EtatDemande.EN_ATTENTE_DE_VALIDATION: demande.soumise_le,
        EtatDemande.ACTIVE: demande.validee_le,
    }
    instant = instants.get(demande.etat)
    return None if instant is None else aujourd_hui(instant)


def lien_de(role: Role, demande: Demande, opposees: tuple[Raison, ...]) -> str | None:
    """La page où la première raison se comprend ou se lève, dans l'application de qui demande."""
    if not opposees:
        return None
    code = opposees[0].code
    if role is Role.DEMANDEUR:
        return _LIENS_DU_PORTAIL.get(code, "mon-espace")
    return f"demandes/{demande.id}/{_ONGLETS.get(code, 'historique')}"


_LIENS_DU_PORTAIL: Mapping[str, str] = {
    C.INSCRITE_EN_COMMISSION: "mon-espace/propositions",
    C.ETAT_EN_COURS_DE_SAISIE: "demande",
    C.ETAT_RETOURNEE: "demande/recapitulatif",
    C.RESTAURATION_TROP_TARD: "demande",
    C.AVERTISSEMENT_DU_BAILLEUR: "mon-espace/reponse",
}
_ONGLETS: Mapping[str, str] = {
    C.INSCRITE_EN_COMMISSION: "propositions",
    C.ETAT_EN_ATTENTE_DE_VALIDATION: "validation",
    C.ETAT_BROUILLON: "saisie",
}


def refuser_un_nir(recherche: str | None) -> None:
    """Un numéro de sécurité sociale ne se cherche que par sa propre recherche, jamais dans une adresse visitée."""
    if recherche and est_un_nir(recherche):
        raise NirDansLAdresse(
            "Un numéro de sécurité sociale ne se cherche pas ici : il resterait écrit dans les adresses visitées. "
            "Utilisez « Rechercher par numéro »."
        )
