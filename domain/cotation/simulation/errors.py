from domain.kernel.errors import Conflict, Invalid, NotFound


class SimulationIntrouvable(NotFound):
    code = "simulation-introuvable"


class SimulationDejaFinie(Conflict):
    code = "simulation-deja-finie"


class RapportIndisponible(Conflict):
    """Le calcul n'est pas fini, ou quelqu'un l'a arrêté."""

    code = "rapport-indisponible"


class SimulationSansComparaison(Invalid):
    """On ne compare pas une grille à elle-même."""

    code = "simulation-sans-comparaison"


class SimulationInterrompue(Exception):
    """Quelqu'un a annulé pendant le calcul : rien n'en est gardé."""
