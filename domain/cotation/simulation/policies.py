"""Ce que l'on peut faire d'une simulation, et sinon pourquoi."""

from domain.cotation.simulation.model import EtapeSimulation, EtatSimulation, raison_annuler
from domain.kernel.raisons import ActionPossible, action
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import raison_droit

_DEBUT = {
    EtapeSimulation.ATTENTE: 0,
    EtapeSimulation.STOCK: 2,
    EtapeSimulation.REJEU: 80,
    EtapeSimulation.MESURES: 95,
}


def actions(acteur: Acteur, etat: EtatSimulation) -> tuple[ActionPossible, ...]:
    droit = raison_droit(acteur, Droit.COTATION_SIMULER)
    qui = "le référent de votre organisme" if droit else None
    return (action("annuler", "Annuler la simulation", droit, raison_annuler(etat), qui=qui),)


def part(etat: EtatSimulation, etape: EtapeSimulation, faits: int, total: int) -> int:
    """L'avancement, en pourcentage : lire le stock est presque tout le temps du calcul."""
    if etat is EtatSimulation.FINIE:
        return 100
    debut = _DEBUT[etape]
    if etape is EtapeSimulation.STOCK and total:
        return debut + min(78, 78 * faits // total)
    return debut
