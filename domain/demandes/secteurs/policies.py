"""Qui dessine les secteurs d'un EPCI : cet EPCI lui-même, ou le gestionnaire du fichier pour son compte."""

from datetime import date

from domain.demandes.secteurs.errors import SecteurDUnAutre
from domain.demandes.secteurs.model import raison_fermer
from domain.kernel.raisons import ActionPossible, Raison, action
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import exiger, raison_droit

QUI = "L'EPCI, ou le gestionnaire du fichier"


def raison_du_territoire(acteur: Acteur, epci: str, le_sien: str | None) -> Raison | None:
    if acteur.perimetre.tout_organisme or epci == le_sien:
        return None
    return Raison(
        code=SecteurDUnAutre.code,
        phrase="Ces secteurs sont ceux d'un autre EPCI : lui seul, ou le gestionnaire du fichier, en décide.",
        parametres={"epci": epci},
    )


def exiger_de_dessiner(acteur: Acteur, epci: str, le_sien: str | None) -> None:
    exiger(acteur, Droit.SECTEURS_ECRIRE)
    raison = raison_du_territoire(acteur, epci, le_sien)
    if raison is not None:
        raise SecteurDUnAutre(f"{raison.phrase} Rien n'a été changé.", raisons=[raison])


def action_ouvrir(acteur: Acteur, le_sien: str | None) -> ActionPossible:
    droit = raison_droit(acteur, Droit.SECTEURS_ECRIRE)
    sans_epci = raison_du_territoire(acteur, "", le_sien) if le_sien is None else None
    return action("ouvrir", "Ouvrir un secteur", droit, sans_epci, qui=QUI, montrer=droit is None and sans_epci is None)


def action_fermer(acteur: Acteur, epci: str, le_sien: str | None, au: date | None, le: date) -> ActionPossible:
    droit = raison_droit(acteur, Droit.SECTEURS_ECRIRE) or raison_du_territoire(acteur, epci, le_sien)
    ferme = raison_fermer(au, le)
    libelle = "Fermer" if au is None else "Changer la date"
    return action("fermer", libelle, droit, ferme, qui=QUI, montrer=droit is None and ferme is None)
