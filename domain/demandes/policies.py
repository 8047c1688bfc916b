"""Qui peut faire quoi sur une demande, et sinon pourquoi. Les commandes et les boutons lisent les mêmes gardes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from domain.demandes.codes import EtatDemande
from domain.demandes.errors import (
    DemandeIntrouvable,
    DemandeVerrouillee,
    RenouvellementTropTot,
    TransitionInterdite,
)
from domain.demandes.model import Acte, Demande
from domain.demandes.rules.delais import trop_tot_pour_renouveler
from domain.kernel.errors import DomainError
from domain.kernel.francais import jour
from domain.kernel.raisons import ActionPossible, Raison, action, possible_le
from domain.organismes.acteur import Acteur, Droit, SorteActeur
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import raison_droit

LIBELLES: dict[Acte, str] = {
    Acte.MODIFIER: "Modifier",
    Acte.SOUMETTRE: "Envoyer ma demande",
    Acte.RETOURNER: "Retourner au demandeur",
    Acte.VALIDER: "Valider la demande",
    Acte.RENOUVELER: "Renouveler",
    Acte.RADIER: "Radier",
}
DROITS: dict[Acte, Droit] = {
    Acte.MODIFIER: Droit.DEMANDES_ECRIRE,
    Acte.RETOURNER: Droit.DEMANDES_VALIDER,
    Acte.VALIDER: Droit.DEMANDES_VALIDER,
    Acte.RENOUVELER: Droit.DEMANDES_ECRIRE,
    Acte.RADIER: Droit.DEMANDES_RADIER,
}
REFUS: Mapping[str, type[DomainError]] = {
    "droit-manquant": DroitManquant,
    "inscrite-en-commission": DemandeVerrouillee,
    "renouvellement-trop-tot": RenouvellementTropTot,
}
"""Les raisons qui ont leur propre refus ; les autres tiennent à l'état de la demande."""
POURQUOI_PAS_VOUS: Mapping[EtatDemande, str] = {
    EtatDemande.BROUILLON: "Un guichet est en train de saisir votre demande.",
    EtatDemande.EN_COURS_DE_SAISIE: "Vous n'avez pas encore envoyé votre demande.",
    EtatDemande.EN_ATTENTE_DE_VALIDATION: "Vous avez envoyé votre demande : un guichet la vérifie.",
    EtatDemande.RETOURNEE: "Votre demande vous a été retournée : corrigez-la, puis renvoyez-la.",
    EtatDemande.ACTIVE: "Votre demande est déjà enregistrée et active.",
    EtatDemande.SATISFAITE: "Votre demande est satisfaite : un bail a été signé.",
    EtatDemande.RADIEE_NON_RENOUVELLEMENT: "Votre demande n'a pas été renouvelée à temps et n'est plus active.",
    EtatDemande.RADIEE_ABANDON: "Votre demande a été retirée et n'est plus active.",
    EtatDemande.RADIEE_ABSENCE_DE_REPONSE: "Votre demande a été radiée faute de réponse et n'est plus active.",
    EtatDemande.RADIEE_IRRECEVABILITE: "Votre demande a été jugée irrecevable et n'est plus active.",
}
"""Les raisons de l'état, dites à la personne dont c'est la demande."""
C_EST_A_VOUS = (EtatDemande.EN_COURS_DE_SAISIE, EtatDemande.RETOURNEE)
ACTES_DE_L_AGENT = (Acte.MODIFIER, Acte.VALIDER, Acte.RETOURNER, Acte.RENOUVELER, Acte.RADIER)
ACTES_DU_DEMANDEUR = (Acte.MODIFIER, Acte.SOUMETTRE, Acte.RENOUVELER)


def exiger_visible(acteur: Acteur, demande: Demande) -> None:
    """Hors de son périmètre, une demande n'existe pas."""
    perimetre = acteur.perimetre
    visible = demande.departement == perimetre.departement
    if acteur.sorte is SorteActeur.DEMANDEUR:
        visible = visible and demande.id == perimetre.demande_id
    elif demande.etat is EtatDemande.BROUILLON:
        visible = visible and (perimetre.tout_organisme or demande.organisme_id == perimetre.organisme_id)
    elif demande.etat is EtatDemande.EN_COURS_DE_SAISIE:
        visible = visible and acteur.est_le_fichier
    if perimetre.communes is not None:
        visible = visible and (demande.concerne(perimetre.communes) or demande.organisme_id == perimetre.organisme_id)
    if not visible:
        raise DemandeIntrouvable("Cette demande est introuvable.")


def raisons(acteur: Acteur, demande: Demande, acte: Acte, le: date) -> tuple[Raison, ...]:
    """Tout ce qui s'oppose à cet acte, pour cet acteur, ce jour-là ; d'abord le droit qu'il n'a pas."""
    etat = demande.raison_etat(acte)
    if etat is not None and acteur.sorte is SorteActeur.DEMANDEUR:
        etat = replace(etat, phrase=POURQUOI_PAS_VOUS[demande.etat])
    trouvees: list[Raison | None] = []
    if acteur.sorte is not SorteActeur.DEMANDEUR and acte in DROITS:
        trouvees.append(raison_droit(acteur, DROITS[acte]))
    trouvees.append(etat)
    if acteur.sorte is SorteActeur.DEMANDEUR:
        if acte not in ACTES_DU_DEMANDEUR:
            trouvees.append(Raison(code="reserve-au-guichet", phrase="Seul un guichet peut faire cela."))
        if acte is Acte.MODIFIER:
            trouvees.append(demande.raison_verrou())
    elif acte is Acte.RADIER and acteur.sorte is SorteActeur.AGENT:
        trouvees.append(demande.raison_verrou())
    if acte is Acte.RENOUVELER and demande.etat is EtatDemande.ACTIVE and demande.expire_le is not None:
        trouvees.append(trop_tot_pour_renouveler(demande.expire_le, le, demande.departement))
    return tuple(r for r in trouvees if r is not None)


def exiger(acteur: Acteur, demande: Demande, acte: Acte, le: date) -> None:
    """Refuse l'acte avec sa première raison, celle que montrait le bouton."""
    exiger_visible(acteur, demande)
    for raison in raisons(acteur, demande, acte, le):
        refus = REFUS.get(raison.code, TransitionInterdite)
        ouverture = possible_le(raison)
        quand = f" Possible à partir du {jour(ouverture)}." if ouverture else ""
        raise refus(f"{raison.phrase}{quand} Rien n'a été changé.", raisons=[raison])


def actions(acteur: Acteur, demande: Demande, le: date) -> tuple[ActionPossible, ...]:
    """Les boutons de l'écran : permis, ou grisés avec leur raison et la personne à joindre."""
    actes = ACTES_DU_DEMANDEUR if acteur.sorte is SorteActeur.DEMANDEUR else ACTES_DE_L_AGENT
    qui = _qui_debloque(acteur, demande)
    return tuple(action(a.value, LIBELLES[a], *raisons(acteur, demande, a, le), qui=qui) for a in actes)


def _qui_debloque(acteur: Acteur, demande: Demande) -> str | None:
    if acteur.sorte is not SorteActeur.DEMANDEUR:
        return "le référent de l'organisme"
    return None if demande.etat in C_EST_A_VOUS else "le guichet qui suit votre demande"
