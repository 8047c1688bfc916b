"""Qui valide un critère, qui retire une validation, et sinon pourquoi."""

from typing import Final

from domain.cotation.evenements.policies import QUI, raison_etat
from domain.cotation.faits import Validation, ValidationPosee
from domain.cotation.grille import Critere, Grille
from domain.cotation.sensibilite import est_sensible
from domain.cotation.validations.errors import ValidationImpossible
from domain.demandes.codes import EtatDemande
from domain.demandes.confidentialite import lit_le_sensible
from domain.demandes.model import Demande
from domain.demandes.policies import exiger_visible
from domain.kernel import francais
from domain.kernel.raisons import ActionPossible, Raison, action
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import exiger, raison_droit

VALIDER: Final = Droit.DEMANDES_VALIDER


def peut_le_lire(acteur: Acteur, critere: Critere, grille: Grille) -> bool:
    """Un critère qui touche à la santé ou aux violences n'existe pas pour qui ne les lit pas."""
    return lit_le_sensible(acteur) or not est_sensible(critere, grille.criteres)


def peut_lire_la_validation(acteur: Acteur, validation: ValidationPosee) -> bool:
    return lit_le_sensible(acteur) or not validation.sensible


def raison_validee(en_cours: Validation | None) -> Raison | None:
    if en_cours is None:
        return None
    return Raison(
        code="critere-deja-valide",
        phrase=f"Ce critère est déjà validé, depuis le {francais.jour(en_cours.valide_le)}.",
    )


def exiger_de_valider(acteur: Acteur, demande: Demande, *raisons: Raison | None) -> None:
    exiger_visible(acteur, demande)
    exiger(acteur, VALIDER)
    opposees = [raison for raison in (raison_etat(demande.etat), *raisons) if raison is not None]
    if opposees:
        raise ValidationImpossible(f"{opposees[0].phrase} Rien n'a été changé.", raisons=opposees)


def actions(
    acteur: Acteur, etat: EtatDemande, posee: Validation | None, en_cours: Validation | None
) -> list[ActionPossible]:
    droit, active = raison_droit(acteur, VALIDER), raison_etat(etat)
    return [
        action("valider", "Valider", raison_validee(en_cours), droit, active, qui=QUI, montrer=en_cours is None),
        action("retirer", "Retirer", droit, active, qui=QUI, montrer=posee is not None),
    ]
