"""Qui peut importer des demandes, et sinon pourquoi."""

from domain.imports.errors import ImportIntrouvable
from domain.imports.model import FINIS, ActeImport, Import
from domain.kernel.raisons import ActionPossible, action
from domain.organismes.acteur import Acteur, Droit, Perimetre
from domain.organismes.policies import exiger as exiger_droit
from domain.organismes.policies import raison_droit

LIBELLES = {ActeImport.APPLIQUER: "Appliquer le fichier", ActeImport.ANNULER: "Annuler l'import"}


def visible(perimetre: Perimetre, depose: Import) -> bool:
    """Chacun voit les fichiers de son organisme, le gestionnaire ceux de tout le département."""
    ici = depose.departement == perimetre.departement
    return ici and (perimetre.tout_organisme or depose.organisme_id == perimetre.organisme_id)


def exiger_import(acteur: Acteur) -> None:
    """Un fichier porte tout le formulaire, santé et violences comprises : il faut pouvoir les lire et les écrire."""
    for droit in (Droit.DEMANDES_IMPORTER, Droit.DEMANDES_ECRIRE, Droit.DEMANDES_SENSIBLE):
        exiger_droit(acteur, droit)


def exiger_visible(acteur: Acteur, depose: Import) -> None:
    if not visible(acteur.perimetre, depose):
        raise ImportIntrouvable("Cet import est introuvable.")


def actions(acteur: Acteur, depose: Import) -> tuple[ActionPossible, ...]:
    """Les boutons de l'écran, permis ou grisés avec leur raison ; fini, l'import n'en a plus."""
    droit = raison_droit(acteur, Droit.DEMANDES_IMPORTER)
    qui = "le référent de votre organisme" if droit else None
    return tuple(
        action(a.value, libelle, droit, depose.raison(a), qui=qui, montrer=depose.etat not in FINIS)
        for a, libelle in LIBELLES.items()
    )
