"""Qui peut faire quoi sur une demande, et sinon pourquoi. Les commandes et les boutons lisent les mêmes gardes."""

from collections.abc import Mapping
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
        visible = visible and acteur.sorte is SorteActeur.SYSTEME
    if not visible:
        raise DemandeIntrouvable("Cette demande est introuvable.")


def raisons(acteur: Acteur, demande: Demande, acte: Acte, le: date) -> tuple[Raison, ...]:
    """Tout ce qui s'oppose à cet acte, pour cet acteur, ce jour-là."""
    trouvees: list[Raison | None] = [demande.raison_etat(acte)]
    if acteur.sorte is SorteActeur.DEMANDEUR:
        if acte not in ACTES_DU_DEMANDEUR:
            trouvees.append(Raison(code="reserve-au-guichet", phrase="Seul un guichet peut faire cela."))
        if acte is Acte.MODIFIER:
            trouvees.append(demande.raison_verrou())
    else:
        if acte in DROITS:
            trouvees.append(raison_droit(acteur, DROITS[acte]))
        if acte is Acte.RADIER and acteur.sorte is SorteActeur.AGENT:
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
    qui = "le guichet qui suit votre demande" if acteur.sorte is SorteActeur.DEMANDEUR else "le référent de l'organisme"
    return tuple(action(a.value, LIBELLES[a], *raisons(acteur, demande, a, le), qui=qui) for a in actes)
