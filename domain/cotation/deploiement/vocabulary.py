from datetime import datetime

from domain.kernel import francais
from domain.kernel.calendrier import PARIS
from domain.kernel.nomenclature import Nomenclature


class EtapeDeLEpci(Nomenclature):
    """Où en est un EPCI de sa cotation, de rien à une grille qui s'applique. Codes du projet."""

    SANS_GRILLE = "sans_grille", "Pas commencé"
    ECRITURE = "ecriture", "Grille en cours d'écriture"
    TEST = "test", "Grille en test"
    ADOPTEE = "adoptee", "Grille adoptée, pas encore appliquée"
    EN_VIGUEUR = "en_vigueur", "Grille en vigueur"


class Obligation(Nomenclature):
    """Ce que la loi demande à un EPCI (CCH L441-2-8). Codes du projet."""

    TENU = "tenu", "Obligé par la loi"
    SELON_COMPETENCE = "selon_competence", "Obligé s'il a la compétence habitat"
    NON_TENU = "non_tenu", "Pas obligé"
    A_VERIFIER = "a_verifier", "À vérifier"


class SorteDeRendezVous(Nomenclature):
    """Comment on se retrouve. Codes du projet."""

    WEBINAIRE = "webinaire", "Webinaire"
    REUNION = "reunion", "Réunion"


class SorteDeDate(Nomenclature):
    """Ce qui fait une date du calendrier. Codes du projet."""

    ECHEANCE = "echeance", "Échéance légale"
    TEST = "test", "Mise en test"
    EFFET = "effet", "Entrée en vigueur"
    RENDEZ_VOUS = "rendez_vous", "Rendez-vous"


def dire_le_moment(debut: datetime) -> str:
    """Un jour et une heure, à l'heure de Paris."""
    ici = debut.astimezone(PARIS)
    return f"le {francais.jour(ici.date())} à {ici.hour}{francais.INSECABLE}h{francais.INSECABLE}{ici.minute:02}"
