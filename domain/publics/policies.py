"""Qui pose un label, qui règle les publics prioritaires, et sinon pourquoi."""

from collections.abc import Sequence

from domain.demandes.codes import EtatDemande
from domain.demandes.model import Demande
from domain.demandes.policies import exiger_visible
from domain.kernel.raisons import ActionPossible, Raison, action
from domain.organismes.acteur import Acteur, Droit, SorteActeur
from domain.organismes.policies import exiger, raison_droit
from domain.publics.errors import DemandeSansPriorite
from domain.publics.model import Public

QUI = "Le référent de votre organisme, ou la préfecture."


def raison_etat(etat: EtatDemande) -> Raison | None:
    if etat is EtatDemande.ACTIVE:
        return None
    return Raison(
        code="demande-pas-active",
        phrase=f"La demande est « {etat.libelle.lower()} » : une priorité ne se pose que sur une demande active.",
        parametres={"etat": etat.value},
    )


def exiger_de_pouvoir_labelliser(acteur: Acteur, demande: Demande) -> None:
    exiger_visible(acteur, demande)
    exiger(acteur, Droit.LABELS_POSER)
    raison = raison_etat(demande.etat)
    if raison is not None:
        raise DemandeSansPriorite(raison.phrase, raisons=[raison])


def voit_le_sensible(acteur: Acteur) -> bool:
    """Santé et violences : le demandeur lit son dossier, un agent en a ou non le droit."""
    return acteur.sorte is not SorteActeur.AGENT or acteur.peut(Droit.DEMANDES_SENSIBLE)


def visibles(publics: Sequence[Public], acteur: Acteur) -> list[Public]:
    return [p for p in publics if not p.sensible or voit_le_sensible(acteur)]


def actions(acteur: Acteur, etat: EtatDemande) -> list[ActionPossible]:
    raisons = (raison_droit(acteur, Droit.LABELS_POSER), raison_etat(etat))
    return [
        action("poser-label", "Poser un label", *raisons, qui=QUI),
        action("enregistrer-dalo", "Enregistrer une décision DALO", *raisons, qui=QUI),
    ]
