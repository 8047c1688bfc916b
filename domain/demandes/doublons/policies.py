"""Qui peut examiner, fusionner ou défaire, et sinon pourquoi."""

from collections.abc import Iterator

from domain.demandes.doublons.codes import SorteFusion
from domain.demandes.doublons.fusion import sorte_de
from domain.demandes.doublons.model import Fusion
from domain.demandes.errors import DemandeVerrouillee
from domain.demandes.model import Demande
from domain.demandes.protection import voit_les_coordonnees
from domain.kernel.raisons import Raison
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import exiger, raison_droit

DROITS = {SorteFusion.FUSION: Droit.DEMANDES_RADIER, SorteFusion.RATTACHEMENT: Droit.DEMANDES_VALIDER}
"""Fusionner retire une demande active, comme une radiation ; rattacher remplace une validation."""

PROTEGEE = Raison(
    code="situation-protegee",
    phrase="L'une de ces demandes protège une personne en danger : seul un agent qui lit les informations de "
    "violences peut les fusionner.",
)


def exiger_decision(acteur: Acteur) -> None:
    exiger(acteur, Droit.DEMANDES_VALIDER)


def raisons_de_l_acteur(acteur: Acteur, gardee: Demande, fusionnee: Demande) -> Iterator[Raison]:
    """Ce qui manque à cet agent pour que l'une rejoigne l'autre."""
    droit = raison_droit(acteur, DROITS[sorte_de(fusionnee)])
    if droit is not None:
        yield droit
    if not all(voit_les_coordonnees(acteur, d.protection) for d in (gardee, fusionnee)):
        yield PROTEGEE


def exiger_fusion(acteur: Acteur, gardee: Demande, fusionnee: Demande) -> None:
    exiger(acteur, DROITS[sorte_de(fusionnee)])
    if PROTEGEE in raisons_de_l_acteur(acteur, gardee, fusionnee):
        raise DemandeVerrouillee(f"{PROTEGEE.phrase} Rien n'a été changé.", raisons=[PROTEGEE])


def exiger_defaire(acteur: Acteur, fusion: Fusion) -> None:
    exiger(acteur, DROITS[fusion.sorte])
